// @vitest-environment node
import { beforeEach, expect, test } from "vitest"

import { keepDraft } from "../store/drafts"
import { addPhoto, addPosition, change, loadEnclosures } from "../store/enclosures"
import { newId } from "../store/ids"
import { fromBase64 } from "../store/sealing"
import { Office } from "../testing/office"
import { Phone } from "../testing/phone"
import { makeFile, planFiles } from "./carrying"

let phone: Phone
let office: Office
const SPOT = { latitude: 32.685, longitude: 109.029, accuracy_m: 18 }
const photo = (fill: number, size = 1000) => new Uint8Array(size).fill(fill)

beforeEach(async () => {
  office = await Office.opened()
  phone = await Phone.enrolled(office)
})

async function visited(...photos: Uint8Array<ArrayBuffer>[]) {
  const about = { draft: "visit:" + newId(), visit_id: newId(), home: null }
  await keepDraft(phone.vault, about.draft, null, {}, 1)
  for (const one of photos) await addPhoto(phone.vault, about, one, phone.clock.now() + one[0]!)
  const op = await phone.visit(null, { draft: about.draft })
  return { about, op }
}

/** What a file holds, as the server reads it. */
async function opened(sealed: string) {
  const plain = await office.unsealed(fromBase64(sealed))
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0)
  const head = JSON.parse(new TextDecoder().decode(plain.slice(4, 4 + length)))
  let at = 4 + length
  const photos = head.photos.map((one: { size: number }) => plain.slice(at, (at += one.size)))
  return { head, photos, rest: plain.length - at }
}

test("a phone with nothing to carry makes no file", async () => {
  await visited()
  await phone.sync()
  expect(await planFiles(phone.vault)).toEqual({ parts: [], leftOut: 0 })
})

test("a file holds the visit, its photos byte by byte, and its place", async () => {
  const { about, op } = await visited(photo(7), photo(9, 1300))
  await addPosition(phone.vault, about, SPOT, 2)
  for (const one of await loadEnclosures(phone.vault)) await change(phone.vault, one.id, { state: "saved" })
  const { parts } = await planFiles(phone.vault)
  expect(parts).toHaveLength(1)
  const file = await makeFile(phone.vault, parts[0]!, phone.clock.now())
  expect(file).toMatchObject({ format: "lianxin-rescue-2", proof: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const { head, photos, rest } = await opened(file.sealed)
  expect(head.ops).toEqual([op])
  expect(photos).toEqual([photo(7), photo(9, 1300)])
  expect(head.photos.map((one: { visit_id: string }) => one.visit_id)).toEqual([about.visit_id, about.visit_id])
  expect(head.positions).toMatchObject([{ visit_id: about.visit_id, ...SPOT }])
  expect(rest).toBe(0)
})

test("photos the server received are carried until a checked backup holds them", async () => {
  await visited(photo(1))
  await phone.sync()
  const [one] = await loadEnclosures(phone.vault)
  for (const [state, carried] of [["received", 1], ["backed_up", 0]] as const) {
    await change(phone.vault, one!.id, { state })
    expect((await planFiles(phone.vault)).parts.flatMap((part) => part.photos)).toHaveLength(carried)
  }
})

test("what is unfinished or refused is left out, and counted", async () => {
  await visited(photo(1))
  const [one] = await loadEnclosures(phone.vault)
  await change(phone.vault, one!.id, { state: "refused" })
  await keepDraft(phone.vault, "visit:open", null, {}, 1)
  await addPhoto(phone.vault, { draft: "visit:open", visit_id: newId(), home: null }, photo(2), 2)
  const plan = await planFiles(phone.vault)
  expect([plan.leftOut, plan.parts.flatMap((part) => part.photos)]).toEqual([2, []])
})

test("what does not fit into one file goes into several, each photo into exactly one", async () => {
  const made = await visited(...[1, 2, 3, 4, 5].map((fill) => photo(fill, 1000)))
  const { parts } = await planFiles(phone.vault, 2600)
  expect(parts.length).toBeGreaterThan(2)
  expect(parts.every((part) => part.bytes <= 2600)).toBe(true)
  const files = await Promise.all(parts.map(async (part) => opened((await makeFile(phone.vault, part, 1)).sealed)))
  expect(files.flatMap((file) => file.head.ops)).toEqual([made.op])
  expect(files.flatMap((file) => file.photos.map((one: Uint8Array) => one[0]))).toEqual([1, 2, 3, 4, 5])
})

test("a file does not show what is in it", async () => {
  const words = new TextEncoder().encode("王家门口的路")
  await visited(new Uint8Array([...words, ...photo(3)]))
  const file = await makeFile(phone.vault, (await planFiles(phone.vault)).parts[0]!, 1)
  expect(Buffer.from(fromBase64(file.sealed)).includes(Buffer.from(words))).toBe(false)
})
