// @vitest-environment node
import { beforeEach, describe, expect, test } from "vitest"

import { findDraft, keepDraft } from "../store/drafts"
import { newId } from "../store/ids"
import { loadRows } from "../store/rows"
import { Office } from "../testing/office"
import { Phone } from "../testing/phone"

const DAY = 86_400_000
let office: Office
let phone: Phone

beforeEach(async () => {
  office = await Office.opened()
  phone = await Phone.enrolled(office)
})

const only = async () => (await phone.vault.db.ops.toArray())[0]!
const verdicts = async () => (await phone.vault.db.ops.toCollection().sortBy("seq")).map((op) => op.verdict)

describe("pushing", () => {
  test("a visit is saved first and received after an answer", async () => {
    await phone.visit()
    expect(await phone.states()).toEqual(["saved"])
    expect(await phone.sync()).toMatchObject({ is: "done", sent: 1, receipt: "same" })
    expect(await phone.states()).toEqual(["received"])
  })

  test("without a network everything stays, and goes later", async () => {
    office.isUp = false
    await phone.visit()
    await phone.visit()
    expect(await phone.sync()).toEqual({ is: "offline" })
    expect(await phone.states()).toEqual(["saved", "saved"])
    office.isUp = true
    await phone.sync()
    expect(office.held.size).toBe(2)
  })

  test("an answer lost after the server stored the visit makes no double", async () => {
    const op = await phone.visit()
    office.loseAnswers = 1
    expect(await phone.sync()).toEqual({ is: "offline" })
    expect(await phone.states()).toEqual(["saved"])
    await phone.sync()
    expect(await phone.states()).toEqual(["received"])
    expect([...office.held.keys()]).toEqual([op.op_id])
    expect(await verdicts()).toEqual(["accepted"])
  })

  test("fifty go at a time, urgent first", async () => {
    for (let at = 0; at < 60; at++) await phone.visit()
    const urgent = await phone.visit(null, { kind: "item.urgent", urgent: true })
    await phone.sync()
    expect(office.pushes.map((push) => push.length)).toEqual([50, 11])
    expect(office.pushes[0]![0]).toBe(urgent.op_id)
  })

  test("what the server cannot read keeps nothing else back", async () => {
    const [first, bad, last] = [await phone.visit(), await phone.visit(), await phone.visit()]
    office.unreadable.add(bad.op_id)
    expect(await phone.sync()).toMatchObject({ is: "done", sent: 2 })
    expect([...office.held.keys()].sort()).toEqual([first.op_id, last.op_id].sort())
    expect(await phone.states()).toEqual(["received", "saved", "received"])
    office.unreadable.clear()
    await phone.sync()
    expect(office.held.has(bad.op_id)).toBe(true)
  })

  test.each(["held", "quarantined"] as const)("%s counts as received and is told", async (verdict) => {
    const op = await phone.visit()
    office.verdicts.set(op.op_id, verdict)
    await phone.sync()
    expect(await only()).toMatchObject({ state: "received", verdict })
  })

  test("a rejected one stays on the phone and is not sent for ever", async () => {
    const op = await phone.visit()
    office.held.set(op.op_id, { ...op, device_id: "another", payload_sha256: "0" })
    await phone.sync()
    await phone.sync()
    expect(await only()).toMatchObject({ state: "saved", verdict: "rejected" })
    expect(office.pushes).toHaveLength(1)
  })

  test("a phone the server does not know keeps everything", async () => {
    await phone.visit()
    office.knowsToken = false
    expect(await phone.sync()).toEqual({ is: "signed-out" })
    expect(await phone.states()).toEqual(["saved"])
    expect((await only()).box).not.toBeNull()
  })
})

