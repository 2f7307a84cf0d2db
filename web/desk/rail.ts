// On a phone the rail and the tabs of a section are wider than the screen: where one is, is brought into view.

export function showSection(root: ParentNode) {
  for (const strip of root.querySelectorAll<HTMLElement>(".rail, .tabs")) {
    const current = strip.querySelector<HTMLElement>("[aria-current]")
    if (!current || strip.scrollWidth <= strip.clientWidth) continue
    const left = current.getBoundingClientRect().left - strip.getBoundingClientRect().left + strip.scrollLeft
    strip.scrollLeft = left - (strip.clientWidth - current.offsetWidth) / 2
  }
}
