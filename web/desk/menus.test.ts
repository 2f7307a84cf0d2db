import { beforeEach, expect, test } from "vitest"
import { tameMenus } from "./menus"

tameMenus(document)

beforeEach(() => {
  document.body.innerHTML = `
    <details class="menu" id="one" open><summary>甲</summary><button>做</button></details>
    <details class="menu" id="two"><summary>乙</summary></details>
    <details id="plain" open><summary>丙</summary></details>
    <p>正文</p>`
})

const isOpen = (id: string) => document.querySelector<HTMLDetailsElement>(`#${id}`)!.open

test("a click elsewhere closes the open menu and leaves other details alone", () => {
  document.querySelector("p")!.click()
  expect([isOpen("one"), isOpen("plain")]).toEqual([false, true])
})

test("a click inside the menu leaves it open", () => {
  document.querySelector("button")!.click()
  expect(isOpen("one")).toBe(true)
})

test("opening another menu closes the first", () => {
  document.querySelector<HTMLElement>("#two summary")!.click()
  expect(isOpen("one")).toBe(false)
})

test("escape closes the menu and gives the focus back to its summary", () => {
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))
  expect(isOpen("one")).toBe(false)
  expect(document.activeElement?.textContent).toBe("甲")
})
