// @vitest-environment node
import { beforeEach, expect, test } from "vitest"

import { Office } from "../testing/office"
import { Phone, PIN } from "../testing/phone"
import { rescueFile, sendRescues } from "../sync/rescue"
import { changePin, newLock, open, openLock, close, roundsForThisPhone } from "./crypto"
import { findDraft, keepDraft } from "./drafts"
import { newCardToken, newId } from "./ids"
import { load, renumber, tell } from "./outbox"
import { Locked } from "./vault"

let office: Office
let phone: Phone

beforeEach(async () => {
  office = await Office.opened()
  phone = await Phone.enrolled(office)
})

test("the right PIN opens, a wrong one does not, and says how many tries are left", async () => {
  phone.vault.lock()
  expect(await phone.vault.unlock("000000")).toEqual({ is: "wrong", left: 4 })
  expect(await phone.vault.unlock(PIN)).toEqual({ is: "open" })
  phone.vault.lock()
  expect(await phone.vault.unlock("000000")).toEqual({ is: "wrong", left: 4 })
})

test("the fifth wrong PIN empties the phone and leaves what only the server can open", async () => {
  const op = await phone.visit()
  phone.vault.lock()
  for (let left = 4; left > 0; left--) expect(await phone.vault.unlock("000000")).toEqual({ is: "wrong", left })
  expect(await phone.vault.unlock("000000")).toEqual({ is: "wiped" })
  expect(await phone.vault.stage()).toBe("new")
  for (const table of ["ops", "rows", "drafts", "secrets"]) {
    expect(await phone.vault.db.table(table).count()).toBe(0)
  }
  await phone.vault.setUp("135790", 1000, await office.enrolled())
  await sendRescues(phone.vault, office)
  expect(office.sealedOps).toMatchObject([[{ op_id: op.op_id }]])
  expect(await phone.vault.db.rescues.count()).toBe(0)
})

test("a try counts even when the phone dies during it", async () => {
  phone.vault.lock()
  await phone.vault.db.keep("wrong", 4) // four tries begun
  expect(await phone.vault.unlock("000000")).toEqual({ is: "wiped" })
})

test("nothing a person said or is lies on the phone in the open", async () => {
  const secret = "张三家缺一张轮椅"
  const payload = { text: secret, about: "burden" }
  await tell(phone.vault, { kind: "feedback.send", payload, household_id: null }, phone.clock)
  await keepDraft(phone.vault, "visit:x", null, { note: secret }, 1)
  const everything: string[] = []
  for (const table of phone.vault.db.tables) {
    const rows = await table.toArray()
    everything.push(JSON.stringify(rows, (_, value) => (value instanceof Uint8Array ? latin(value) : value)))
  }
  const text = everything.join()
  const bytes = latin(new TextEncoder().encode(secret))
  for (const hint of [secret, bytes, "张三", latin(new TextEncoder().encode("张三")), "token-", PIN]) {
    expect(text).not.toContain(hint)
  }
  expect(latin(new TextEncoder().encode(JSON.stringify(payload)))).toContain(bytes) // the search would find it
})

test("a locked vault opens nothing", async () => {
  await phone.visit()
  phone.vault.lock()
  await expect(load(phone.vault)).rejects.toThrow(Locked)
  await expect(phone.visit()).rejects.toThrow(Locked)
})

test("the content key cannot be taken out", async () => {
  const { lock, key } = await newLock(PIN, 1000)
  expect(key.extractable).toBe(false)
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow()
  const box = await close(key, "轮椅")
  expect(await open(await openLock(lock, PIN).then((again) => again!), box)).toBe("轮椅")
})

test("a new PIN opens the same content, the old one no more", async () => {
  const { lock, key } = await newLock(PIN, 1000)
  const box = await close(key, { text: "药费" })
  expect(await changePin(lock, "000000", "111111")).toBeNull()
  const changed = (await changePin(lock, PIN, "111111"))!
  expect(await openLock(changed, PIN)).toBeNull()
  expect(await open((await openLock(changed, "111111"))!, box)).toEqual({ text: "药费" })
})

test("the rounds follow the phone, within bounds", async () => {
  const taking = (ms: number) => roundsForThisPhone(((times) => () => times.shift()!)([0, ms]))
  expect(await taking(1)).toBe(1_200_000)
  expect(await taking(40)).toBe(500_000)
  expect(await taking(4000)).toBe(200_000)
})

test("two tabs that write at the same time get two numbers", async () => {
  await Promise.all(Array.from({ length: 8 }, () => phone.visit()))
  const seqs = (await phone.vault.db.ops.toArray()).map((op) => op.seq).sort()
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  const rescue = (await phone.vault.db.value<{ ops: number }>("unsent"))!
  expect(rescue.ops).toBe(8)
})

test("a draft holds the last keystroke, and is found again", async () => {
  const text = "缺一张轮椅，想要轻的"
  const writes = [...text].map((_, at) => keepDraft(phone.vault, "visit:1", "1", { text: text.slice(0, at + 1) }, at))
  await Promise.all(writes)
  expect(await findDraft(phone.vault, "visit:1")).toEqual({ text })
})

test("a rescue file is made without the PIN and names its format", async () => {
  expect(await rescueFile(phone.vault)).toBeNull()
  await phone.visit()
  phone.vault.lock()
  const file = (await rescueFile(phone.vault))!
  expect(file.format).toBe("lianxin-rescue-1")
  await office.sealed("", "", file.sealed, file.proof)
  expect(office.sealedOps[0]).toHaveLength(1)
})

test("enrolled anew, unsent work is told in the new name from one on", async () => {
  await phone.visit()
  await phone.sync()
  await phone.visit()
  await phone.visit()
  const again = await office.enrolled()
  await phone.vault.enrol(again)
  await renumber(phone.vault, again.device_id)
  expect(await phone.sync()).toMatchObject({ is: "done", sent: 2, receipt: "same" })
  const mine = [...office.held.values()].filter((op) => op.device_id === again.device_id)
  expect(mine.map((op) => op.device_seq).sort()).toEqual([1, 2])
})

test("ids are version 7, sort by time and do not repeat", () => {
  const ids = Array.from({ length: 1000 }, (_, at) => newId(1_700_000_000_000 + at))
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(1000)
  expect(ids[0]).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test("a card's secret is 26 letters a reader can tell apart", () => {
  const tokens = Array.from({ length: 200 }, newCardToken)
  for (const token of tokens) expect(token).toMatch(/^[a-z2-7]{26}$/)
  expect(new Set(tokens).size).toBe(200)
})

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")
}
