/**
 * Long work on a page keeps itself up to date: what is marked with `data-watch` is fetched again with the page
 * and replaced; when the page has nothing to watch any more, it is loaded anew. Without this script the page
 * has a link that does the same. Also here: a file dropped on a `.drop` lands in its field.
 */

export const EVERY_MS = 1500

export function followWork(page: Document, fetchPage: typeof fetch = fetch, reload = () => location.reload()): void {
  if (page.querySelector("[data-watch]")) setTimeout(() => void look(page, fetchPage, reload), EVERY_MS)
}

async function look(page: Document, fetchPage: typeof fetch, reload: () => void): Promise<void> {
  const answer = page.hidden ? null : await fetchPage(page.URL, { cache: "no-store" }).catch(() => null)
  if (answer?.redirected) return reload()
  if (answer?.ok) {
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
    const watched = [...page.querySelectorAll<HTMLElement>("[data-watch]")]
    if (watched.some((part) => !fresh.querySelector(`#${part.id}[data-watch]`))) return reload()
    for (const part of watched) {
      part.replaceChildren(...(fresh.getElementById(part.id)?.childNodes ?? []))
    }
  }
  followWork(page, fetchPage, reload)
}

export function takeDrops(page: Document): void {
  for (const place of page.querySelectorAll<HTMLElement>(".drop")) {
    const field = place.querySelector<HTMLInputElement>("input[type=file]")
    place.addEventListener("dragover", (event) => {
      event.preventDefault()
      place.dataset["over"] = ""
    })
    place.addEventListener("dragleave", () => delete place.dataset["over"])
    place.addEventListener("drop", (event) => {
      event.preventDefault()
      delete place.dataset["over"]
      const files = event.dataTransfer?.files
      if (field && files?.length) field.files = files
    })
  }
}