describe("keeping", () => {
  test("a copy is let go only after a checked backup and seven days", async () => {
    await phone.visit()
    await phone.sync()
    phone.clock.time += 8 * DAY
    await phone.sync()
    expect(await phone.states()).toEqual(["received"])
    office.backedUpSeq = 1
    await phone.sync()
    expect((await only()).box).toBeNull()
    expect(await phone.states()).toEqual(["dropped"])
    expect(await phone.sync()).toMatchObject({ receipt: "same" })
  })

  test("backed up yesterday is kept", async () => {
    await phone.visit()
    office.backedUpSeq = 1
    await phone.sync()
    phone.clock.time += DAY
    await phone.sync()
    expect(await phone.states()).toEqual(["backed_up"])
  })

  test("after a restore everything kept is told again, once, by itself", async () => {
    for (let at = 0; at < 3; at++) await phone.visit()
    await phone.sync()
    office.restoreEmpty()
    await phone.visit()
    expect(await phone.sync()).toMatchObject({ is: "done", receipt: "same" })
    expect(office.held.size).toBe(4)
    expect(await phone.states()).toEqual(Array(4).fill("received"))
  })

  test("a receipt that differs makes the phone push again what it keeps", async () => {
    const op = await phone.visit()
    await phone.visit()
    await phone.sync()
    office.held.delete(op.op_id)
    expect(await phone.sync()).toMatchObject({ receipt: "same" })
    expect(office.held.has(op.op_id)).toBe(true)
  })

  test("a receipt that cannot be mended is told", async () => {
    await phone.visit()
    office.backedUpSeq = 1
    await phone.sync()
    phone.clock.time += 8 * DAY
    await phone.sync()
    office.held.clear()
    expect(await phone.sync()).toMatchObject({ is: "done", receipt: "differs" })
    await phone.visit()
    await phone.sync()
    const pushes = office.pushes.length
    expect(await phone.sync()).toMatchObject({ receipt: "differs" })
    expect(office.pushes).toHaveLength(pushes)
  })
})

describe("pulling", () => {
  const home = newId()
  const row = (tier: string) => ({ kind: "home", hash: tier, row: { id: home, tier } })
  const tier = async () => ((await loadRows(phone.vault)).get(`home:${home}`)?.row as { tier: string })?.tier

  test("rows come once and change when the office changes them", async () => {
    office.rows.set(`home:${home}`, row("fine"))
    await phone.sync()
    office.rows.set(`home:${home}`, row("priority"))
    await phone.sync()
    expect(await tier()).toBe("priority")
  })

  test("a row of a home with a draft waits until the draft is done", async () => {
    office.rows.set(`home:${home}`, row("fine"))
    await phone.sync()
    await keepDraft(phone.vault, "visit:" + home, home, { note: "半句" }, 1)
    office.rows.set(`home:${home}`, row("priority"))
    expect(await phone.sync()).toMatchObject({ later: 1 })
    expect(await tier()).toBe("fine")
    await phone.visit(home, { draft: "visit:" + home })
    await phone.sync()
    expect(await tier()).toBe("priority")
    expect(await findDraft(phone.vault, "visit:" + home)).toBeNull()
  })

  test("a home that went to someone else leaves the phone, unless work on it is open", async () => {
    office.rows.set(`home:${home}`, row("fine"))
    await phone.sync()
    await keepDraft(phone.vault, "visit:" + home, home, {}, 1)
    office.rows.clear()
    office.leave = [`home:${home}`]
    await phone.sync()
    expect(await tier()).toBe("fine")
    expect(await phone.vault.db.value("left")).toEqual([`home:${home}`])
    await phone.visit(home, { draft: "visit:" + home })
    await phone.sync()
    expect(await tier()).toBeUndefined()
    expect(office.held.size).toBe(1)
  })
})

describe("a phone that is no longer trusted", () => {
  test("sends its unsent work closed, then empties itself", async () => {
    await phone.sync()
    const op = await phone.visit()
    const push = office.push.bind(office)
    office.push = async (token, batch) => ({ ...(await push(token, batch)), answers: [] })
    office.isRevoked = true
    expect(await phone.sync()).toEqual({ is: "revoked" })
    expect(office.sealedOps[0]!.map((one) => one.op_id)).toEqual([op.op_id])
    expect(await phone.vault.stage()).toBe("new")
    expect(await phone.vault.db.ops.count()).toBe(0)
  })

  test("keeps everything when the closed piece does not arrive", async () => {
    await phone.visit()
    office.isRevoked = true
    office.loseAnswers = 1
    expect(await phone.sync()).toEqual({ is: "offline" })
    expect(await phone.vault.stage()).toBe("open")
  })
})
