import { beforeEach, expect, test } from "vitest"
import { listenForKeys } from "./keyboard"

listenForKeys(document)

beforeEach(() => {
  document.body.innerHTML = `
    <input type="search" data-search>
    <table>
      <tr><td><a data-row href="#1" id="first">王家</a></td></tr>
      <tr><td><a data-row href="#2" id="second">李家</a></td></tr>
    </table>
    <textarea></textarea>`
})

function press(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more })
  ;(document.activeElement ?? document.body).dispatchEvent(event)
  return event
}

const focused = () => document.activeElement?.id

test("the slash goes to the search box and is not typed into it", () => {
  expect(press("/").defaultPrevented).toBe(true)
  expect(document.activeElement?.hasAttribute("data-search")).toBe(true)
})

test("j and k walk the rows and stop at both ends", () => {
  const walked = ["j", "j", "j", "k", "k"].map((key) => (press(key), focused()))
  expect(walked).toEqual(["first", "second", "second", "first", "first"])
})

test("a letter typed into a field is left alone", () => {
  const field = document.querySelector("textarea")!
  field.focus()
  expect(press("j").defaultPrevented).toBe(false)
  expect(press("/").defaultPrevented).toBe(false)
  expect(document.activeElement).toBe(field)
})

test("a letter that belongs to an input method or a shortcut is left alone", () => {
  expect(press("j", { isComposing: true }).defaultPrevented).toBe(false)
  expect(press("k", { ctrlKey: true }).defaultPrevented).toBe(false)
  expect(focused()).toBe("")
})

test("escape leaves the search box", () => {
  press("/")
  expect(press("Escape").defaultPrevented).toBe(true)
  expect(document.activeElement).toBe(document.body)
})

test("on a page without a list or a search box the keys do nothing", () => {
  document.body.innerHTML = "<p>空</p>"
  expect(["/", "j", "k"].map((key) => press(key).defaultPrevented)).toEqual([false, false, false])
})
