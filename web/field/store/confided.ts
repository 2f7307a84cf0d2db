// A complaint about staff that somebody asked the cadre to write down. It is closed to the server's key before anything
// keeps it; from then on this phone can neither show nor open it, and no list or count here knows of it.

import type { Clock } from "../sync/clock"
import { SEALED } from "../sync/rules"
import { newId } from "./ids"
import { tell } from "./outbox"
import { base64, seal } from "./sealing"
import type { Vault } from "./vault"

/** What is closed is filled up to a multiple of this, so that its size does not tell how much was said. */
const BLOCK = 2048

export type Confided = { text: string; said_of: string; complainant: string; contact: string; household_id: string | null }

/** Seal what was said and write it down as an operation that names no home. */
export async function confide(vault: Vault, said: Confided, clock: Clock): Promise<void> {
  const device = await vault.device()
  if (!device) throw new Error("this phone is not enrolled")
  const item = { item_id: newId(clock.now()), ...said, at: new Date(clock.now()).toISOString(), pad: "" }
  const length = new TextEncoder().encode(JSON.stringify(item)).length
  item.pad = " ".repeat((BLOCK - (length % BLOCK)) % BLOCK)
  const sealed = await seal(new TextEncoder().encode(JSON.stringify(item)), device.seal_key)
  await tell(vault, { kind: SEALED, payload: { sealed: base64(sealed) }, household_id: null }, clock)
}
