import { beforeEach, expect, test } from "vitest"
import { pickRows } from "./bulk"

beforeEach(() => {
  const row = (n: number) =>
    `<tr><td><input type="checkbox" name="pick" value="${n}"></td><td><a href="#" id="r${n}">户${n}</a></td></tr>`
  document.body.innerHTML = `<form data-bulk>
    <input type="checkbox" data-bulk-page hidden><span data-bulk-count data-words="已选 # 户">打勾选户</span>
    <input type="checkbox" data-bulk-whole><table>${[0, 1, 2, 3].map(row).join("")}</table></form>`
  pickRows(document)
})

const boxes = () => [...document.querySelectorAll<HTMLInputElement>("[name=pick]")]
const picked = () => boxes().flatMap((box) => (box.checked ? [box.value] : []))
const all = () => document.querySelector<HTMLInputElement>("[data-bulk-page]")!

function click(at: number, shiftKey = false): void {
  boxes()[at]!.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }))
}

function press(key: string, shiftKey = false): void {
  document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }))
}

test("what is picked is counted", () => {
  click(1)
  expect(document.querySelector("[data-bulk-count]")!.textContent).toBe("已选 1 户")
  expect(all().indeterminate).toBe(true)
  click(1)
  expect(document.querySelector("[data-bulk-count]")!.textContent).toBe("打勾选户")
})

test("shift and a click pick all rows between", () => {
  click(0)
  click(2, true)
  expect(picked()).toEqual(["0", "1", "2"])
})

test("x picks the row in focus, and shift with x all rows up to it", () => {
  document.querySelector<HTMLElement>("#r1")!.focus()
  press("x")
  document.querySelector<HTMLElement>("#r3")!.focus()
  press("X", true)
  expect(picked()).toEqual(["1", "2", "3"])
  press("x")
  expect(picked()).toEqual(["1", "2"])
})

test("one box picks the whole page", () => {
  all().checked = true
  all().dispatchEvent(new Event("change", { bubbles: true }))
  expect(picked()).toHaveLength(4)
})

test("all that was found counts as picked", () => {
  const whole = document.querySelector<HTMLInputElement>("[data-bulk-whole]")!
  whole.checked = true
  whole.dispatchEvent(new Event("change", { bubbles: true }))
  expect(document.querySelector("form")!.hasAttribute("data-picked")).toBe(true)
})
