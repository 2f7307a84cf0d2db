/**
 * The tree of areas: a branch folds out and in where it stands. Templates mark the table with `data-tree`, each
 * row with `data-path`, and the link of a row that has something below it with `data-fold`: the address of the
 * rows below. Without this script the same link opens the page with that branch unfolded.
 */

export function foldBranches(page: Document, fetchRows: typeof fetch = fetch): void {
  for (const table of page.querySelectorAll<HTMLElement>("[data-tree]")) {
    table.addEventListener("click", (event) => {
      const fold = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("[data-fold]") : null
      if (!fold || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      if (fold.getAttribute("aria-expanded") === "true") close(fold)
      else void open(fold, fetchRows)
    })
    table.addEventListener("keydown", (event) => {
      const row = event.target instanceof Element ? event.target.closest("tr") : null
      const fold = row?.querySelector<HTMLAnchorElement>("[data-fold]")
      if (!fold || (event.key !== "ArrowRight" && event.key !== "ArrowLeft" && event.key !== " ")) return
      const isOpen = fold.getAttribute("aria-expanded") === "true"
      if (event.key === " " ? event.target !== fold : isOpen === (event.key === "ArrowRight")) return
      event.preventDefault()
      fold.click()
    })
  }
}

async function open(fold: HTMLAnchorElement, fetchRows: typeof fetch): Promise<void> {
  const row = fold.closest("tr")
  if (!row || fold.hasAttribute("aria-busy")) return
  fold.setAttribute("aria-busy", "true")
  const answer = await fetchRows(fold.dataset["fold"]!, { headers: { "X-Fragment": "1" } }).catch(() => null)
  fold.removeAttribute("aria-busy")
  if (!answer?.ok || answer.redirected) {
    location.assign(fold.href)
    return
  }
  const fresh = document.createElement("template")
  fresh.innerHTML = `<table><tbody>${await answer.text()}</tbody></table>`
  row.after(...fresh.content.querySelectorAll("tr"))
  fold.setAttribute("aria-expanded", "true")
}

function close(fold: HTMLAnchorElement): void {
  const row = fold.closest("tr")
  const path = row?.dataset["path"] ?? ""
  for (let next = row?.nextElementSibling; next instanceof HTMLElement; ) {
    if (!next.dataset["path"]?.startsWith(path)) break
    const below = next
    next = next.nextElementSibling
    below.remove()
  }
  fold.setAttribute("aria-expanded", "false")
}
