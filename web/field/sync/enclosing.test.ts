// @vitest-environment node
import { beforeEach, describe, expect, test } from "vitest"

import { dropDraft, keepDraft } from "../store/drafts"
import { addPhoto, addPosition, forget, loadEnclosures, photoBytes } from "../store/enclosures"
import { newId } from "../store/ids"
import { Archive } from "../testing/archive"
import { Office, SETTINGS } from "../testing/office"
import { Phone } from "../testing/phone"
import { Offline } from "./api"
import { sendEnclosed } from "./enclosing"
import { waitsForBackup } from "./rules"

const DAY = 86_400_000
const ON = { ...SETTINGS, photos: true, gps: true }
const BYTES = new TextEncoder().encode("a photo of a crack in a wall, thirty and more bytes")
const SPOT = { latitude: 32.685, longitude: 109.029, accuracy_m: 18 }
let phone: Phone
let archive: Archive

beforeEach(async () => {
  phone = await Phone.enrolled(await Office.opened())
  archive = new Archive()
})

const send = (settings = ON) => sendEnclosed(phone.vault, archive, settings, phone.clock)
const all = () => loadEnclosures(phone.vault)
const states = async () => (await all()).map((one) => one.state)

/** A visit with a photo and, if wished, a position; told, and received by the office unless `waits`. */
async function visited({ photos = 1, position = false, waits = false } = {}) {
  const draft = "visit:" + newId()
  const about = { draft, visit_id: newId(), home: null }
  await keepDraft(phone.vault, draft, null, {}, phone.clock.now())
  for (let at = 0; at < photos; at++) await addPhoto(phone.vault, about, BYTES, phone.clock.now() + at)
  if (position) await addPosition(phone.vault, about, SPOT, phone.clock.now() + 99)
  const op = await phone.visit(null, { draft })
  if (!waits) await phone.sync()
  return { about, op }
}

describe("on the phone", () => {
  test("a photo lies closed, and opens as it was", async () => {
    await visited()
    const [one] = await all()
    const stored = await phone.vault.db.contents.get(one!.id)
    expect(Buffer.from(stored!.box.data).includes(Buffer.from("crack"))).toBe(false)
    expect(await photoBytes(phone.vault, one!.id)).toEqual(BYTES)
  })

  test("closing a visit hands its photos to the operation in the same breath", async () => {
    const { op } = await visited({ waits: true })
    expect((await all()).map(({ state, op_id }) => [state, op_id])).toEqual([["saved", op.op_id]])
  })

  test("a dropped draft takes its photos with it, and a wipe takes all", async () => {
    const about = { draft: "visit:x", visit_id: newId(), home: null }
    await addPhoto(phone.vault, about, BYTES, 1)
    await dropDraft(phone.vault, "visit:x")
    expect([await phone.vault.db.enclosures.count(), await phone.vault.db.contents.count()]).toEqual([0, 0])
    await visited({ position: true })
    await phone.vault.wipe()
    expect([await phone.vault.db.enclosures.count(), await phone.vault.db.contents.count()]).toEqual([0, 0])
  })

  test("what a draft that died left behind is swept, what a living one has is not", async () => {
    await addPhoto(phone.vault, { draft: "visit:gone", visit_id: newId(), home: null }, BYTES, 1)
    await keepDraft(phone.vault, "visit:here", null, {}, 1)
    await addPhoto(phone.vault, { draft: "visit:here", visit_id: newId(), home: null }, BYTES, 2)
    await send()
    expect((await all()).map((one) => one.draft)).toEqual(["visit:here"])
    expect(archive.photos.size).toBe(0)
  })
})

