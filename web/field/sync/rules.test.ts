// @vitest-environment node
import { describe, expect, test } from "vitest"

import type { StoredOp } from "../store/database"
import { SETTINGS } from "../testing/office"
import { contactAt, dayOf, isClockWrong, isOutOfTouch, stamp, trueNow, type Clock } from "./clock"
import { Loop, type LoopState } from "./loop"
import type { Outcome } from "./engine"
import * as rules from "./rules"

const DAY = 86_400_000
const op = (more: Partial<StoredOp> = {}): StoredOp => ({
  device_id: "d",
  op_id: "o",
  seq: 1,
  state: "saved",
  home: null,
  urgent: false,
  made_ms: 0,
  received_ms: null,
  verdict: null,
  code: "",
  message: null,
  tries: 0,
  box: null,
  ...more,
})
const waiting = (seq: number, more: Partial<rules.Waiting> = {}): rules.Waiting => ({
  op_id: String(seq),
  seq,
  urgent: false,
  bytes: 1000,
  unreadable: false,
  ...more,
})

describe("batches", () => {
  test("keep the order of making, so a parent goes before what hangs on it", () => {
    const [batch] = rules.batches([waiting(3), waiting(1), waiting(2)])
    expect(batch!.map((one) => one.seq)).toEqual([1, 2, 3])
  })

  test("stay below the size a server takes, and one too large goes alone", () => {
    const made = rules.batches([waiting(1, { bytes: 600_000 }), waiting(2, { bytes: 600_000 }), waiting(3, { bytes: 2e6 })])
    expect(made.map((batch) => batch.length)).toEqual([1, 1, 1])
  })

  test("put what could not be read at the end, each for itself", () => {
    const made = rules.batches([waiting(1, { unreadable: true }), waiting(2), waiting(3, { unreadable: true }), waiting(4)])
    expect(made.map((batch) => batch.map((one) => one.seq))).toEqual([[2, 4], [1], [3]])
  })
})

describe("letting go", () => {
  const old = 8 * DAY
  test.each([
    ["saved", null, false],
    ["received", 0, false],
    ["backed_up", 0, true],
    ["backed_up", 2 * DAY, false],
    ["dropped", 0, false],
  ] as const)("%s, received at %s: %s", (state, received_ms, may) => {
    expect(rules.mayDrop(op({ state, received_ms }), SETTINGS, old)).toBe(may)
  })

  test("a month without a checked backup is told, and the copy still kept", () => {
    const one = op({ state: "received", received_ms: 0 })
    expect(rules.waitsForBackup(one, SETTINGS, 31 * DAY)).toBe(true)
    expect(rules.mayDrop(one, SETTINGS, 3650 * DAY)).toBe(false)
  })
})

test("a duplicate takes the first result, whatever it was", () => {
  const told = rules.answered(op(), { op_id: "o", answer: "duplicate", first: "quarantined" }, 5)
  expect(told).toMatchObject({ state: "received", verdict: "quarantined", received_ms: 5 })
})

test("after a restore neither a dropped nor a rejected one is told again", () => {
  expect(rules.afterRestore(op({ state: "dropped" })).state).toBe("dropped")
  expect(rules.afterRestore(op({ state: "backed_up" })).state).toBe("saved")
  expect(rules.isWaiting(rules.afterRestore(op({ verdict: "rejected" })))).toBe(false)
})

test("pauses double up to five minutes, spread by chance, and never end", () => {
  expect([1, 2, 3].map((failures) => rules.waitAfter(failures, 0.5))).toEqual([2000, 4000, 8000])
  expect(rules.waitAfter(1000, 0.5)).toBe(300_000)
  expect(rules.waitAfter(1, 0)).toBe(1000)
  expect(rules.waitAfter(1, 1)).toBe(3000)
})

describe("the clock", () => {
  const at = (now: number, mono = now, run = "a"): Clock => ({ now: () => now, mono: () => mono, run })

  test("an hour slow is seen and warned of; nine minutes are not", () => {
    const slow = contactAt(3_600_000, 0, at(0))
    expect(slow.skew_ms).toBe(3_600_000)
    expect(isClockWrong(slow)).toBe(true)
    expect(isClockWrong(contactAt(9 * 60_000, 0, at(0)))).toBe(false)
  })

  test("the true time goes on by the monotonic clock when somebody turns the other", () => {
    const contact = contactAt(1_000_000, 0, at(0, 0))
    expect(trueNow(contact, at(99 * DAY, 5000))).toBe(1_005_000)
    expect(trueNow(contact, at(5000, 0, "later"))).toBe(1_005_000)
    expect(trueNow(contact, at(-50 * DAY, 0, "later"))).toBe(1_000_000)
    expect(stamp(contact, at(7, 7)).last_server_time).toBe("1970-01-01T00:16:40.000Z")
  })

  test("fourteen days without contact lock, and turning the clock back does not help", () => {
    const contact = contactAt(0, 0, at(0))
    expect(isOutOfTouch(contact, 0, 14, at(13 * DAY))).toBe(false)
    expect(isOutOfTouch(contact, 0, 14, at(15 * DAY))).toBe(true)
    expect(isOutOfTouch(contact, 15 * DAY, 14, at(DAY))).toBe(true)
  })

  test("a day is the day where the phone is", () => {
    const date = new Date(2026, 10, 22, 0, 5)
    expect(dayOf(date.getTime())).toBe("2026-11-22")
  })
})

describe("the loop", () => {
  const loop = (outcomes: (Outcome | null)[]) => {
    const seen: LoopState[] = []
    let runs = 0
    const engine = { run: async () => (runs++, outcomes.shift() ?? done) as Outcome }
    const alone = async <T>(work: () => Promise<T>) => (outcomes[0] === null ? (outcomes.shift(), null) : work())
    const made = new Loop(engine, alone, (state) => seen.push(state), () => 0.5, () => 0)
    return { made, seen, runs: () => runs }
  }
  const done: Outcome = { is: "done", sent: 0, later: 0, receipt: "same" }

  test("waits longer after each failure and begins anew after success", async () => {
    const { made } = loop([{ is: "offline" }, { is: "offline" }, done])
    await made.send()
    expect(made.state).toMatchObject({ failures: 1, next_ms: 2000 })
    await made.send()
    expect(made.state).toMatchObject({ failures: 2, next_ms: 4000 })
    await made.send()
    expect(made.state).toMatchObject({ failures: 0, next_ms: null, phase: "idle" })
    made.stop()
  })

  test("a call during a run makes exactly one more run follow", async () => {
    const { made, runs } = loop([])
    await Promise.all([made.send(), made.send(), made.send()])
    expect(runs()).toBe(2)
  })

  test("leaves the sending to the tab that is at it", async () => {
    const { made, runs } = loop([null])
    await made.send()
    expect(runs()).toBe(0)
    expect(made.state.phase).toBe("elsewhere")
    made.stop()
  })
})
