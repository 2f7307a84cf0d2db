/**
 * The search box while somebody types: the best hits below it, asked for by POST (what is typed never stands in
 * an address). ↓ and ↑ walk them, Enter opens one, Enter in the box goes to all results, Esc closes. Without
 * this script the box is a plain form.
 */

export const WAIT_MS = 180

export function findWhileTyping(page: Document, send: typeof fetch = fetch): void {
  const form = page.querySelector<HTMLFormElement>("form.finder")
  const field = form?.querySelector<HTMLInputElement>("[data-search]")
  const sheet = form?.querySelector<HTMLElement>("[data-glance]")
  if (!form || !field || !sheet) return
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const close = (): void => {
    asked++
    sheet.hidden = true
  }
  const ask = async (): Promise<void> => {
    const mine = ++asked
    const body = new FormData(form)
    const answer = await send(form.action, { method: "POST", body, headers: { "X-Fragment": "1" } }).catch(() => null)
    if (mine !== asked || !answer?.ok || answer.redirected) return
    sheet.innerHTML = await answer.text()
    sheet.hidden = sheet.childElementCount === 0
  }

  field.addEventListener("input", (event) => {
    clearTimeout(timer)
    if (event instanceof InputEvent && event.isComposing) return
    if (!field.value.trim()) return close()
    timer = setTimeout(() => void ask(), WAIT_MS)
  })
  field.addEventListener("compositionend", () => field.dispatchEvent(new Event("input")))
  form.addEventListener("submit", () => clearTimeout(timer))
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    if (event.key === "Escape" && !sheet.hidden) {
      close()
      field.focus()
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !sheet.hidden) {
      step(page, field, sheet, event.key === "ArrowDown" ? 1 : -1)
    } else return
    event.preventDefault()
    event.stopPropagation()
  })
  form.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) close()
  })
}

/** Moves the focus among the hits; above the first one lies the box itself. */
function step(page: Document, field: HTMLElement, sheet: HTMLElement, by: 1 | -1): void {
  const hits = [...sheet.querySelectorAll<HTMLElement>("[data-hit]")]
  const here = hits.findIndex((hit) => hit === page.activeElement)
  const next = Math.min(here + by, hits.length - 1)
  ;(next < 0 ? field : hits[next])?.focus()
}