describe("sending", () => {
  test("photos and a position follow their visit", async () => {
    await visited({ photos: 2, position: true })
    await send()
    expect(await states()).toEqual(["received", "received", "received"])
    expect([...archive.photos.values()]).toEqual([BYTES, BYTES])
    expect([...archive.positions.values()]).toEqual([SPOT])
  })

  test("nothing goes before its visit has", async () => {
    await visited({ waits: true })
    await send()
    expect(archive.calls).toEqual([])
    await phone.sync()
    await send()
    expect(archive.photos.size).toBe(1)
  })

  test("what broke off goes on from there", async () => {
    await visited()
    archive.breaksAfter = 3
    await expect(send()).rejects.toBeInstanceOf(Offline)
    archive.breaksAfter = Infinity
    archive.calls.length = 0
    await send()
    expect(archive.calls.slice(0, 2)[1]).toBe("piece 24")
    expect([...archive.photos.values()]).toEqual([BYTES])
  })

  test("a piece whose answer was lost is not sent twice", async () => {
    await visited()
    archive.loseAnswers = 1
    await expect(send()).rejects.toBeInstanceOf(Offline)
    await send()
    expect([...archive.photos.values()]).toEqual([BYTES])
  })

  test("a visit written down meanwhile goes first; the photo goes on afterwards", async () => {
    await visited()
    let written = false
    archive.beforePiece = async () => {
      if (!written) await phone.visit()
      written = true
    }
    await send()
    expect(archive.photos.size).toBe(0)
    await phone.sync()
    await send()
    expect([...archive.photos.values()]).toEqual([BYTES])
  })

  test("one that is refused says why and keeps no other back", async () => {
    await visited({ photos: 2 })
    const [first] = await all()
    archive.refuses.set(first!.id, [400, "photo-refused"])
    await send()
    expect((await all()).map(({ state, code }) => [state, code])).toEqual([["refused", "photo-refused"], ["received", ""]])
    archive.calls.length = 0
    await send()
    expect(archive.calls).toEqual(["states"])
  })

  test("enough for today waits until tomorrow, and a visit that waits at the office is tried again", async () => {
    await visited()
    const [one] = await all()
    archive.refuses.set(one!.id, [429, "photos-today"])
    await send()
    expect((await all())[0]).toMatchObject({ state: "saved", code: "photos-today" })
    archive.refuses.clear()
    archive.visits = new Set()
    await send()
    expect((await all())[0]).toMatchObject({ state: "saved", code: "visit-waits" })
    archive.visits = null
    await send()
    expect((await all())[0]).toMatchObject({ state: "received", code: "" })
  })

  test("with the switches off nothing is sent, and the phone says so", async () => {
    await visited({ position: true })
    await send(SETTINGS)
    expect(archive.calls).toEqual([])
    expect((await all()).map((one) => [one.state, one.code])).toEqual([["saved", "photos-off"], ["saved", "gps-off"]])
  })

  test("one taken back in the middle is not finished", async () => {
    await visited()
    const [one] = await all()
    archive.beforePiece = () => forget(phone.vault, [one!.id])
    await send()
    expect(archive.photos.size).toBe(0)
    expect(await all()).toEqual([])
  })
})

describe("afterwards", () => {
  test("a server that was put back gets it again", async () => {
    await visited({ position: true })
    await send()
    archive.photos.clear()
    archive.states_.clear()
    await send()
    expect(archive.photos.size).toBe(1)
    expect(await states()).toEqual(["received", "received"])
  })

  test("a copy goes once a checked backup has it and seven days have passed, not before", async () => {
    await visited()
    await send()
    const [one] = await all()
    archive.states_.set(one!.id, "backed_up")
    await send()
    expect(await states()).toEqual(["backed_up"])
    phone.clock.time += 8 * DAY
    await send()
    expect(await phone.vault.db.contents.count()).toBe(0)
  })

  test("in no backup it stays, however long that takes, and after a month the phone says so", async () => {
    await visited({ position: true })
    await send()
    const late = async () => (await all()).map((one) => waitsForBackup(one, ON, phone.clock.now()))
    expect(await late()).toEqual([false, false])
    phone.clock.time += 31 * DAY
    await send()
    expect(await states()).toEqual(["received", "received"])
    expect(await late()).toEqual([true, true])
    for (const one of await all()) archive.states_.set(one.id, "backed_up")
    await send()
    expect(await phone.vault.db.contents.count()).toBe(0)
  })

  test("what the district keeps no longer goes from the phone, too, backed up or not", async () => {
    await visited()
    await send()
    phone.clock.time += 200 * DAY
    archive.states_.set((await all())[0]!.id, "removed")
    await send()
    expect(await phone.vault.db.contents.count()).toBe(0)
  })

  test("what the office removed leaves the phone, too", async () => {
    await visited()
    await send()
    const [one] = await all()
    archive.states_.set(one!.id, "removed")
    await send()
    expect(await phone.vault.db.contents.count()).toBe(0)
  })
})
