import { beforeEach, expect, test, vi } from "vitest"
import { narrowLists } from "./narrowing"

beforeEach(() => {
  document.body.innerHTML = `
    <details><summary>区划</summary><div class="sheet">
      <input type="search" data-narrow hidden>
      <div class="areas">
        <a href="#1" data-spelled="yanbazhen ybz">晏坝镇 <span>120</span></a>
        <a href="#2" data-spelled="liushuizhen lsz">流水镇 <span>80</span></a>
      </div>
      <p data-narrowed hidden>没有</p>
    </div></details>`
  narrowLists(document)
})

const field = () => document.querySelector("input")!
const shown = () => [...document.querySelectorAll("a")].filter((a) => !a.hidden).map((a) => a.hash)

function type(text: string): void {
  field().value = text
  field().dispatchEvent(new Event("input"))
}

test("without script the field is not there, with it it is", () => {
  expect(field().hidden).toBe(false)
})

test.each([["流水", "#2"], ["ybz", "#1"], ["YANBA", "#1"], ["ｙｂｚ", "#1"], ["liu shui", "#2"]])(
  "typing %s leaves %s",
  (typed, left) => {
    type(typed)
    expect(shown()).toEqual([left])
  },
)

test("what fits nothing is said to fit nothing, and clearing brings all back", () => {
  type("zzz")
  expect(shown()).toEqual([])
  expect(document.querySelector<HTMLElement>("[data-narrowed]")!.hidden).toBe(false)
  type("")
  expect(shown()).toEqual(["#1", "#2"])
})

test("enter opens the first that is left, but not while an input method composes", () => {
  const opened = vi.fn((event: Event) => event.preventDefault())
  document.querySelector("a[href='#2']")!.addEventListener("click", opened)
  type("lsz")
  const press = (more: KeyboardEventInit) =>
    field().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, ...more }))
  press({ isComposing: true })
  expect(opened).not.toHaveBeenCalled()
  press({})
  expect(opened).toHaveBeenCalledOnce()
})
