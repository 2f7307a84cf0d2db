import { expect, test } from "vitest"
import { showSection } from "./rail"

function rail(width: number, kind = "rail") {
  document.body.innerHTML = `<div class="${kind}"><a>今天</a><a aria-current="page">设置</a></div>`
  const strip = document.querySelector<HTMLElement>(`.${kind}`)!
  const current = strip.querySelector<HTMLElement>("[aria-current]")!
  Object.defineProperties(strip, { scrollWidth: { value: 900 }, clientWidth: { value: width } })
  Object.defineProperty(current, "offsetWidth", { value: 100 })
  strip.getBoundingClientRect = () => new DOMRect(20, 0, width, 40)
  current.getBoundingClientRect = () => new DOMRect(720, 0, 100, 40)
  return strip
}

test("the section one is in stands in the middle of a narrow screen", () => {
  const strip = rail(390)
  showSection(document)
  expect(strip.scrollLeft).toBe(555)
})

test("so does the list one looks at, among the tabs of a section", () => {
  const strip = rail(390, "tabs")
  showSection(document)
  expect(strip.scrollLeft).toBe(555)
})

test("a rail that fits is left alone", () => {
  const strip = rail(1000)
  showSection(document)
  expect(strip.scrollLeft).toBe(0)
})

test("a page without a rail is no trouble", () => {
  document.body.innerHTML = "<p>登录</p>"
  expect(() => showSection(document)).not.toThrow()
})
