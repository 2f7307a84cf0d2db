/**
 * What is drawn for a sheet of numbers. Colours are the page's own custom properties, written into the SVG as
 * they are: so a chart follows light, dark and paper without being drawn again.
 */
import type { EChartsCoreOption } from "echarts/core"
import type { Series, Sheet } from "./sheet"

export type Kind = "lines" | "changes"

const TONES = ["priority", "watch", "fine", "unassessed"]
const SHAPES: Record<string, string> = { priority: "circle", watch: "diamond", fine: "rect", unassessed: "triangle" }
const ROW = 26

export const tone = (name: string): string => `var(--${TONES.includes(name) ? name : "action"})`

/** `font` is the page's, by name: widths of words are measured with it before anything is drawn. */
export function optionFor(kind: Kind, sheet: Sheet, narrow = false, font = "sans-serif"): EChartsCoreOption {
  return { ...common(font), ...(kind === "lines" ? lines(sheet, narrow) : changes(sheet, narrow)) }
}

/** Height in CSS pixels: bars need a row each, lines are as high as they are calm. */
export function heightFor(kind: Kind, sheet: Sheet): number {
  return kind === "lines" ? 240 : 24 + ROW * sheet.labels.length
}

function common(font: string): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: font, fontSize: 12, color: "var(--soft)" },
    tooltip: {
      // Drawn in the SVG: the HTML tooltip would need inline styles, which the page's policy refuses.
      renderMode: "richText",
      trigger: "axis",
      confine: true,
      axisPointer: { type: "line", lineStyle: { color: "var(--edge)", type: "dashed" } },
      backgroundColor: "var(--surface)",
      borderColor: "var(--edge)",
      textStyle: { color: "var(--ink)", fontSize: 12 },
    },
  }
}

function lines(sheet: Sheet, narrow: boolean): EChartsCoreOption {
  return {
    grid: { left: 8, right: narrow ? 64 : 88, top: 14, bottom: 4, containLabel: true },
    xAxis: {
      type: "category",
      boundaryGap: false,
      data: sheet.labels,
      axisLine: { lineStyle: { color: "var(--edge)" } },
      axisTick: { show: false },
      axisLabel: { color: "var(--soft)", hideOverlap: true },
    },
    yAxis: {
      type: "value",
      minInterval: 1,
      splitNumber: 4,
      axisLabel: { color: "var(--soft)" },
      splitLine: { lineStyle: { color: "var(--line)" } },
    },
    series: sheet.series.map((series) => line(series)),
  }
}

function line(series: Series): object {
  return {
    type: "line",
    name: series.name,
    data: series.values,
    symbol: SHAPES[series.tone] ?? "circle",
    symbolSize: series.tone === "watch" ? 8 : 6,
    itemStyle: { color: tone(series.tone) },
    lineStyle: {
      color: tone(series.tone),
      width: series.tone === "priority" ? 2.5 : 1.5,
      type: series.tone === "unassessed" ? "dashed" : "solid",
    },
    endLabel: { show: true, formatter: "{a}", color: "var(--ink)", fontSize: 12, distance: 8 },
    labelLayout: { moveOverlap: "shiftY" },
    emphasis: { disabled: true },
  }
}

/** Bars to the right for more and to the left for fewer; more and fewer also differ in how they are filled. */
function changes(sheet: Sheet, narrow: boolean): EChartsCoreOption {
  const values = sheet.series[0]?.values ?? []
  const room = (narrow ? 1.75 : 1.25) * Math.max(1, ...values.map(Math.abs))
  return {
    grid: { left: 4, right: 4, top: 4, bottom: 4, containLabel: true },
    xAxis: {
      type: "value",
      min: values.some((value) => value < 0) ? -room : 0,
      max: values.some((value) => value > 0) ? room : 0,
      axisLabel: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: sheet.labels,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: "var(--ink)", fontSize: 12, interval: 0 },
    },
    series: [
      {
        type: "bar",
        name: sheet.series[0]?.name ?? "",
        barWidth: 12,
        emphasis: { disabled: true },
        data: values.map((value) => ({
          value,
          itemStyle: { color: value > 0 ? "var(--priority)" : "var(--fine)" },
          label: {
            show: true,
            position: value < 0 ? "left" : "right",
            formatter: signed(value),
            color: "var(--ink)",
            fontSize: 12,
          },
        })),
      },
    ],
  }
}

export function signed(value: number): string {
  return value === 0 ? "0" : `${value > 0 ? "+" : "−"}${Math.abs(value)}`
}
