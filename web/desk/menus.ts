/**
 * Menus are `<details class="menu">` and work by themselves. This makes them behave as people expect:
 * a click elsewhere or Esc closes the open one, and opening one closes the others.
 */

export function tameMenus(page: Document): void {
  page.addEventListener("click", (event) => {
    for (const menu of openMenus(page)) {
      if (!(event.target instanceof Node && menu.contains(event.target))) menu.open = false
    }
  })
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    for (const menu of openMenus(page)) {
      menu.open = false
      menu.querySelector("summary")?.focus()
    }
  })
}

function openMenus(page: Document): HTMLDetailsElement[] {
  return [...page.querySelectorAll<HTMLDetailsElement>("details.menu[open]")]
}
