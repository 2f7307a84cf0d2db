import { beforeEach, expect, test, vi } from "vitest"
import { foldBranches } from "./tree"

const row = (path: string, isOpen?: boolean) =>
  `<tr data-path="${path}"><th>${
    isOpen === undefined ? "" : `<a data-fold="/areas/${path}below/" href="#f" aria-expanded="${isOpen}"></a>`
  }<a data-row href="#${path}">甲</a></th></tr>`

const answering = (text: string, more: Partial<Response> = {}) =>
  vi.fn(async () => ({ ok: true, redirected: false, text: async () => text, ...more })) as unknown as typeof fetch

beforeEach(() => {
  document.body.innerHTML = `<table data-tree><tbody>
    ${row("1/", true)}${row("1/2/", true)}${row("1/2/3/")}${row("1/4/", false)}${row("5/")}</tbody></table>`
})

const paths = () => [...document.querySelectorAll<HTMLElement>("tr")].map((one) => one.dataset["path"])
const fold = (path: string) => document.querySelector<HTMLAnchorElement>(`[data-path="${path}"] [data-fold]`)!

test("a closed branch opens with the rows its address gives, right below it", async () => {
  foldBranches(document, answering(row("1/4/6/") + row("1/4/7/")))
  fold("1/4/").click()
  await vi.waitFor(() => expect(fold("1/4/").getAttribute("aria-expanded")).toBe("true"))
  expect(paths()).toEqual(["1/", "1/2/", "1/2/3/", "1/4/", "1/4/6/", "1/4/7/", "5/"])
})

test("an open branch closes with everything below it, and nothing beside it", () => {
  foldBranches(document, answering(""))
  fold("1/2/").click()
  expect(paths()).toEqual(["1/", "1/2/", "1/4/", "5/"])
  fold("1/").click()
  expect(paths()).toEqual(["1/", "5/"])
})

test("the arrow keys open and close from anywhere in the row, and only when there is something to do", () => {
  const ask = answering("")
  foldBranches(document, ask)
  const link = document.querySelector<HTMLElement>('[data-path="1/2/"] [data-row]')!
  const press = (key: string) => link.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))
  press("ArrowRight")
  expect(paths()).toHaveLength(5)
  press("ArrowLeft")
  expect(paths()).toHaveLength(4)
  expect(ask).not.toHaveBeenCalled()
})

test("a click with a key held down is left to the browser", () => {
  foldBranches(document, answering(""))
  const event = new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true })
  fold("1/").dispatchEvent(event)
  expect(event.defaultPrevented).toBe(false)
  expect(paths()).toHaveLength(5)
})
