// @vitest-environment node
import { beforeEach, describe, expect, test } from "vitest"

import type { Duty, Form, FormQuestion, Home } from "../wire"
import { questionsFor } from "./asking"
import { plus, stopsComing, stopsDue, stopsToday } from "./day"
import { blockers, newDraft, newItem, payloadOf, withEffect, withItem, withTime, type Draft } from "./draft"
import { raised } from "./raised"
import { headFirst, inOrder, search } from "./searching"
import { canonical, isDay, shown } from "./values"

const question = (indicator: string, more: Partial<FormQuestion> = {}): FormQuestion => ({
  id: indicator,
  indicator,
  about: "household",
  type: "bool",
  unit: "",
  title: { zh: indicator, en: indicator },
  choices: [],
  minimum: null,
  maximum: null,
  when: null,
  hint: null,
  ...more,
})
const form: Form = {
  version: "visits-1",
  effective_on: "2026-01-01",
  minutes: 8,
  fields: 12,
  sections: [
    {
      id: "home",
      title: { zh: "家", en: "home" },
      when: null,
      questions: [
        question("housing_is_safe"),
        question("housing_danger", {
          type: "choice",
          choices: [{ code: "roof", zh: "屋顶", en: "roof" }],
          when: ["not", ["name", "housing_is_safe"]],
        }),
        question("income_per_head", { type: "money", unit: "元/年", minimum: 0 }),
      ],
    },
    {
      id: "people",
      title: { zh: "人", en: "people" },
      when: ["<", ["name", "income_per_head"], 8000],
      questions: [question("is_in_school", { about: "resident" })],
    },
  ],
  needs: { categories: [] },
  advice: { categories: [] },
  effects: { answers: [] },
}
const ask = (indicator: string, why: "decides" | "missing" | "stale", more = {}) => ({
  indicator,
  resident_id: null,
  why,
  value: null,
  observed_on: null,
  ...more,
})
const home: Home = {
  id: "h1",
  number: "HB000001",
  head: "王德福",
  pinyin: "wang de fu",
  initials: "wdf",
  area: { id: "a", names: ["晏坝镇", "中心社区"], group: "二组" },
  lon: null,
  lat: null,
  tier: "priority",
  tier_since: null,
  reasons: [],
  keeper: null,
  mine: true,
  phone: "",
  residents: [{ id: "r1", name: "王小明", relation: "child", sex: "m", birth_on: "2015-01-01", state: "present" }],
  facts: [],
  questions: [
    ask("is_in_school", "missing", { resident_id: "r1" }),
    ask("housing_is_safe", "stale", { value: "true", observed_on: "2023-01-01" }),
    ask("housing_danger", "missing"),
    ask("income_per_head", "decides"),
  ],
  open_items: [],
  promises: [],
  visits: [],
  card: { left_on: null },
}
const keys = (answers = {}) => questionsFor(form, home, answers).flatMap((section) => section.asked.map((one) => one.key))
const given = (value: string) => ({ value, source: "resident" })

describe("questions", () => {
  test("only those wanted here are asked, and what is not known rules nothing out", () => {
    expect(keys()).toEqual(["housing_is_safe", "housing_danger", "income_per_head", "is_in_school@r1"])
  })

  test("an answer rules out what follows from it, and brings it back when it is changed", () => {
    expect(keys({ housing_is_safe: given("true") })).not.toContain("housing_danger")
    expect(keys({ housing_is_safe: given("false") })).toContain("housing_danger")
    expect(keys({ income_per_head: given("9000") })).not.toContain("is_in_school@r1")
  })

  test("a condition this app cannot judge rules nothing out", () => {
    const odd = { ...form, sections: [{ ...form.sections[0]!, when: ["<", ["name", "housing_is_safe"], 3] as const }] }
    expect(questionsFor(odd, home, { housing_is_safe: given("true") })).toHaveLength(1)
  })
})

