// On a phone the rail lies on its side and is wider than the screen: the section one is in is brought into view.

export function showSection(root: ParentNode) {
  const current = root.querySelector<HTMLElement>(".rail [aria-current]")
  const strip = current?.closest<HTMLElement>(".rail")
  if (!current || !strip || strip.scrollWidth <= strip.clientWidth) return
  strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2
}
