import { beforeEach, describe, expect, it, vi } from "vitest"
import { helpWithConditions, insert, PAUSE_MS } from "./conditions"

const PAGE = `<form data-condition="/wording/"><input name="csrfmiddlewaretoken" value="t">
<textarea name="when">a and </textarea><div id="meaning"></div></form><code data-insert>housing_is_safe</code>`

function field(): HTMLTextAreaElement {
  return document.querySelector("textarea")!
}

function answering(text: string) {
  return vi.fn(() => Promise.resolve({ ok: true, redirected: false, text: () => Promise.resolve(text) } as Response))
}

describe("writing a condition", () => {
  beforeEach(() => {
    vi.useFakeTimers()
    document.body.innerHTML = PAGE
  })

  it("shows what the condition means once the typing pauses", async () => {
    const ask = answering('<div id="meaning">住房安全</div>')
    helpWithConditions(document, ask as unknown as typeof fetch)
    field().dispatchEvent(new Event("input"))
    field().dispatchEvent(new Event("input"))
    expect(ask).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(PAUSE_MS)
    expect(ask).toHaveBeenCalledOnce()
    expect(document.getElementById("meaning")?.textContent).toBe("住房安全")
  })

  it("drops an answer to what is no longer typed", async () => {
    const ask = vi.fn(() => {
      field().value = "b"
      return Promise.resolve({ ok: true, redirected: false, text: () => Promise.resolve('<p id="meaning">old</p>') } as Response)
    })
    helpWithConditions(document, ask as unknown as typeof fetch)
    field().dispatchEvent(new Event("input"))
    await vi.advanceTimersByTimeAsync(PAUSE_MS)
    expect(document.getElementById("meaning")?.textContent).toBe("")
  })

  it("puts a word of the list where the cursor stands", () => {
    helpWithConditions(document, answering("") as unknown as typeof fetch)
    field().setSelectionRange(6, 6)
    document.querySelector<HTMLButtonElement>("button.insert")!.click()
    expect(field().value).toBe("a and housing_is_safe")
  })

  it("keeps words apart", () => {
    field().value = "ab"
    field().setSelectionRange(1, 1)
    insert(field(), "x")
    expect(field().value).toBe("a x b")
  })
})
