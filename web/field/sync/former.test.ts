// A phone that its person signed in with anew: what it told under its former name is followed to the end.

import "fake-indexeddb/auto"

import { createHmac } from "node:crypto"

import { beforeEach, expect, test } from "vitest"

import { renumber } from "../store/outbox"
import { base64 } from "../store/sealing"
import { UNSENT, type Unsent } from "../store/database"
import { Office, SETTINGS } from "../testing/office"
import { Phone } from "../testing/phone"
import { rescueFile } from "./rescue"

let office: Office
let phone: Phone

beforeEach(async () => {
  office = await Office.opened()
  phone = await Phone.enrolled(office)
})

async function signInAnew(): Promise<{ former: string; now: string }> {
  const former = (await phone.vault.device())!.device_id
  const enrolled = await office.enrolled()
  await renumber(phone.vault, enrolled.device_id)
  await phone.vault.enrol(enrolled)
  return { former, now: enrolled.device_id }
}

const stored = async () => (await phone.vault.db.ops.toArray()).sort((a, b) => a.made_ms - b.made_ms)

test("it hears which of its former work is backed up", async () => {
  await phone.visit()
  await phone.visit()
  await phone.sync()
  const { former } = await signInAnew()
  office.backedUp = { [former]: [[1, 1]] }
  await phone.sync()
  expect(office.former).toEqual([former])
  expect(await phone.states()).toEqual(["backed_up", "received"])
})

test("what had arrived under the former name goes back to it, and both sides count the same", async () => {
  await phone.visit()
  office.loseAnswers = 1
  await phone.sync()
  const { former } = await signInAnew()
  expect(await phone.sync()).toMatchObject({ is: "done", receipt: "same" })
  expect((await stored()).map((op) => [op.device_id, op.seq, op.state])).toEqual([[former, 1, "received"]])
})

test("after a restore everything is told under the name of today, behind what it has", async () => {
  await phone.visit()
  await phone.sync()
  const { now } = await signInAnew()
  await phone.visit()
  await phone.sync()
  office.restoreEmpty()
  expect(await phone.sync()).toMatchObject({ is: "done", receipt: "same" })
  expect([...office.held.values()].map((op) => [op.device_id, op.device_seq]).sort()).toEqual([[now, 1], [now, 2]])
})

test("a gap in the numbers hides nothing behind it", async () => {
  for (let at = 0; at < 3; at++) await phone.visit()
  await phone.sync()
  const device = (await phone.vault.device())!.device_id
  office.backedUp = { [device]: [[1, 1], [3, 3]] }
  office.backedUpSeq = 1
  await phone.sync()
  expect(await phone.states()).toEqual(["backed_up", "received", "backed_up"])
})

test("a rescue file shows which phone sealed it", async () => {
  await phone.visit()
  const file = (await rescueFile(phone.vault))!
  const unsent = (await phone.vault.db.value<Unsent>(UNSENT))!
  const key = Buffer.from(SETTINGS.proof_key!, "hex")
  expect(file.proof).toBe(createHmac("sha256", key).update(base64(unsent.sealed)).digest("hex"))
})
