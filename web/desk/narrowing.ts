/**
 * Find as you type in a list of links: a field with `data-narrow` (hidden until this script runs) leaves those
 * links of its sheet whose words or `data-spelled` (pinyin, initials) hold what was typed. Enter opens the first;
 * nothing typed here leaves the page. `data-narrowed` is said when none is left.
 */

export function narrowLists(page: Document): void {
  for (const field of page.querySelectorAll<HTMLInputElement>("input[data-narrow]")) {
    const sheet = field.closest<HTMLElement>(".sheet")
    if (!sheet) continue
    field.hidden = false
    field.addEventListener("input", () => narrow(sheet, field.value))
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return
      event.preventDefault()
      links(sheet).find((link) => !link.hidden)?.click()
    })
    sheet.closest("details")?.addEventListener("toggle", (event) => {
      if (event.currentTarget instanceof HTMLDetailsElement && event.currentTarget.open) field.focus()
    })
  }
}

function narrow(sheet: HTMLElement, typed: string): void {
  const wanted = typed.normalize("NFKC").replace(/\s/g, "").toLowerCase()
  for (const link of links(sheet)) {
    const words = `${link.textContent} ${link.dataset["spelled"] ?? ""}`.toLowerCase()
    link.hidden = !words.includes(wanted)
  }
  const none = sheet.querySelector<HTMLElement>("[data-narrowed]")
  if (none) none.hidden = links(sheet).some((link) => !link.hidden)
}

function links(sheet: HTMLElement): HTMLAnchorElement[] {
  return [...sheet.querySelectorAll<HTMLAnchorElement>(".areas a")]
}
