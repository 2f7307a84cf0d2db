// What a person can do with the app as a whole: open, lock, sign in, write something down, send.

import { VERSION } from "../version"
import { roundsForThisPhone } from "../store/crypto"
import { settled } from "../store/drafts"
import { renumber, tell as tellVault, type Told } from "../store/outbox"
import { alone } from "../sync/alone"
import { serverAt, type Credentials } from "../sync/api"
import { contactAt, type Contact } from "../sync/clock"
import { Engine } from "../sync/engine"
import { Loop } from "../sync/loop"
import type { Enrolled, Op } from "../wire"
import { app, clearShelf, clock, mustAskOffice, refresh, vault } from "./app"
import { askToPersist, readQuota } from "./storage"
import { renewPage } from "./worker"

export const api = serverAt("/field/", VERSION)
const engine = new Engine(vault, api, clock, async (settings) => {
  if (!(await vault.db.enclosures.count())) return
  const [{ sendEnclosed }, { enclosingAt }] = await Promise.all([import("../sync/enclosing"), import("../sync/enclosing_api")])
  await sendEnclosed(vault, enclosingAt("/field/", VERSION), settings, clock)
})
const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("lianxin-field") : null

export const loop = new Loop(
  engine,
  (work) => alone(vault.db, clock.run, work),
  (state) => {
    const isOver = app.sync.phase === "sending" && state.phase !== "sending"
    app.sync = state
    if (isOver) void afterRun()
  },
)

/** Begin: what is this phone, and what does the screen show first? */
export async function start(): Promise<void> {
  try {
    const [stage, device] = await Promise.all([vault.stage(), vault.device()])
    const brokeOff = stage === "locked" && !device // a setting up that came to no end
    if (brokeOff) await vault.wipe()
    app.stage = stage === "new" || brokeOff ? "new" : "locked"
  } catch {
    app.stage = "broken" // no IndexedDB: a private window, or storage refused
  }
  addEventListener("online", () => ((app.isOnline = true), void send()))
  addEventListener("offline", () => (app.isOnline = false))
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && app.sync.failures === 0) void send()
  })
  tabs?.addEventListener("message", () => void refresh())
  void readQuota() // the browser may count for a while; nothing waits for it
}

let enrolledAt: Contact | null = null

/** Sign in. What comes back is kept only once a PIN is chosen. */
export async function enrol(who: Credentials): Promise<Enrolled> {
  const asked = clock.now()
  const token = vault.isOpen ? await vault.token() : undefined // signing in again on the same phone
  const enrolled = await api.enrol(who, deviceName(), asked, token)
  enrolledAt = contactAt(enrolled.server_time_ms, asked, clock)
  return enrolled
}

export async function setPin(pin: string, enrolled: Enrolled): Promise<void> {
  await vault.setUp(pin, await roundsForThisPhone(), enrolled)
  await vault.db.keep("contact", enrolledAt)
  await askToPersist()
  app.emptied = null
  await opened()
}

/** Signed in again on a phone that kept everything: the same person goes on, another one begins empty. */
export async function enrolAgain(enrolled: Enrolled): Promise<boolean> {
  if ((await vault.staff())?.id !== enrolled.staff.id) return false
  if ((await vault.device())?.device_id !== enrolled.device_id) await renumber(vault, enrolled.device_id)
  await vault.enrol(enrolled)
  await refresh()
  void send()
  return true
}

export async function unlock(pin: string) {
  const outcome = await vault.unlock(pin)
  if (outcome.is === "open") await opened()
  if (outcome.is === "wiped") {
    app.emptied = "wrong-pin"
    app.stage = "new"
  }
  return outcome
}

async function opened(): Promise<void> {
  await refresh()
  app.stage = (await mustAskOffice()) ? "out-of-touch" : "open"
  void send()
}

/** Close the app lock. Drafts are written to the end first. */
export async function lock(): Promise<void> {
  if (!vault.isOpen) return
  await settled()
  loop.stop()
  vault.lock()
  clearShelf()
  app.stage = "locked"
}

/** Send and fetch, now. Never throws: what went wrong stands in `app.sync`. */
export async function send(): Promise<void> {
  if (vault.isOpen) await loop.send().catch(() => {})
}

/** Write an operation down and send it when there is a network. */
export async function tell(told: Told): Promise<Op> {
  if (told.draft) await settled(told.draft)
  const op = await tellVault(vault, told, clock)
  await refresh()
  tabs?.postMessage("changed")
  void send()
  return op
}

async function afterRun(): Promise<void> {
  const outcome = app.sync.last
  if (outcome?.is === "revoked") {
    clearShelf()
    app.emptied = "revoked"
    app.stage = "new"
    return
  }
  await refresh()
  await noteDevices()
  tabs?.postMessage("changed")
  if (app.stage === "out-of-touch" && outcome?.is === "done") app.stage = "open"
}

/** The copy of the page on this phone may ask for camera and place as the office says now, not as it once said. */
async function noteDevices(): Promise<void> {
  const wanted = `${app.settings?.photos ?? false} ${app.settings?.gps ?? false}`
  if (((await vault.db.value<string>("devices")) ?? "false false") === wanted) return
  renewPage()
  await vault.db.keep("devices", wanted)
}

function deviceName(): string {
  const model = /Android[^;]*; ([^;)]+)/.exec(navigator.userAgent)?.[1]
  return (model ?? navigator.platform ?? "phone").slice(0, 60)
}
