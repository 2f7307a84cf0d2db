// Unsent work that leaves by another way than the sync: closed to the server's key, as a file or as one piece.

import { UNSENT, type StoredRescue, type Unsent } from "../store/database"
import { base64 } from "../store/sealing"
import type { Vault } from "../store/vault"
import { Refused, type Api } from "./api"

export type RescueFile = {
  /** The first holds operations alone; the second photos and positions, too (`carrying.ts`). */
  format: "lianxin-rescue-1" | "lianxin-rescue-2"
  device_id: string
  made_at: string
  sealed: string
  /** Shows the server that the phone named here sealed it. */
  proof: string
}

/** The file a person carries to the office; null when nothing is unsent. Works without the PIN: only the server
 * can open what is in it. */
export async function rescueFile(vault: Vault): Promise<RescueFile | null> {
  const unsent = await vault.db.value<Unsent>(UNSENT)
  return unsent?.ops ? fileOf(unsent) : null
}

export function fileOf(unsent: Unsent | StoredRescue): RescueFile {
  const made_at = new Date(unsent.made_ms).toISOString()
  const { device_id, sealed, proof = "" } = unsent
  return { format: "lianxin-rescue-1", device_id, made_at, sealed: base64(sealed), proof }
}

/** Send what waits as one closed piece. Throws Offline when it did not arrive: then nothing may be wiped. */
export async function sendSealed(vault: Vault, api: Api, token: string): Promise<void> {
  const unsent = await vault.db.value<Unsent>(UNSENT)
  if (!unsent?.ops) return
  await bring(api, token, unsent)
  await vault.db.meta.delete(UNSENT)
}

/** What earlier wipes left behind goes as soon as somebody has signed in again. */
export async function sendRescues(vault: Vault, api: Api): Promise<void> {
  const token = await vault.token()
  for (const rescue of token ? await vault.db.rescues.toArray() : []) {
    try {
      await bring(api, token!, rescue)
    } catch (error) {
      if (error instanceof Refused) continue // it stays, and can leave as a file
      throw error
    }
    await vault.db.rescues.delete(rescue.id)
  }
}

/** A piece the server keeps although it does not open has arrived, too. */
async function bring(api: Api, token: string, unsent: Unsent): Promise<void> {
  try {
    await api.sealed(token, unsent.device_id, base64(unsent.sealed), unsent.proof ?? "")
  } catch (error) {
    if (!(error instanceof Refused && error.isStored)) throw error
  }
}
