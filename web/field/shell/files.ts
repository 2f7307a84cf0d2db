// Files that leave the phone: unsent work, closed to the server's key.

import { fileOf, rescueFile, type RescueFile } from "../sync/rescue"
import { vault } from "./app"

/** Save unsent work as a file, without photos: so much can be done while the app is locked. False when there is
 * none. */
export async function saveRescue(): Promise<boolean> {
  const file = await rescueFile(vault)
  if (file) hand(file)
  return file !== null
}

/** Save what an earlier wipe left; each in a file of its own. */
export async function saveLeftOver(): Promise<number> {
  const rescues = await vault.db.rescues.toArray()
  for (const rescue of rescues) hand(fileOf(rescue))
  return rescues.length
}

export function hand(file: RescueFile, more = ""): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: "application/json" }))
  const link = document.createElement("a")
  link.href = address
  link.download = `lianxin-${file.made_at.slice(0, 16).replace(/\D/g, "")}${more}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
