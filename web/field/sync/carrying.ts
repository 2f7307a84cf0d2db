// Everything that only this phone is sure to hold, as files a person carries to the office: operations that were not
// sent, photos and positions that no checked backup holds. Each file is closed to the server's key and small enough
// for the office's page; where one is not enough, there are several. Layout of what is closed: 4 bytes length of the
// head | head (JSON) | the photos' bytes one after another.

import type { StoredEnclosure } from "../store/database"
import { loadEnclosures, photoBytes, positionOf, type Spot } from "../store/enclosures"
import { base64, hex, joined, proofOf, seal, type Bytes } from "../store/sealing"
import type { Vault } from "../store/vault"
import type { Op } from "../wire"
import type { RescueFile } from "./rescue"

/** Bytes of one file before it is closed; the server opens 8 MB. */
export const LARGEST = 6 * 1024 * 1024
const POSITION_BYTES = 200

/** What one file will hold, known without opening anything. */
export type Part = { ops: string[]; photos: string[]; positions: string[]; bytes: number }
export type Plan = { parts: Part[]; leftOut: number }

/** What goes into how many files, operations first; no part when there is nothing. */
export async function planFiles(vault: Vault, largest = LARGEST): Promise<Plan> {
  const parts: Part[] = []
  const put = (kind: "ops" | "photos" | "positions", id: string, bytes: number) => {
    let last = parts[parts.length - 1]
    if (!last || last.bytes + bytes > largest) parts.push((last = { ops: [], photos: [], positions: [], bytes: 0 }))
    last[kind].push(id)
    last.bytes += bytes
  }
  const waiting = await vault.db.ops.where("state").equals("saved").sortBy("seq")
  for (const op of waiting) put("ops", op.op_id, op.box?.data.length ?? 0)
  const enclosed = await loadEnclosures(vault)
  for (const one of enclosed.filter(isCarried)) {
    if (one.kind === "photo") put("photos", one.id, one.size)
    else put("positions", one.id, POSITION_BYTES)
  }
  return { parts, leftOut: enclosed.filter((one) => one.state === "open" || one.state === "refused").length }
}

/** No checked backup holds it, and its visit is closed. */
function isCarried(one: StoredEnclosure): boolean {
  return one.state === "saved" || one.state === "received"
}

/** One of the files. What went from the phone since it was planned is not in it. */
export async function makeFile(vault: Vault, part: Part, now: number): Promise<RescueFile> {
  const device = (await vault.device())!
  const stored = await vault.db.ops.bulkGet(part.ops)
  const ops = await Promise.all(stored.flatMap((op) => (op?.box ? [vault.open<Op>(op.box)] : [])))
  const head = { ops, photos: [] as object[], positions: [] as object[] }
  const bytes: Bytes[] = []
  for (const one of await enclosed(vault, part.photos)) {
    const photo = await photoBytes(vault, one.id)
    if (!photo) continue
    const sha256 = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", photo)))
    head.photos.push({ photo_id: one.id, visit_id: one.visit_id, size: photo.length, sha256 })
    bytes.push(photo)
  }
  for (const one of await enclosed(vault, part.positions)) {
    const spot: Spot | null = await positionOf(vault, one.id)
    if (spot) head.positions.push({ position_id: one.id, visit_id: one.visit_id, ...spot })
  }
  const sealed = await seal(packed(head, bytes), device.seal_key)
  const key = (await vault.settings())?.proof_key
  const made_at = new Date(now).toISOString()
  const proof = key ? await proofOf(sealed, key) : ""
  return { format: "lianxin-rescue-2", device_id: device.device_id, made_at, sealed: base64(sealed), proof }
}

function packed(head: object, photos: Bytes[]): Bytes {
  const text = new TextEncoder().encode(JSON.stringify(head))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, text.length)
  return joined([length, text, ...photos])
}

async function enclosed(vault: Vault, ids: string[]): Promise<StoredEnclosure[]> {
  return (await vault.db.enclosures.bulkGet(ids)).flatMap((one) => one ?? [])
}
