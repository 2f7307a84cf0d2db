import { beforeEach, expect, test, vi } from "vitest"
import { dragHouseholds } from "./hands"

const send = vi.fn<typeof fetch>()
const costs = {
  li: { words: "比现在多 12 分 · 3.2 公里", barred: false, full: false },
  wu: { words: "比现在少 2 分 · 满了", barred: false, full: true },
  xu: { words: "不宜", barred: true, full: false },
}

beforeEach(() => {
  send.mockReset()
  send.mockImplementation(async () => new Response(JSON.stringify(costs)))
  const cadre = (key: string, homes = "") =>
    `<section data-cadre="${key}" data-name="干部${key}"><p data-cost hidden></p><ul>${homes}</ul></section>`
  document.body.innerHTML = `<section data-hands>
    <span data-hands-hint hidden>拖</span>
    <form data-hands-confirm hidden method="post"><input type="hidden" name="staff">
      <b data-hands-change></b><span data-hands-cost></span>
      <label data-hands-note hidden><input name="note"></label><button>由他联系</button>
      <button type="button" data-hands-cancel>算了</button></form>
    <p class="hidden" data-hands-said data-failed="没算出来" data-barred="不宜"></p>
    ${cadre("wang", '<li data-household="HB1" data-costs="/c/" data-choose="/k/"><a href="/k/"><span data-head>王家</span></a></li>')}
    ${cadre("li")}${cadre("wu")}${cadre("xu")}</section>`
  dragHouseholds(document, send)
})

const find = <T extends HTMLElement = HTMLElement>(what: string) => document.querySelector<T>(what)!
const form = () => find<HTMLFormElement>("form")
const said = (key: string) => find(`[data-cadre=${key}] [data-cost]`).textContent

function drag(kind: string, at: HTMLElement): boolean {
  return at.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }))
}

async function drop(key: string): Promise<void> {
  drag("dragstart", find("[data-household]"))
  drag("drop", find(`[data-cadre=${key}]`))
  await vi.waitFor(() => expect(form().hidden && find("[data-hands-said]").textContent === "").toBe(false))
}

test("while a household is held each cadre says what he would cost", async () => {
  expect(find("[data-household]").draggable).toBe(true)
  drag("dragstart", find("[data-household]"))
  await vi.waitFor(() => expect(said("li")).toBe("比现在多 12 分 · 3.2 公里"))
  expect(send).toHaveBeenCalledWith("/c/?staff=wang,li,wu,xu", expect.anything())
  drag("dragend", find("[data-household]"))
  expect(said("li")).toBe("")
  expect(form().hidden).toBe(true)
})

test("only another cadre takes it", () => {
  drag("dragstart", find("[data-household]"))
  expect(drag("dragover", find("[data-cadre=wang]"))).toBe(true)
  expect(drag("dragover", find("[data-cadre=li]"))).toBe(false)
})

test("dropping asks before anything changes", async () => {
  await drop("li")
  expect(form().getAttribute("action")).toBe("/k/")
  expect(find<HTMLInputElement>("[name=staff]").value).toBe("li")
  expect(find("[data-hands-change]").textContent).toBe("王家 → 干部li")
  expect(find("[data-hands-note]").hidden).toBe(true)
  find("[data-hands-cancel]").click()
  expect(form().hidden).toBe(true)
})

test("who is full asks for a reason", async () => {
  await drop("wu")
  expect(find("[data-hands-note]").hidden).toBe(false)
  expect(find<HTMLInputElement>("[name=note]").required).toBe(true)
})

test("who must not be paired is refused", async () => {
  await drop("xu")
  expect(form().hidden).toBe(true)
  expect(find("[data-hands-said]").textContent).toBe("不宜")
})

test("when nothing comes back it says so, and asks again the next time", async () => {
  send.mockResolvedValueOnce(new Response("", { status: 500 }))
  await drop("li")
  expect(form().hidden).toBe(true)
  expect(find("[data-hands-said]").textContent).toBe("没算出来")
  drag("dragend", find("[data-household]"))
  drag("dragstart", find("[data-household]"))
  await vi.waitFor(() => expect(said("li")).toContain("12 分"))
})
