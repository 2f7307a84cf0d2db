import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { WAIT_MS, findWhileTyping } from "./finder"

const send = vi.fn<typeof fetch>()
const hits = '<section><a data-hit href="#1" id="one">王</a><a data-hit href="#2" id="two">李</a></section>'

beforeEach(() => {
  vi.useFakeTimers()
  send.mockReset()
  send.mockImplementation(async () => new Response(hits))
  document.body.innerHTML = `
    <form class="finder" action="/searches/"><input type="search" name="text" data-search>
    <div data-glance hidden></div></form><button id="else">别处</button>`
  findWhileTyping(document, send)
})
afterEach(() => vi.useRealTimers())

const field = () => document.querySelector("input")!
const sheet = () => document.querySelector<HTMLElement>("[data-glance]")!

async function type(text: string, more: InputEventInit = {}): Promise<void> {
  field().focus()
  field().value = text
  field().dispatchEvent(new InputEvent("input", { bubbles: true, ...more }))
  await vi.advanceTimersByTimeAsync(WAIT_MS)
}

function press(key: string): void {
  document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
}

test("hits are asked for by post once typing pauses, and shown", async () => {
  field().value = "w"
  field().dispatchEvent(new InputEvent("input"))
  await type("wy")
  expect(send).toHaveBeenCalledOnce()
  const [address, request] = send.mock.calls[0]!
  expect(String(address)).not.toContain("wy")
  expect([...(request!.body as FormData)]).toEqual([["text", "wy"]])
  expect(sheet().hidden).toBe(false)
})

test("nothing is asked while an input method composes", async () => {
  await type("wang", { isComposing: true })
  expect(send).not.toHaveBeenCalled()
})

test("the arrows walk the hits and lead back to the box", async () => {
  await type("w")
  const walked = ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"].map((key) => {
    press(key)
    return document.activeElement?.id
  })
  expect(walked).toEqual(["one", "two", "two", "one", ""])
  expect(document.activeElement).toBe(field())
})

test("escape, an emptied box and leaving it close the hits", async () => {
  await type("w")
  press("Escape")
  expect(sheet().hidden).toBe(true)
  await type("w")
  await type(" ")
  expect(sheet().hidden).toBe(true)
  await type("w")
  document.querySelector<HTMLElement>("#else")!.focus()
  field().dispatchEvent(new FocusEvent("focusout", { bubbles: true, relatedTarget: document.querySelector("#else") }))
  expect(sheet().hidden).toBe(true)
})

test("an answer that comes too late, or a refusal, changes nothing", async () => {
  let answerFirst: (response: Response) => void = () => {}
  send.mockImplementationOnce(() => new Promise((resolve) => (answerFirst = resolve)))
  await type("w")
  send.mockImplementationOnce(async () => new Response("", { status: 403 }))
  await type("wy")
  answerFirst(new Response(hits))
  await vi.advanceTimersByTimeAsync(1)
  expect(sheet().hidden).toBe(true)
})
