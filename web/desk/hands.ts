/**
 * Households dragged from one cadre to another on the board of pairing. While one is held, each cadre says what he
 * would cost; dropping asks before anything changes. The link of each household leads to the same choice by keyboard
 * and without this script.
 */

interface Cost {
  words: string
  barred: boolean
  full: boolean
}

export function dragHouseholds(page: Document, send: typeof fetch = fetch): void {
  const board = page.querySelector<HTMLElement>("[data-hands]")
  const form = board?.querySelector<HTMLFormElement>("[data-hands-confirm]")
  if (!board || !form) return
  const cadres = [...board.querySelectorAll<HTMLElement>("[data-cadre]")]
  const known = new Map<string, Promise<Record<string, Cost>>>()
  let held: HTMLElement | null = null

  const costs = (home: HTMLElement): Promise<Record<string, Cost>> => {
    const address = `${home.dataset["costs"]}?staff=${cadres.map((one) => one.dataset["cadre"]).join(",")}`
    const found = known.get(address) ?? ask(send, address)
    known.set(address, found)
    found.catch(() => known.delete(address))
    return found
  }
  const show = (found: Record<string, Cost>): void => {
    for (const cadre of cadres) {
      const cost = found[cadre.dataset["cadre"] ?? ""]
      const words = cadre.querySelector<HTMLElement>("[data-cost]")!
      words.hidden = !cost
      words.textContent = cost?.words ?? ""
      cadre.toggleAttribute("data-barred", Boolean(cost?.barred))
    }
  }
  const forget = (): void => {
    held?.removeAttribute("data-held")
    held = null
    show({})
    for (const cadre of cadres) cadre.removeAttribute("data-over")
  }
  const confirm = (home: HTMLElement, cadre: HTMLElement, cost: Cost): void => {
    form.action = home.dataset["choose"] ?? ""
    form.querySelector<HTMLInputElement>("[name=staff]")!.value = cadre.dataset["cadre"] ?? ""
    form.querySelector("[data-hands-change]")!.textContent = `${name(home)} → ${cadre.dataset["name"] ?? ""}`
    form.querySelector("[data-hands-cost]")!.textContent = cost.words
    const note = form.querySelector<HTMLElement>("[data-hands-note]")!
    note.hidden = !cost.full
    note.querySelector("input")!.required = cost.full
    form.hidden = false
    ;(cost.full ? note.querySelector("input") : form.querySelector<HTMLElement>("button"))?.focus()
  }
  const say = (what: "failed" | "barred"): void => {
    const said = board.querySelector<HTMLElement>("[data-hands-said]")!
    said.textContent = said.dataset[what] ?? ""
    said.classList.remove("hidden")
  }

  for (const hint of board.querySelectorAll<HTMLElement>("[data-hands-hint]")) hint.hidden = false
  for (const home of board.querySelectorAll<HTMLElement>("[data-household]")) home.draggable = true
  form.querySelector("[data-hands-cancel]")?.addEventListener("click", () => (form.hidden = true))
  board.addEventListener("dragstart", (event) => {
    const home = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-household]") : null
    if (!home) return
    held = home
    home.setAttribute("data-held", "")
    event.dataTransfer?.setData("text/plain", name(home))
    void costs(home).then(
      (found) => held === home && show(found),
      () => say("failed"),
    )
  })
  board.addEventListener("dragend", forget)
  board.addEventListener("dragover", (event) => {
    const over = under(event)
    for (const cadre of cadres) cadre.toggleAttribute("data-over", cadre === over)
    if (held && over && !over.contains(held)) event.preventDefault()
  })
  board.addEventListener("drop", (event) => {
    const [home, cadre] = [held, under(event)]
    if (!home || !cadre || cadre.contains(home)) return
    event.preventDefault()
    void costs(home).then(
      (found) => {
        const cost = found[cadre.dataset["cadre"] ?? ""]
        if (cost && !cost.barred) confirm(home, cadre, cost)
        else say(cost ? "barred" : "failed")
      },
      () => say("failed"),
    )
  })
}

async function ask(send: typeof fetch, address: string): Promise<Record<string, Cost>> {
  const answer = await send(address, { headers: { "X-Fragment": "1" } })
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
  return (await answer.json()) as Record<string, Cost>
}

function under(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>("[data-cadre]") : null
}

function name(home: HTMLElement): string {
  return home.querySelector("[data-head]")?.textContent ?? home.dataset["household"] ?? ""
}
