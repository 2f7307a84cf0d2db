// What the phone decides about its operations, without network, clock or database: what goes next, what an answer
// means, what a pulled row may replace, what may be let go.

import type { OpState, StoredOp } from "../store/database"
import { sha256 } from "../store/sealing"
import type { Answer, Pulled, Receipt, Settings } from "../wire"

export const MOST_OPS = 50
export const MOST_BYTES = 900_000
/** Our own code for what the server could not read as a whole. */
export const UNREADABLE = "unreadable"
/** Closed to the server before this phone kept it (`store/confided.ts`): no screen shows or counts such an operation. */
export const SEALED = "item.sealed"
const DAY = 86_400_000

/** Enough of an operation to order and weigh it. */
export type Waiting = { op_id: string; seq: number; urgent: boolean; bytes: number; unreadable: boolean }

/** The next batches: urgent first, then in the order of making; what the server could not read travels alone, last. */
export function batches<W extends Waiting>(waiting: readonly W[]): W[][] {
  const inOrder = [...waiting].sort((a, b) => rank(a) - rank(b) || a.seq - b.seq)
  const made: W[][] = []
  let open: W[] = []
  let bytes = 0
  for (const one of inOrder) {
    const isFull = open.length >= MOST_OPS || bytes + one.bytes > MOST_BYTES
    if (open.length && (isFull || one.unreadable)) {
      made.push(open)
      open = []
      bytes = 0
    }
    open.push(one)
    bytes += one.bytes
  }
  if (open.length) made.push(open)
  return made
}

function rank(one: Waiting): number {
  return one.unreadable ? 2 : one.urgent ? 0 : 1
}

/** What an answer changes. A reused id with another content stays here: nothing but this phone holds it. */
export function answered(op: StoredOp, answer: Answer, now: number): StoredOp {
  const verdict = answer.answer === "duplicate" ? (answer.first ?? "accepted") : answer.answer
  const message = answer.message ? { zh: answer.message, en: answer.message_en || answer.message } : null
  const its = answer.device_id && answer.device_seq ? { device_id: answer.device_id, seq: answer.device_seq } : {}
  const told = { ...op, ...its, verdict, code: answer.code ?? "", message, tries: op.tries + 1 }
  if (verdict === "rejected") return { ...told, state: "saved" }
  return { ...told, state: op.state === "backed_up" ? "backed_up" : "received", received_ms: op.received_ms ?? now }
}

/** What is still to be pushed. A rejected one waits for a person: sending it again changes nothing. */
export function isWaiting(op: StoredOp): boolean {
  return op.state === "saved" && op.verdict !== "rejected"
}

/** A new epoch: the server came back from a backup, so everything still kept is told again. */
export function afterRestore(op: StoredOp): StoredOp {
  if (op.state === "dropped" || op.verdict === "rejected") return op
  return { ...op, state: "saved", received_ms: null, verdict: null, code: "", message: null }
}

/** Whether a checked backup holds it: by the runs told of its phone, or by what an older server tells of this one. */
export function backedUp(op: StoredOp, pulled: Pick<Pulled, "backed_up_seq" | "backed_up">, device: string): OpState {
  if (op.state !== "received") return op.state
  const runs = pulled.backed_up?.[op.device_id] ?? (op.device_id === device ? [[1, pulled.backed_up_seq]] : [])
  return runs.some(([first, last]) => first! <= op.seq && op.seq <= last!) ? "backed_up" : op.state
}

/** The phones before this one, of whose operations something is still kept here. */
export function formerPhones(ops: readonly StoredOp[], device: string): string[] {
  return [...new Set(ops.filter((op) => op.device_id !== device && op.state === "received").map((op) => op.device_id))]
}

/** A copy goes only when a checked backup holds it and the least time has passed, however long that takes (decision 17). */
export function mayDrop(op: StoredOp, settings: Settings, now: number): boolean {
  return op.state === "backed_up" && now - (op.received_ms ?? now) >= settings.keep_days_min * DAY
}

/** Received long ago and still in no checked backup: the office must hear of it. */
export function waitsForBackup(one: { state: string; received_ms: number | null }, settings: Settings, now: number): boolean {
  return one.state === "received" && now - (one.received_ms ?? now) >= settings.keep_days_max * DAY
}

/** Count and hash of what the server has told us it holds, to lay beside its own. */
export async function receiptOf(ops: readonly StoredOp[], device: string): Promise<Receipt> {
  const held = ops.filter((op) => op.device_id === device && op.state !== "saved").map((op) => op.op_id.toLowerCase())
  return { count: held.length, hash: await sha256(held.sort().join("\n")) }
}

export type PullPlan = {
  put: Pulled["rows"]
  drop: string[]
  /** Keys left alone for now, because their household has work here that was not sent. */
  later: string[]
}

/** `homeOf` says which household a row here belongs to; `busy` are those with unsent work or an open draft. */
export function planPull(pulled: Pulled, homeOf: (key: string) => string | null, busy: ReadonlySet<string>): PullPlan {
  const plan: PullPlan = { put: [], drop: [], later: [] }
  for (const row of pulled.rows) {
    const homes = [homeOf(row.key), homeIn(row)]
    if (homes.some((home) => home && busy.has(home)) && homeOf(row.key)) plan.later.push(row.key)
    else plan.put.push(row)
  }
  for (const key of [...pulled.gone, ...pulled.leave]) {
    const home = homeOf(key)
    if (home && busy.has(home)) plan.later.push(key)
    else plan.drop.push(key)
  }
  return plan
}

/** The household a pulled row speaks of, or null. */
export function homeIn(row: { key: string; row: unknown }): string | null {
  if (row.key.startsWith("home:")) return row.key.slice(5)
  const of = (row.row as { household_id?: string | null } | null)?.household_id
  return of ?? null
}

const FIRST_WAIT = 2_000
const LONGEST_WAIT = 5 * 60_000

/** Milliseconds until the next try: doubling, between half and one and a half of it by chance, without an end. */
export function waitAfter(failures: number, chance: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 10)) * (0.5 + chance)
}
