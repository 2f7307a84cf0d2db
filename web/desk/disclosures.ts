/**
 * A masked number shown in its place. Without this script the same form opens a page with the number.
 * Templates mark the form with `data-disclosure`; the masked text is the `data-disclosed` before it.
 */

export function discloseInPlace(page: Document, send: typeof fetch = fetch): void {
  page.addEventListener("submit", (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-disclosure")) return
    event.preventDefault()
    const body = new FormData(form, event.submitter)
    void disclose(form, body, send)
  })
}

async function disclose(form: HTMLFormElement, body: FormData, send: typeof fetch): Promise<void> {
  const menu = form.closest("details")
  const place = menu?.parentElement?.querySelector("[data-disclosed]")
  const answer = await send(form.action, { method: "POST", body, headers: { "X-Fragment": "1" } }).catch(() => null)
  if (!answer?.ok || answer.redirected || !place || !menu) {
    form.removeAttribute("data-disclosure")
    form.requestSubmit(form.querySelector<HTMLButtonElement>(`[value="${String(body.get("purpose"))}"]`))
    return
  }
  place.innerHTML = await answer.text()
  place.setAttribute("role", "status")
  menu.remove()
}