describe("values", () => {
  const money = question("m", { type: "money", minimum: 0, maximum: 100000 })
  test.each([
    ["3100", "3100"],
    ["3,100.50", "3100.5"],
    ["３１００", "3100"],
    ["0.10", "0.1"],
    ["12.345", "12.35"],
  ])("%s is written %s", (typed, text) => {
    expect(canonical(typed, money)).toEqual({ text })
  })
  test.each([
    ["三千", "not-a-number"],
    ["-5", "too-small"],
    ["100001", "too-large"],
    ["1e5", "not-a-number"],
  ])("%s is refused: %s", (typed, fault) => {
    expect(canonical(typed, money)).toEqual({ fault })
  })
  test("days that do not exist are none", () => {
    expect(isDay("2026-02-28")).toBe(true)
    expect(isDay("2026-02-30")).toBe(false)
  })
  test("values are read as people read them", () => {
    expect(shown("1234567.5", { ...money, unit: "元" }, "zh")).toBe("1,234,567.5 元")
    expect(shown("true", undefined, "zh")).toBe("是")
  })
})

describe("a visit", () => {
  let draft: Draft
  const NOW = Date.parse("2026-11-22T02:00:00Z")
  beforeEach(() => {
    draft = newDraft({ household_id: "h1", area_id: "a", title: "王德福", duties: ["d1"] }, NOW)
  })

  test("closes only with items or an explicit nothing, and never with both", () => {
    const met = { ...draft, met: ["r1"] }
    expect(blockers(met)).toEqual(["nothing-or-items"])
    expect(blockers({ ...met, nothing_raised: true })).toEqual([])
    const raisedOne = withItem({ ...met, nothing_raised: true }, { ...newItem("need", "aid"), text: "轮椅" })
    expect(raisedOne.nothing_raised).toBe(false)
    expect(blockers(raisedOne)).toEqual([])
    expect(blockers({ ...raisedOne, nothing_raised: true })).toEqual(["nothing-or-items"])
  })

  test("says whom one met, and how a matter was settled", () => {
    expect(blockers({ ...draft, nothing_raised: true })).toEqual(["who"])
    expect(blockers({ ...draft, met_other: "neighbour", nothing_raised: true })).toEqual([])
    const item = { ...newItem("need", "aid"), text: "电费", settled: { how: " " } }
    expect(blockers({ ...withItem(draft, item), met: ["r1"] })).toEqual(["item-settled"])
  })

  test("an effect is one touch, and the same touch takes it back", () => {
    const about = { id: "i1", category: "aid" }
    const one = withEffect(draft, about, "yes")
    expect(one.items).toMatchObject([{ kind: "effect", about_item: "i1", worked: "yes" }])
    expect(withEffect(one, about, "no").items).toHaveLength(1)
    expect(withEffect(one, about, "yes").items).toEqual([])
  })

  test("tells answers with what was known before, and not what was ruled out meanwhile", () => {
    const answers = { housing_is_safe: given("true"), housing_danger: given("roof"), "is_in_school@r1": given("false") }
    const told = payloadOf({ ...draft, answers, nothing_raised: true, met: ["r1"] }, home, form, NOW + 60_000)
    expect(told.answers).toEqual([
      { indicator: "housing_is_safe", resident_id: null, value: "true", old: "true", source: "resident" },
      { indicator: "is_in_school", resident_id: "r1", value: "false", old: null, source: "resident" },
    ])
    expect(told).toMatchObject({ duties: ["d1"], ended_at: "2026-11-22T02:01:00.000Z", fields: 2 })
  })

  test("never ends before it began, whatever the clock does", () => {
    expect(payloadOf(draft, home, form, NOW - 9e9).ended_at).toBe(draft.started_at)
  })

  test("counts time at the form, not the talk in between", () => {
    expect(withTime(withTime(draft, 12), 900).seconds).toBe(12)
  })
})

