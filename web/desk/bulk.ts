/**
 * Picking rows of a list: a click on the box, shift and a click for all rows between, x for the row in focus, one
 * box for the whole page. The form `data-bulk` sends what is picked; without this script it does so as well.
 */

export function pickRows(page: Document): void {
  const form = page.querySelector<HTMLFormElement>("form[data-bulk]")
  if (!form) return
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[name=pick]")]
  const all = form.querySelector<HTMLInputElement>("[data-bulk-page]")
  const whole = form.querySelector<HTMLInputElement>("[data-bulk-whole]")
  const count = form.querySelector<HTMLElement>("[data-bulk-count]")
  const before = count?.textContent ?? ""
  let last = -1
  if (all) all.hidden = false

  const show = (): void => {
    const picked = boxes.filter((box) => box.checked).length
    if (all) {
      all.checked = picked > 0 && picked === boxes.length
      all.indeterminate = picked > 0 && picked < boxes.length
    }
    if (count) count.textContent = picked ? (count.dataset["words"] ?? "#").replace("#", String(picked)) : before
    form.toggleAttribute("data-picked", picked > 0 || Boolean(whole?.checked))
  }
  const pick = (at: number, isPicked: boolean, isRange: boolean): void => {
    const [from, to] = isRange && last >= 0 ? [Math.min(last, at), Math.max(last, at)] : [at, at]
    for (const box of boxes.slice(from, to + 1)) box.checked = isPicked
    last = at
    show()
  }

  form.addEventListener("click", (event) => {
    const at = boxes.findIndex((box) => box === event.target)
    if (at >= 0) pick(at, boxes[at]!.checked, event.shiftKey)
  })
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes) box.checked = Boolean(all?.checked)
    if (event.target === all || event.target === whole) show()
  })
  page.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const row = page.activeElement instanceof HTMLElement ? page.activeElement.closest("tr") : null
    const at = boxes.findIndex((box) => row?.contains(box))
    if (at < 0 || (page.activeElement as HTMLElement).matches("input:not([name=pick]), textarea, select")) return
    pick(at, event.shiftKey ? true : !boxes[at]!.checked, event.shiftKey)
    event.preventDefault()
  })
  show()
}
