/**
 * The desk by keyboard. Templates mark what takes part:
 * the search box carries `data-search`, the link of each list row carries `data-row`.
 *
 *   /       go to the search box          Esc   leave it
 *   j  k    next and previous row         Enter open the row (the browser's own doing: the link has the focus)
 */

export function listenForKeys(page: Document): void {
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (answer(page, event)) event.preventDefault()
  })
}

/** Does what the key asks for; false when the key is not ours and the browser should have it. */
function answer(page: Document, event: KeyboardEvent): boolean {
  const search = page.querySelector<HTMLInputElement>("[data-search]")
  if (event.key === "Escape" && search && page.activeElement === search) {
    search.blur()
    return true
  }
  if (isTyping(event.target)) return false
  switch (event.key) {
    case "/":
      search?.focus()
      search?.select()
      return search !== null
    case "j":
      return step(page, 1)
    case "k":
      return step(page, -1)
    default:
      return false
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
}

/** Moves the focus by one row and stops at both ends; the first step enters the list at its top. */
function step(page: Document, by: 1 | -1): boolean {
  const rows = [...page.querySelectorAll<HTMLElement>("[data-row]")]
  const here = rows.findIndex((row) => row === page.activeElement)
  const next = rows[here === -1 ? 0 : Math.min(Math.max(here + by, 0), rows.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: "nearest" })
  return next !== undefined
}
