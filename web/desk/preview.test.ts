import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { WAIT_MS, previewRows } from "./preview"

const send = vi.fn<typeof fetch>()
let isWide = true
previewAgain()

function previewAgain(): void {
  document.body.innerHTML = `<div id="frame"><table>
    <tr><td><a href="#1" id="one" data-row data-preview="/one/preview/">王家</a></td></tr>
    <tr><td><a href="#2" id="two" data-row data-preview="/two/preview/">李家</a></td></tr></table>
    <aside data-glance-panel hidden></aside></div><input id="field">`
  previewRows(document, send, () => isWide)
}

beforeEach(() => {
  vi.useFakeTimers()
  send.mockReset()
  send.mockImplementation(async (address) => new Response(`<p>${String(address)}</p>`))
  isWide = true
  panel().hidden = true
  document.querySelector<HTMLElement>("#one")!.focus()
})
afterEach(() => vi.useRealTimers())

const panel = () => document.querySelector<HTMLElement>("[data-glance-panel]")!

async function press(key: string): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })
  document.activeElement!.dispatchEvent(event)
  await vi.advanceTimersByTimeAsync(WAIT_MS)
  return event
}

test.each([" ", "ArrowRight"])("%j opens the row in focus beside the list", async (key) => {
  expect((await press(key)).defaultPrevented).toBe(true)
  expect(panel().hidden).toBe(false)
  expect(panel().textContent).toBe("/one/preview/")
  expect(send.mock.calls[0]![1]!.headers).toEqual({ "X-Fragment": "1" })
})

test("the panel follows the focus", async () => {
  await press(" ")
  document.querySelector<HTMLElement>("#two")!.focus()
  document.querySelector("#two")!.dispatchEvent(new FocusEvent("focusin", { bubbles: true }))
  await vi.advanceTimersByTimeAsync(WAIT_MS)
  expect(panel().textContent).toBe("/two/preview/")
})

test.each(["Escape", "ArrowLeft", " "])("%j closes it", async (key) => {
  await press(" ")
  await press(key)
  expect(panel().hidden).toBe(true)
})

test("on a narrow screen the keys are the browser's", async () => {
  isWide = false
  expect((await press(" ")).defaultPrevented).toBe(false)
  expect(send).not.toHaveBeenCalled()
})

test("a blank typed into a field is a blank", async () => {
  document.querySelector<HTMLElement>("#field")!.focus()
  expect((await press(" ")).defaultPrevented).toBe(false)
})

test("a refusal closes the panel instead of showing it", async () => {
  send.mockImplementation(async () => new Response("no", { status: 404 }))
  await press(" ")
  expect(panel().hidden).toBe(true)
})
