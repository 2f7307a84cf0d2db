// Operations on the phone. Each is written in one transaction with the counter, the rescue piece and the end of its
// draft, before anything goes to the network; nothing but `letGo` ever empties one.

import { stamp, type Clock, type Contact } from "../sync/clock"
import { mayDrop, SEALED } from "../sync/rules"
import type { Kind, Op, Settings } from "../wire"
import { UNSENT, type StoredOp, type Unsent } from "./database"
import { newId } from "./ids"
import { proofOf, seal, sha256 } from "./sealing"
import type { Vault } from "./vault"

export type Told = {
  kind: Kind
  payload: unknown
  household_id: string | null
  form_version?: string | null
  parents?: string[]
  urgent?: boolean
  /** The draft that this operation ends. */
  draft?: string
}
/** An operation with its content, as the screens read it. */
export type Item = { stored: StoredOp; op: Op | null }

/** Write an operation down. Two tabs may do so at once: whoever finds the counter moved begins again. */
export async function tell(vault: Vault, told: Told, clock: Clock): Promise<Op> {
  const { db } = vault
  const device = await vault.device()
  if (!device) throw new Error("this phone is not enrolled")
  const payload = JSON.stringify(told.payload)
  const frame = {
    op_id: newId(clock.now()),
    device_id: device.device_id,
    household_id: told.household_id,
    kind: told.kind,
    form_version: told.form_version ?? null,
    parent_op_ids: told.parents ?? [],
    ...stamp((await db.value<Contact>("contact")) ?? null, clock),
    payload,
    payload_sha256: await sha256(payload),
    attachments: [],
  }
  for (;;) {
    const before = (await db.value<number>("seq")) ?? 0
    const epoch = (await db.value<string>("epoch")) ?? ""
    const op: Op = { ...frame, device_seq: before + 1, epoch }
    const stored: StoredOp = {
      op_id: op.op_id,
      device_id: op.device_id,
      seq: op.device_seq,
      state: "saved",
      home: told.household_id,
      urgent: told.urgent ?? false,
      made_ms: clock.now(),
      received_ms: null,
      verdict: null,
      code: "",
      message: null,
      tries: 0,
      box: await vault.close(op),
    }
    const unsent = await sealUnsent(vault, clock.now(), op)
    const isWritten = await db.transaction("rw", [db.ops, db.meta, db.drafts, db.enclosures], async () => {
      if (((await db.value<number>("seq")) ?? 0) !== before) return false
      await db.ops.add(stored)
      await db.keep("seq", op.device_seq)
      await db.keep(UNSENT, unsent)
      if (told.draft) {
        await db.drafts.delete(told.draft)
        const its = db.enclosures.where("draft").equals(told.draft).filter((one) => one.state === "open")
        await its.modify({ state: "saved", op_id: op.op_id })
      }
      return true
    })
    if (isWritten) return op
  }
}

/** Everything here, oldest first; what was let go has no content. */
export async function load(vault: Vault): Promise<Item[]> {
  const all = (await vault.db.ops.toArray()).sort((a, b) => a.made_ms - b.made_ms || a.seq - b.seq)
  return Promise.all(all.map(async (stored) => ({ stored, op: stored.box && (await vault.open<Op>(stored.box)) })))
}

/** All unsent operations in one piece only the server can open, `more` included; null when there are none. */
export async function sealUnsent(vault: Vault, now: number, more?: Op): Promise<Unsent | null> {
  const device = await vault.device()
  const waiting = await vault.db.ops.where("state").equals("saved").sortBy("seq")
  const ops = await Promise.all(waiting.flatMap((op) => (op.box ? [vault.open<Op>(op.box)] : [])))
  if (more) ops.push(more)
  if (!device || !ops.length) return null
  const plain = new TextEncoder().encode(JSON.stringify({ ops }))
  const sealed = await seal(plain, device.seal_key)
  const key = (await vault.settings())?.proof_key
  const proof = key ? await proofOf(sealed, key) : ""
  const shown = ops.filter((op) => op.kind !== SEALED).length
  return { device_id: device.device_id, made_ms: now, ops: ops.length, shown, sealed, proof }
}

/** Renew the rescue piece after something was sent; an older one only holds more than it must. */
export async function renewUnsent(vault: Vault, now: number): Promise<void> {
  const before = await vault.db.value<number>("seq")
  const unsent = await sealUnsent(vault, now)
  await vault.db.transaction("rw", vault.db.meta, async () => {
    if ((await vault.db.value<number>("seq")) === before) await vault.db.keep(UNSENT, unsent)
  })
}

/** Change what is known of operations; `change` gets the row as it is now, inside the transaction. */
export async function update(vault: Vault, ids: string[], change: (op: StoredOp) => StoredOp): Promise<void> {
  await vault.db.transaction("rw", vault.db.ops, async () => {
    const found = await vault.db.ops.bulkGet(ids)
    await vault.db.ops.bulkPut(found.flatMap((op) => (op ? [change(op)] : [])))
  })
}

/** Let go of copies that a checked backup holds, once their least time is over. Their ids stay for the receipt. */
export async function letGo(vault: Vault, settings: Settings, now: number): Promise<number> {
  return vault.db.transaction("rw", vault.db.ops, async () => {
    const done = (await vault.db.ops.toArray()).filter((op) => mayDrop(op, settings, now))
    await vault.db.ops.bulkPut(done.map((op) => ({ ...op, state: "dropped" as const, box: null })))
    return done.length
  })
}

/** What is to be sent and was made under a former device id is told in the name of this one, and counted on behind
 * what this one has: from one, when it is new. */
export async function renumber(vault: Vault, device_id: string): Promise<void> {
  const { db } = vault
  const mine = await db.ops.filter((op) => op.device_id === device_id).toArray()
  const last = Math.max(0, ...mine.map((op) => op.seq))
  const waiting = (await db.ops.where("state").equals("saved").sortBy("seq")).filter((op) => op.device_id !== device_id)
  const moved = await Promise.all(
    waiting.map(async (stored, at) => {
      const op = stored.box && (await vault.open<Op>(stored.box))
      const seq = last + at + 1
      const box = op && (await vault.close({ ...op, device_id, device_seq: seq }))
      return { ...stored, device_id, seq, box }
    }),
  )
  await db.transaction("rw", [db.ops, db.meta], async () => {
    await db.ops.bulkPut(moved)
    await db.keep("seq", last + moved.length)
  })
}
