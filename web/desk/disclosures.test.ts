import { beforeEach, expect, test, vi } from "vitest"
import { discloseInPlace } from "./disclosures"

const send = vi.fn<typeof fetch>()
discloseInPlace(document, send)

beforeEach(() => {
  send.mockReset()
  document.body.innerHTML = `
    <dd><span data-disclosed>138****0000</span>
      <details open><summary>查看</summary>
        <form action="/residents/1/disclosures/" data-disclosure>
          <input type="hidden" name="field" value="phone">
          <button name="purpose" value="visit">上门走访联系</button>
        </form>
      </details>
    </dd>`
})

const form = () => document.querySelector("form")!
const shown = () => document.querySelector("[data-disclosed]")!.textContent

function submit(): void {
  const submitter = form().querySelector("button")
  form().dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter }))
}

test("the number takes the place of its mask, and the menu goes", async () => {
  send.mockResolvedValue(new Response("<strong>13800000000</strong>"))
  submit()
  await vi.waitFor(() => expect(shown()).toBe("13800000000"))
  expect(document.querySelector("details")).toBeNull()
  const [address, request] = send.mock.calls[0]!
  expect(String(address)).toContain("/residents/1/disclosures/")
  expect([...(request!.body as FormData)]).toEqual([
    ["field", "phone"],
    ["purpose", "visit"],
  ])
})

test("when it does not work the form is sent as a page, so that the reason is seen", async () => {
  const sent = vi.spyOn(form(), "requestSubmit").mockImplementation(() => {})
  send.mockResolvedValueOnce(new Response("", { status: 403 })).mockRejectedValueOnce(new Error("offline"))
  for (const _trouble of ["refused", "offline"]) {
    form().setAttribute("data-disclosure", "")
    submit()
    await vi.waitFor(() => expect(form().hasAttribute("data-disclosure")).toBe(false))
  }
  expect(sent).toHaveBeenCalledTimes(2)
  expect(shown()).toBe("138****0000")
})

test("other forms are none of its business", () => {
  form().removeAttribute("data-disclosure")
  submit()
  expect(send).not.toHaveBeenCalled()
})
