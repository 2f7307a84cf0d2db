import { expect, test } from "vitest"
import { readSheet } from "./sheet"

function table(rows: string): HTMLTableElement {
  document.body.innerHTML = `<table><thead><tr>
    <th>日期</th><th data-tone="priority"> 连心户 </th><th data-tone="watch">关心户</th></tr></thead><tbody>${rows}</tbody></table>`
  return document.querySelector("table")!
}

test("a chart is read from the table behind it", () => {
  const sheet = readSheet(
    table(`
      <tr><th data-short="10月">10月22日(周四)</th><td data-value="4521">4,521</td><td data-value="11455">11,455</td></tr>
      <tr><th>今天</th><td data-value="4599">4,599</td><td data-value="-3">−3</td></tr>`),
  )
  expect(sheet.labels).toEqual(["10月", "今天"])
  expect(sheet.series).toEqual([
    { name: "连心户", tone: "priority", values: [4521, 4599] },
    { name: "关心户", tone: "watch", values: [11455, -3] },
  ])
})

test("a gap in the table is not drawn over", () => {
  expect(() => readSheet(table(`<tr><th>今天</th><td data-value="1">1</td></tr>`))).toThrow("gap")
  expect(() => readSheet(table(`<tr><th>今</th><td data-value="1"></td><td data-value="很多"></td></tr>`))).toThrow("gap")
})
