/**
 * Draws the charts of a page. Without this script each `<figure data-chart>` still has its title and its table;
 * with it the table is also drawn, as SVG, above itself. Loaded only by pages that have charts.
 */
import "./charts.css"
import { BarChart, LineChart } from "echarts/charts"
import { GridComponent, TooltipComponent } from "echarts/components"
import { init, use } from "echarts/core"
import { LabelLayout } from "echarts/features"
import { SVGRenderer } from "echarts/renderers"
import { heightFor, type Kind, optionFor } from "./options"
import { readSheet } from "./sheet"

use([BarChart, LineChart, GridComponent, TooltipComponent, LabelLayout, SVGRenderer])

const NARROW = 420
const PAPER = 640

for (const figure of document.querySelectorAll<HTMLElement>("figure[data-chart]")) draw(figure)

function draw(figure: HTMLElement): void {
  const place = figure.querySelector<HTMLElement>(".drawing")
  const table = figure.querySelector("table")
  if (!place || !table) return
  const kind = figure.dataset.chart as Kind
  const sheet = readSheet(table)
  place.style.height = `${heightFor(kind, sheet)}px`
  const font = getComputedStyle(figure).fontFamily
  const chart = init(place, undefined, { renderer: "svg" })
  const fit = (width: number) => {
    chart.resize({ width })
    chart.setOption(optionFor(kind, sheet, width < NARROW, font))
  }
  fit(place.clientWidth)
  new ResizeObserver(() => fit(place.clientWidth)).observe(place)
  addEventListener("beforeprint", () => fit(PAPER))
  addEventListener("afterprint", () => fit(place.clientWidth))
}
