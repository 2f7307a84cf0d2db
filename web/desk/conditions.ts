/**
 * Writing the condition of a rule: the sentence it means follows as one types, and a click on a word of the
 * list puts it where the cursor stands. Without this script a button of the form shows the sentence, and the
 * words of the list are there to read.
 *
 *   <form data-condition="address that answers with #meaning"> … <textarea name="when"> … <… id="meaning">
 *   <code data-insert>income_per_head</code>
 */

export const PAUSE_MS = 400

export function helpWithConditions(page: Document, ask: typeof fetch = fetch): void {
  const form = page.querySelector<HTMLFormElement>("form[data-condition]")
  const field = form?.querySelector<HTMLTextAreaElement>("textarea[name=when]")
  if (!form || !field) return
  let waiting: ReturnType<typeof setTimeout> | undefined
  field.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void showMeaning(page, form, field, ask), PAUSE_MS)
  })
  for (const word of page.querySelectorAll<HTMLElement>("code[data-insert]")) {
    const button = page.createElement("button")
    button.type = "button"
    button.className = "insert"
    button.textContent = word.textContent
    button.addEventListener("click", () => insert(field, word.textContent ?? ""))
    word.replaceWith(button)
  }
}

/** Puts a word where the cursor stands, with a blank on each side that needs one. */
export function insert(field: HTMLTextAreaElement, word: string): void {
  const before = field.value.slice(0, field.selectionStart)
  const after = field.value.slice(field.selectionEnd)
  const text = (/[\w.]$/.test(before) ? " " : "") + word + (/^[\w.]/.test(after) ? " " : "")
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end")
  field.focus()
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

async function showMeaning(
  page: Document,
  form: HTMLFormElement,
  field: HTMLTextAreaElement,
  ask: typeof fetch,
): Promise<void> {
  const typed = field.value
  const token = form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? ""
  const body = new URLSearchParams({ when: typed, csrfmiddlewaretoken: token })
  const answer = await ask(form.dataset["condition"] ?? "", { method: "POST", body }).catch(() => null)
  if (!answer?.ok || answer.redirected || field.value !== typed) return
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("meaning")
  if (fresh) page.getElementById("meaning")?.replaceWith(fresh)
}
