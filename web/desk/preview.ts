/**
 * A row at a glance beside its list. `data-preview` on the link of a row holds the address of a fragment, the
 * panel is `data-glance-panel`. Space or → opens it for the row in focus (or the first), j and k then walk on
 * and the panel follows, ← or Esc closes it. On narrow screens, and without this script, a row is only a link.
 */

export const WAIT_MS = 120

export function previewRows(page: Document, send: typeof fetch = fetch, isWide = wide): void {
  const panel = page.querySelector<HTMLElement>("[data-glance-panel]")
  if (!panel) return
  const frame = panel.parentElement!
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const show = async (row: HTMLElement): Promise<void> => {
    const mine = ++asked
    const address = row.dataset["preview"]
    if (!address) return
    const answer = await send(address, { headers: { "X-Fragment": "1" } }).catch(() => null)
    if (mine !== asked || panel.hidden) return
    if (!answer?.ok || answer.redirected) return close()
    panel.innerHTML = await answer.text()
    panel.scrollTop = 0
  }
  const close = (): void => {
    asked++
    clearTimeout(timer)
    panel.hidden = true
    panel.replaceChildren()
    frame.removeAttribute("data-glancing")
  }
  const open = (row: HTMLElement): void => {
    panel.hidden = false
    frame.setAttribute("data-glancing", "")
    row.focus()
    void show(row)
  }

  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return
    const at = event.target
    if (at instanceof HTMLElement && at.closest("input, textarea, select, button, summary, [contenteditable]")) return
    if (at instanceof HTMLElement && panel.contains(at) && event.key !== "Escape") return
    if ((event.key === " " || event.key === "ArrowRight") && panel.hidden && isWide()) {
      const row = inFocus(page) ?? page.querySelector<HTMLElement>("[data-preview]")
      if (!row) return
      open(row)
    } else if ((event.key === "Escape" || event.key === "ArrowLeft" || event.key === " ") && !panel.hidden) {
      close()
    } else return
    event.preventDefault()
  })
  page.addEventListener("focusin", () => {
    const row = inFocus(page)
    if (!row || panel.hidden) return
    clearTimeout(timer)
    timer = setTimeout(() => void show(row), WAIT_MS)
  })
}

function inFocus(page: Document): HTMLElement | null {
  return page.activeElement instanceof HTMLElement && page.activeElement.dataset["preview"] ? page.activeElement : null
}

function wide(): boolean {
  return window.matchMedia("(min-width: 1300px)").matches
}
