// What the office sent: whole rows under their keys, with the hash by which both sides know whether it changed.

import { homeIn, type PullPlan } from "../sync/rules"
import type { Vault } from "./vault"

export type Row = { key: string; kind: string; hash: string; row: unknown }

export async function loadRows(vault: Vault): Promise<Map<string, Row>> {
  const stored = await vault.db.rows.toArray()
  const rows = await Promise.all(stored.map((one) => vault.open<Row>(one.box)))
  return new Map(rows.map((row) => [row.key, row]))
}

export function hashes(rows: Map<string, Row>): Record<string, string> {
  return Object.fromEntries([...rows.values()].map((row) => [row.key, row.hash]))
}

/** Write a pull down: all of it or nothing. */
export async function applyPull(vault: Vault, plan: PullPlan): Promise<void> {
  const boxes = await Promise.all(plan.put.map(async (row) => ({ key: row.key, box: await vault.close(row) })))
  await vault.db.transaction("rw", vault.db.rows, async () => {
    await vault.db.rows.bulkPut(boxes)
    await vault.db.rows.bulkDelete(plan.drop)
  })
}

export function householdOf(rows: Map<string, Row>, key: string): string | null {
  const row = rows.get(key)
  return row ? homeIn(row) : null
}