describe("a day", () => {
  const duty = (id: string, household_id: string | null, due_on: string): Duty => ({
    id,
    household_id,
    area: { id: "a", names: ["晏坝镇", "中心社区"] },
    reason: "round",
    sentence: { zh: "例行走访", en: "round" },
    opens_on: "2026-11-01",
    due_on,
    planned_on: null,
    minutes: 40,
    companion: null,
  })
  const shelf = {
    homes: new Map([[home.id, home]]),
    duties: [duty("d1", "h1", "2026-11-30"), duty("d2", null, "2026-11-25"), duty("d3", "h1", "2026-12-30")],
    trips: [
      {
        day: "2026-11-22",
        leaves: 510,
        back: 700,
        km: 12,
        stops: [{ household_id: "h1", area_id: "a", duties: ["d1"], arrives: 540, leaves: 580, km: 3 }],
      },
    ],
    ops: [],
    today: "2026-11-22",
  }

  test("has today's stops in order, and what is due besides", () => {
    expect(stopsToday(shelf).map((stop) => stop.key)).toEqual(["h1"])
    expect(stopsDue(shelf).map((stop) => stop.key)).toEqual(["d2"])
    expect(stopsDue({ ...shelf, trips: [] }).map((stop) => stop.key)).toEqual(["d2", "h1"])
  })

  test("what opens later stands apart, so that nobody goes before it counts", () => {
    const later = { ...shelf, trips: [], duties: [{ ...duty("d1", "h1", "2026-12-10"), opens_on: "2026-11-25" }] }
    expect(stopsDue(later)).toEqual([])
    expect(stopsComing(later, 14).map((stop) => stop.key)).toEqual(["h1"])
    expect(stopsComing(later, 2)).toEqual([])
  })

  test("a door where one was today is done, also before the office says so", () => {
    const payload = JSON.stringify({ household_id: "h1", ended_at: "2026-11-22T04:00:00Z", duties: [] })
    const ops = [{ stored: { state: "saved" }, op: { kind: "visit.record", payload } }] as unknown as typeof shelf.ops
    expect(stopsToday({ ...shelf, ops })[0]!.told).toBe("visited")
  })

  test("a home that moved away meanwhile leaves no empty stop", () => {
    expect(stopsToday({ ...shelf, homes: new Map(), duties: [] })).toEqual([])
  })

  test("days are added over the end of a month", () => {
    expect(plus("2026-11-28", 7)).toBe("2026-12-05")
  })
})

test("a family stands as one greets it: the head, husband or wife, then the eldest", () => {
  const one = (name: string, relation: string, birth_on: string | null) => ({ id: name, name, relation, sex: "f", birth_on, state: "present" })
  const family = [one("小宝", "child", "2020-05-01"), one("不详", "other", null), one("奶奶", "parent", "1950-01-01"), one("妻", "spouse", "1990-01-01"), one("户主", "head", "1988-01-01")]
  expect(headFirst(family).map((person) => person.name)).toEqual(["户主", "妻", "奶奶", "小宝", "不详"])
})

test("homes are found by name, member, pinyin, initials, number and place", () => {
  for (const words of ["王德福", "小明", "wangde", "de", "wdf", "0001", "晏坝", "王 二组"]) {
    expect(search([home], words), words).toHaveLength(1)
  }
  expect(search([home], "李")).toEqual([])
  expect(inOrder([{ ...home, tier: "fine" }, home]).map((one) => one.tier)).toEqual(["priority", "fine"])
})

test("what was brought up is told once: by the phone until the office has it, then by the office", () => {
  const payload = JSON.stringify({ item_id: "i1", text: "轮椅" })
  const op = { kind: "item.urgent", payload, household_id: "h1", client_time: "2026-11-22T02:00:00Z" }
  const here = [{ stored: { state: "received" }, op }] as unknown as Parameters<typeof raised>[1]
  expect(raised([], here)).toMatchObject([{ id: "i1", state: "received", words: null }])
  const words = { zh: "还没办结", en: "open" }
  const row = { id: "i1", household_id: "h1", kind: "need", category: "x", text: "轮椅", raised_on: "2026-11-22", state: "open", words }
  expect(raised([row], here)).toMatchObject([{ id: "i1", state: null, words }])
})
