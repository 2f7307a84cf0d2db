// Photos and positions on the phone. What they are lies closed in `contents`; what is known of them stands in
// `enclosures`. They belong to a draft until its visit is closed, then to the operation that told the visit.

import type { Settings } from "../wire"
import type { Sealed } from "./crypto"
import type { StoredEnclosure } from "./database"
import { newId } from "./ids"
import type { Bytes } from "./sealing"
import type { Vault } from "./vault"

const DAY = 86_400_000
export type About = { draft: string; visit_id: string; home: string | null }
export type Spot = { latitude: number; longitude: number; accuracy_m: number }

export function addPhoto(vault: Vault, about: About, bytes: Bytes, now: number): Promise<StoredEnclosure> {
  return add(vault, about, "photo", bytes.length, vault.closeBytes(bytes), now)
}

export function addPosition(vault: Vault, about: About, spot: Spot, now: number): Promise<StoredEnclosure> {
  return add(vault, about, "position", 0, vault.close(spot), now)
}

async function add(
  vault: Vault,
  about: About,
  kind: StoredEnclosure["kind"],
  size: number,
  closed: Promise<Sealed>,
  now: number,
): Promise<StoredEnclosure> {
  const empty = { op_id: null, received_ms: null, code: "", message: null }
  const one: StoredEnclosure = { id: newId(now), ...about, kind, state: "open", made_ms: now, size, ...empty }
  const box = await closed
  const { db } = vault
  await db.transaction("rw", [db.enclosures, db.contents], async () => {
    await db.enclosures.add(one)
    await db.contents.add({ id: one.id, box })
  })
  return one
}

export async function loadEnclosures(vault: Vault): Promise<StoredEnclosure[]> {
  return (await vault.db.enclosures.toArray()).sort((a, b) => a.made_ms - b.made_ms)
}

export async function photoBytes(vault: Vault, id: string): Promise<Bytes | null> {
  const found = await vault.db.contents.get(id)
  return found ? vault.openBytes(found.box) : null
}

export async function positionOf(vault: Vault, id: string): Promise<Spot | null> {
  const found = await vault.db.contents.get(id)
  return found ? vault.open<Spot>(found.box) : null
}

/** Whether its owner may still take it back: the server has not said that it has it. */
export function isHere(one: StoredEnclosure): boolean {
  return one.state === "open" || one.state === "saved" || one.state === "refused"
}

/** Take it off the phone, wherever it stands. */
export async function forget(vault: Vault, ids: string[]): Promise<void> {
  const { db } = vault
  await db.transaction("rw", [db.enclosures, db.contents], async () => {
    await db.enclosures.bulkDelete(ids)
    await db.contents.bulkDelete(ids)
  })
}

export async function change(vault: Vault, id: string, to: Partial<StoredEnclosure>): Promise<void> {
  await vault.db.enclosures.update(id, to)
}

/** What a draft that was dropped, or died half-way, left behind. */
export async function sweep(vault: Vault): Promise<void> {
  const open = await vault.db.enclosures.where("state").equals("open").toArray()
  const drafts = new Set(await vault.db.drafts.toCollection().primaryKeys())
  await forget(vault, open.filter((one) => !drafts.has(one.draft)).map((one) => one.id))
}

/** Let go of what a checked backup holds once its least time is over. What no backup holds stays, as visits do; what
 * the district keeps no longer is `removed` there, and then goes from here. */
export async function letGoEnclosed(vault: Vault, settings: Settings, now: number): Promise<void> {
  const spent = (one: StoredEnclosure) =>
    one.state === "backed_up" && now - (one.received_ms ?? now) >= settings.keep_days_min * DAY
  await forget(vault, (await vault.db.enclosures.filter(spent).toArray()).map((one) => one.id))
}
