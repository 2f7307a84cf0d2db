// What the screens see. Filled after the lock is opened, emptied when it closes; screens read it and call the
// functions of `doing.ts`, nothing else writes.

import { computed, reactive, shallowReactive } from "vue"

import { Database, type StoredEnclosure } from "../store/database"
import { loadEnclosures } from "../store/enclosures"
import { load, type Item } from "../store/outbox"
import { loadDrafts, type Kept } from "../store/drafts"
import { loadRows, type Row } from "../store/rows"
import { Vault } from "../store/vault"
import { dayOf, isClockWrong, isOutOfTouch, phoneClock, trueNow, type Contact } from "../sync/clock"
import type { LoopState } from "../sync/loop"
import { isWaiting, SEALED, UNREADABLE } from "../sync/rules"
import type { Draft } from "../visit/draft"
import type { Duty, FeedbackRow, Form, Home, ItemRow, Me, Settings, Staff, Trip, Words } from "../wire"

export type Stage = "starting" | "new" | "locked" | "out-of-touch" | "open" | "broken"

export const vault = new Vault(new Database())
export const clock = phoneClock

export const app = reactive({
  stage: "starting" as Stage,
  /** Why the phone is empty, for the first screen to say. */
  emptied: null as null | "wrong-pin" | "revoked",
  staff: null as Staff | null,
  settings: null as Settings | null,
  contact: null as Contact | null,
  sync: { phase: "idle", last: null, failures: 0, next_ms: null, sent: 0, of: 0 } as LoopState,
  isOnline: typeof navigator === "undefined" || navigator.onLine,
  receipt: null as { ours: number; theirs: number; is_same: boolean } | null,
  /** A newer version of the app lies ready. */
  hasUpdate: false,
  isPersisted: null as boolean | null,
  quota: null as { used: number; all: number } | null,
  left: [] as string[],
  said: "",
})

/** The rows and operations themselves: replaced as a whole, never changed in place. */
export const shelf = shallowReactive({
  rows: new Map<string, Row>(),
  ops: [] as Item[],
  drafts: [] as Kept<Draft>[],
  enclosed: [] as StoredEnclosure[],
})

const ofKind = <T>(kind: string) =>
  computed(() => [...shelf.rows.values()].filter((row) => row.key.split(":")[0] === kind).map((row) => row.row as T))

export const homes = ofKind<Home>("home")
export const duties = ofKind<Duty>("duty")
export const trips = ofKind<Trip>("trip")
export const itemRows = ofKind<ItemRow>("item")
export const feedbacks = ofKind<FeedbackRow>("feedback")
const forms = ofKind<Form>("form")
export const me = computed(() => shelf.rows.get("me")?.row as Me | undefined)
export const words = computed(() => (shelf.rows.get("words")?.row ?? {}) as Words)
/** The form in force: of those here, the one that took effect last. */
export const form = computed(
  () => [...forms.value].sort((a, b) => b.effective_on.localeCompare(a.effective_on))[0] as Form | undefined,
)

export const homeById = computed(() => new Map(homes.value.map((home) => [home.id, home])))
export const dutyById = computed(() => new Map(duties.value.map((duty) => [duty.id, duty])))
export const waiting = computed(() => shelf.ops.filter((one) => isWaiting(one.stored)).length)
/** Photos and positions that have still to go; what the server will not take waits for its owner, not for a network. */
export const enclosedWaiting = computed(() => shelf.enclosed.filter((one) => one.state === "saved").length)
/** What only this phone holds and no sending will change: its owner must carry it to the office as a file. */
export const inTrouble = computed(
  () => shelf.ops.filter(({ stored }) => stored.verdict === "rejected" || stored.code === UNREADABLE).length,
)
export const clockIsWrong = computed(() => isClockWrong(app.contact))

/** Today, by the best guess of the true time. */
export function today(): string {
  return dayOf(trueNow(app.contact, clock))
}

/** Read what the phone holds into the shelf. */
export async function refresh(): Promise<void> {
  if (!vault.isOpen) return
  const { db } = vault
  const [rows, ops, drafts, enclosed, staff, settings, contact, receipt, left] = await Promise.all([
    loadRows(vault),
    load(vault),
    loadDrafts<Draft>(vault),
    loadEnclosures(vault),
    vault.staff(),
    vault.settings(),
    db.value<Contact>("contact"),
    db.value<typeof app.receipt>("receipt"),
    db.value<string[]>("left"),
  ])
  if (!vault.isOpen) return // locked meanwhile: nothing may come back into view
  Object.assign(shelf, { rows, ops: ops.filter(({ op }) => op?.kind !== SEALED), drafts, enclosed })
  app.staff = staff ?? null
  app.settings = settings ?? null
  app.contact = contact ?? null
  app.receipt = receipt ?? null
  app.left = left ?? []
}

/** The drafts alone: a screen that wrote one is being left. */
export async function refreshDrafts(): Promise<void> {
  if (vault.isOpen) shelf.drafts = await loadDrafts<Draft>(vault)
}

/** Put everything away. */
export function clearShelf(): void {
  shelf.rows = new Map()
  shelf.ops = []
  shelf.drafts = []
  shelf.enclosed = []
  app.staff = app.settings = null
}

/** Whether so long a time passed without contact that the phone shows nothing until there is one. */
export async function mustAskOffice(): Promise<boolean> {
  const contact = (await vault.db.value<Contact>("contact")) ?? null
  const highest = Math.max((await vault.db.value<number>("highest")) ?? 0, clock.now())
  await vault.db.keep("highest", highest)
  const days = (await vault.settings())?.contact_days ?? 14
  return isOutOfTouch(contact, highest, days, clock)
}
