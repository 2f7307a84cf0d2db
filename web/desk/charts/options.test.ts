import { expect, test } from "vitest"
import { heightFor, optionFor, signed, tone } from "./options"
import type { Sheet } from "./sheet"

const sheet: Sheet = {
  labels: ["10月", "11月"],
  series: [
    { name: "连心户", tone: "priority", values: [40, -36] },
    { name: "待评", tone: "unassessed", values: [9, 3] },
  ],
}
const written = (kind: "lines" | "changes") => JSON.stringify(optionFor(kind, sheet))

test("colours are the page's own, so that light, dark and paper need no second drawing", () => {
  for (const kind of ["lines", "changes"] as const) {
    expect(written(kind).match(/#[0-9a-f]{3,8}\b|rgba?\(/gi)).toBeNull()
  }
  expect(written("lines")).toContain("var(--priority)")
  expect(tone("red; }")).toBe("var(--action)")
})

test("nothing moves and the tooltip needs no inline style", () => {
  expect(optionFor("lines", sheet)).toMatchObject({ animation: false, tooltip: { renderMode: "richText" } })
})

test("classes differ by shape and line, not by colour alone", () => {
  const series = (optionFor("lines", sheet) as { series: { symbol: string; lineStyle: { type: string } }[] }).series
  expect(new Set(series.map((one) => one.symbol)).size).toBe(2)
  expect(series.map((one) => one.lineStyle.type)).toEqual(["solid", "dashed"])
})

test("changes carry their sign and have room on the sides they go to", () => {
  expect([9, 0, -36].map(signed)).toEqual(["+9", "0", "−36"])
  expect(optionFor("changes", sheet)).toMatchObject({ xAxis: { min: -50, max: 50 } })
  const more = { ...sheet, series: [{ ...sheet.series[0]!, values: [9, 40] }] }
  expect(optionFor("changes", more)).toMatchObject({ xAxis: { min: 0, max: 50 } })
  expect(optionFor("changes", sheet, true)).toMatchObject({ xAxis: { min: -70, max: 70 } })
  expect(heightFor("changes", { ...sheet, labels: Array(30).fill("") })).toBeGreaterThan(700)
})
