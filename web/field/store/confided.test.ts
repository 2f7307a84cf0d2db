// @vitest-environment node
import { beforeEach, expect, test } from "vitest"

import { Office } from "../testing/office"
import { Phone } from "../testing/phone"
import { confide } from "./confided"
import { UNSENT, type Unsent } from "./database"
import { load } from "./outbox"
import { fromBase64 } from "./sealing"

const SAID = { text: "低保要先请吃饭", said_of: "会计老周", complainant: "", contact: "", household_id: "home-1" }
let office: Office
let phone: Phone

beforeEach(async () => {
  office = await Office.opened()
  phone = await Phone.enrolled(office)
})

async function only() {
  const [one] = await load(phone.vault)
  return one!
}
const sealedIn = (payload: string) => fromBase64((JSON.parse(payload) as { sealed: string }).sealed)

test("with the PIN open, the phone holds nothing of it that it could read", async () => {
  await confide(phone.vault, SAID, phone.clock)
  const { stored, op } = await only()
  expect([stored.home, op!.household_id, op!.kind]).toEqual([null, null, "item.sealed"])
  const text = JSON.stringify(op)
  for (const word of [SAID.text, SAID.said_of, SAID.household_id]) expect(text).not.toContain(word)
  for (const table of phone.vault.db.tables) expect(JSON.stringify(await table.toArray())).not.toContain(SAID.household_id)
})

test("the server opens it, and how long it is does not tell how much was said", async () => {
  await confide(phone.vault, SAID, phone.clock)
  const first = sealedIn((await only()).op!.payload)
  expect(JSON.parse(new TextDecoder().decode(await office.unsealed(first)))).toMatchObject(SAID)
  await phone.vault.db.ops.clear()
  await confide(phone.vault, { ...SAID, text: SAID.text.repeat(40) }, phone.clock)
  expect(sealedIn((await only()).op!.payload).length).toBe(first.length)
})

test("it goes with the next sync, and no number on the way counts it", async () => {
  await confide(phone.vault, SAID, phone.clock)
  await phone.visit()
  const unsent = await phone.vault.db.value<Unsent>(UNSENT)
  expect([unsent?.ops, unsent?.shown]).toEqual([2, 1])
  expect(await phone.sync()).toMatchObject({ is: "done", sent: 1, receipt: "same" })
  expect([...office.held.values()].map((op) => op.kind).sort()).toEqual(["item.sealed", "visit.record"])
  expect(await phone.states()).toEqual(["received", "received"])
})

test("an emptied phone leaves it in the piece that only the server opens", async () => {
  await confide(phone.vault, SAID, phone.clock)
  await phone.vault.wipe()
  const [rescue] = await phone.vault.db.rescues.toArray()
  expect([rescue!.ops, rescue!.shown]).toEqual([1, 0])
})
