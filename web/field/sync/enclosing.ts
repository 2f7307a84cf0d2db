// What goes after the visits: photos in pieces, from where they broke off, and positions. A visit that is written
// down meanwhile goes first; a photo that is refused keeps no other back.

import type { StoredEnclosure } from "../store/database"
import { change, forget, letGoEnclosed, loadEnclosures, photoBytes, positionOf, sweep } from "../store/enclosures"
import type { Bytes } from "../store/sealing"
import { hex } from "../store/sealing"
import type { Vault } from "../store/vault"
import type { Settings } from "../wire"
import { Refused } from "./api"
import type { Clock } from "./clock"
import type { EnclosingApi, Stand } from "./enclosing_api"
import { isWaiting } from "./rules"

/** Refusals that no later try will change; its owner may take the thing back. */
const FINAL = new Set([
  ...["photo-refused", "photo-known", "photos-full", "photos-declined", "too-large", "not-as-agreed"],
  ...["position-known", "gps-declined"],
])

export async function sendEnclosed(vault: Vault, office: EnclosingApi, settings: Settings, clock: Clock): Promise<void> {
  await sweep(vault)
  const token = await vault.token()
  if (!token) return
  await hear(vault, office, token)
  await letGoEnclosed(vault, settings, clock.now())
  for (const one of await loadEnclosures(vault)) {
    if (one.state !== "saved" || !(await isToldOf(vault, one))) continue
    if (!(one.kind === "photo" ? settings.photos : settings.gps)) {
      await change(vault, one.id, { code: one.kind === "photo" ? "photos-off" : "gps-off", message: null })
      continue
    }
    try {
      const isDone = await (one.kind === "photo" ? sendPhoto : sendPosition)(vault, office, token, one, clock)
      if (!isDone) return
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) throw error
      await note(vault, one, error)
      if (error.status >= 500 || error.status === 429) return
    }
  }
}

/** What the server says of what it was sent: safe in a backup, removed there, or no longer known. */
async function hear(vault: Vault, office: EnclosingApi, token: string): Promise<void> {
  const sent = (await loadEnclosures(vault)).filter((one) => one.state === "received" || one.state === "backed_up")
  if (!sent.length) return
  const of = (kind: string) => sent.filter((one) => one.kind === kind).map((one) => one.id)
  const states = await office.states(token, of("photo"), of("position"))
  for (const one of sent) {
    const said = states[one.id]
    if (said === "unknown") await change(vault, one.id, { state: "saved", received_ms: null }) // it was put back
    else if (said === "removed") await forget(vault, [one.id])
    else if (said) await change(vault, one.id, { state: said })
  }
}

/** Whether the visit has gone before; one that waits for a person at the server is the server's to judge. */
async function isToldOf(vault: Vault, one: StoredEnclosure): Promise<boolean> {
  const op = one.op_id ? await vault.db.ops.get(one.op_id) : undefined
  return op !== undefined && op.state !== "saved"
}

/** False when something more urgent came up: the rest goes on from where it stands. */
async function sendPhoto(
  vault: Vault,
  office: EnclosingApi,
  token: string,
  one: StoredEnclosure,
  clock: Clock,
): Promise<boolean> {
  const bytes = await photoBytes(vault, one.id)
  if (!bytes) {
    await forget(vault, [one.id])
    return true
  }
  const about = { photo_id: one.id, visit_id: one.visit_id, size: bytes.length, sha256: await sha256Of(bytes) }
  let stand = await begin()
  for (let damaged = 0; stand.state === "arriving"; ) {
    if (await hasMoreUrgent(vault)) return false
    if (!(await vault.db.enclosures.get(one.id))) return true // taken back meanwhile
    try {
      stand = await office.piece(token, one.id, bytes.slice(stand.offset, stand.offset + stand.piece), stand)
    } catch (error) {
      const code = error instanceof Refused ? error.code : ""
      if (code !== "offset-differs" && code !== "photo-damaged") throw error
      if (damaged++) throw error
      stand = await begin()
    }
  }
  await settle(vault, one, stand, clock)
  return true

  function begin(): Promise<Stand> {
    return office.begin(token, about)
  }
}

async function sendPosition(
  vault: Vault,
  office: EnclosingApi,
  token: string,
  one: StoredEnclosure,
  clock: Clock,
): Promise<boolean> {
  const spot = await positionOf(vault, one.id)
  if (spot) await settle(vault, one, await office.position(token, { position_id: one.id, visit_id: one.visit_id, ...spot }), clock)
  else await forget(vault, [one.id])
  return true
}

async function settle(vault: Vault, one: StoredEnclosure, stand: Pick<Stand, "state">, clock: Clock): Promise<void> {
  if (stand.state === "removed") await forget(vault, [one.id])
  else await change(vault, one.id, { state: "received", received_ms: clock.now(), code: "", message: null })
}

async function note(vault: Vault, one: StoredEnclosure, error: Refused): Promise<void> {
  const state = FINAL.has(error.code) ? ("refused" as const) : ("saved" as const)
  await change(vault, one.id, { state, code: error.code, message: error.words })
}

async function hasMoreUrgent(vault: Vault): Promise<boolean> {
  return (await vault.db.ops.where("state").equals("saved").filter(isWaiting).count()) > 0
}

async function sha256Of(bytes: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))
}
