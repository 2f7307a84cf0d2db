// What one has brought up: the office's rows, and before them what this phone still tells on its own.

import type { Item } from "../store/outbox"
import type { OpState } from "../store/database"
import type { ItemRow } from "../wire"

export type Raised = {
  id: string
  household_id: string | null
  text: string
  raised_on: string
  is_settled: boolean
  /** What became of it, in the office's words; null while only this phone knows of it. */
  words: ItemRow["words"] | null
  state: OpState | null
}

type Told = { item_id: string; text: string; kind?: string; settled?: unknown }

export function raised(rows: readonly ItemRow[], ops: readonly Item[]): Raised[] {
  const known = new Set(rows.map((row) => row.id))
  const here = ops.flatMap(({ stored, op }): Raised[] => {
    if (!op) return []
    return itemsIn(op.kind, op.payload).flatMap((item) => {
      if (known.has(item.item_id) || item.kind === "effect") return []
      const { item_id: id, text } = item
      const raised_on = op.client_time.slice(0, 10)
      const is_settled = Boolean(item.settled)
      return [{ id, household_id: op.household_id, text, raised_on, is_settled, words: null, state: stored.state }]
    })
  })
  const told = rows.map((row): Raised => {
    const { id, household_id, text, raised_on, words } = row
    return { id, household_id, text, raised_on, is_settled: row.state === "settled", words, state: null }
  })
  return [...here, ...told].sort((a, b) => b.raised_on.localeCompare(a.raised_on) || a.id.localeCompare(b.id))
}

function itemsIn(kind: string, payload: string): Told[] {
  if (kind === "item.urgent") return [JSON.parse(payload) as Told]
  if (kind === "visit.record") return (JSON.parse(payload) as { items: Told[] }).items ?? []
  return []
}
