// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"

import { ageWords, dayWords, daysBetween, dueWords, monthWords, timeWords } from "./days"
import { en } from "./en"
import { fill, speak } from "./speak"
import { zh } from "./zh"

globalThis.document ??= { documentElement: {} } as Document

const places = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!).sort()

/** Keys that lack a partner, are empty, or show other values than their partner. */
function uneven(one: Record<string, string>, other: Record<string, string>): string[] {
  return Object.keys(one).filter((key) => {
    const partner = other[key]
    return !partner?.trim() || places(partner).join() !== places(one[key]!).join()
  })
}

test("each text stands in both languages and shows the same values", () => {
  expect([...uneven(zh, en), ...uneven(en, zh)]).toEqual([])
  expect(Object.keys(zh).length).toBeGreaterThan(200)
})

test("a planted gap is found", () => {
  expect(uneven({ a: "一", b: "{n}户", c: "三" }, { a: "", b: "homes", c: "three" })).toEqual(["a", "b"])
})

test("each text is used, and each one used exists", () => {
  const source = readdirSync("field", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(vue|ts)$/.test(name) && !/^words\/(zh|en)/.test(name) && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(`field/${name}`, "utf8"))
    .join("\n")
  const unused = Object.keys(zh).filter((key) => !isNamed(key, source))
  expect(unused).toEqual([])
  expect(isNamed("planted.key", source)).toBe(false)
})

/** `a.b` as a text of its own, or the front of a text that ends in a code. */
function isNamed(key: string, source: string): boolean {
  if (new RegExp(`["'\`]${key.replace(/[.-]/g, "\\$&")}["'\`]`).test(source)) return true
  return key.split(".").some((_, at, parts) => at > 0 && source.includes(`\`${parts.slice(0, at).join(".")}.\${`)) ||
    (/^(need|advice)\./.test(key) && source.includes("`${kind}."))
}

test("no English stands on a Chinese screen", () => {
  const strange = Object.entries(zh).filter(([, words]) => /[A-Za-z]{2,}/.test(words.replace(/\{\w+\}|\bMB\b/g, "")))
  expect(strange.map(([key]) => key)).toEqual([])
})

test("days are said as people say them", async () => {
  expect(dayWords("2026-11-21")).toBe("11月21日(周六)")
  expect(dayWords("2025-03-02", "2026-11-21")).toBe("2025年3月2日(周日)")
  expect(monthWords("2025-03-02")).toBe("2025年3月")
  expect(daysBetween("2026-02-27", "2026-03-02")).toBe(3)
  expect(dueWords("2026-11-20", "2026-11-22")).toEqual({ words: "过期 2 天", weight: "overdue" })
  expect(dueWords("2026-11-22", "2026-11-22").weight).toBe("today")
  expect(dueWords("2026-12-22", "2026-11-22").weight).toBe("plenty")
  expect(timeWords(570)).toBe("09:30")
  expect(ageWords("1950-11-23", "2026-11-22")).toBe("75岁")
  await speak("en")
  expect(dayWords("2026-11-21")).toBe("Sat 21 Nov")
  await speak("zh")
})

test("values are filled in, and a value that is missing leaves nothing strange", () => {
  expect(fill("{n}户 {who}", { n: 3 })).toBe("3户 ")
})
