// What lies on the phone. Ids, counters and states stand in the open; everything a person said or is lies in
// `box`, closed with the content key. Unsent operations lie here a second time, closed to the server (`UNSENT`), for
// the day when this phone's own key is gone.

import Dexie, { type EntityTable, type Table } from "dexie"

import type { Sealed } from "./crypto"
import type { Bytes } from "./sealing"
import type { Verdict } from "../wire"

/** saved: on this phone only · received: the server has it · backed_up: a checked backup has it · dropped: and the
 * phone let its copy go, keeping the id for the receipt. */
export type OpState = "saved" | "received" | "backed_up" | "dropped"

export type StoredOp = {
  device_id: string
  op_id: string
  seq: number
  state: OpState
  home: string | null
  urgent: boolean
  made_ms: number
  received_ms: number | null
  verdict: Verdict | null
  code: string
  message: { zh: string; en: string } | null
  tries: number
  box: Sealed | null
}
/** Everything unsent in one piece that only the server can open, renewed with each operation. */
export type Unsent = {
  device_id: string
  made_ms: number
  ops: number
  /** How many of these a screen may speak of; older ones do not say. */
  shown?: number
  sealed: Bytes
  proof?: string
}
export const UNSENT = "unsent"

export type StoredRow = { key: string; box: Sealed }
/** Everything of a draft lies in the box; `home` says whose rows must wait while it is open. */
export type StoredDraft = { key: string; home: string | null; changed_ms: number; box: Sealed }
export type StoredRescue = Unsent & { id: string }
/** A photo or a position of a visit. open: its visit is still a draft · saved: waits to be sent · refused: the server
 * will not take it, and says why. */
export type StoredEnclosure = {
  id: string
  kind: "photo" | "position"
  draft: string
  visit_id: string
  op_id: string | null
  home: string | null
  state: "open" | "saved" | "received" | "backed_up" | "refused"
  made_ms: number
  received_ms: number | null
  size: number
  code: string
  message: { zh: string; en: string } | null
}
export type Meta = { key: string; value: unknown }

export class Database extends Dexie {
  meta!: Table<Meta, string>
  secrets!: Table<{ key: string; box: Sealed }, string>
  rows!: EntityTable<StoredRow, "key">
  ops!: EntityTable<StoredOp, "op_id">
  drafts!: EntityTable<StoredDraft, "key">
  rescues!: EntityTable<StoredRescue, "id">
  enclosures!: EntityTable<StoredEnclosure, "id">
  /** What enclosures are, apart from what is known of them: lists need not read every picture. */
  contents!: EntityTable<{ id: string; box: Sealed }, "id">

  constructor(name = "lianxin-field") {
    super(name)
    this.version(1).stores({
      meta: "key",
      secrets: "key",
      rows: "key",
      ops: "op_id, &[device_id+seq], state",
      drafts: "key",
      rescues: "id",
    })
    this.version(2).stores({ enclosures: "id, draft, state", contents: "id" })
  }

  async value<T>(key: string): Promise<T | undefined> {
    return (await this.meta.get(key))?.value as T | undefined
  }

  async keep(key: string, value: unknown): Promise<void> {
    await this.meta.put({ key, value })
  }
}
