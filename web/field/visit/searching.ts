// Finding one of one's homes: by the head's name, anybody living there, pinyin, initials, number or place.

import type { Home, Resident } from "../wire"

export function search(homes: readonly Home[], words: string): Home[] {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean)
  return homes.filter((home) => parts.every((part) => matches(home, part)))
}

function matches(home: Home, part: string): boolean {
  const pinyin = home.pinyin.toLowerCase()
  return (
    home.residents.some((one) => one.name.includes(part)) ||
    home.head.includes(part) ||
    pinyin.replace(/[\s']/g, "").startsWith(part) ||
    pinyin.split(/\s+/).some((syllable) => syllable.startsWith(part)) ||
    home.initials.toLowerCase().startsWith(part) ||
    home.number.toLowerCase().includes(part) ||
    [...home.area.names, home.area.group].some((name) => name.toLowerCase().includes(part))
  )
}

const WEIGHT = { priority: 0, watch: 1, unassessed: 2, fine: 3 } as const

/** Who lives there, as one greets them: the head, husband or wife, then the eldest first. */
export function headFirst(residents: readonly Resident[]): Resident[] {
  const rank = ({ relation }: Resident) => (relation === "head" ? 0 : relation === "spouse" ? 1 : 2)
  const born = (one: Resident) => one.birth_on ?? "9999"
  return [...residents].sort((a, b) => rank(a) - rank(b) || born(a).localeCompare(born(b)))
}

/** Those who need most first, then by place and name. */
export function inOrder(homes: readonly Home[]): Home[] {
  const place = (home: Home) => [...home.area.names, home.area.group].join("/")
  return [...homes].sort(
    (a, b) =>
      WEIGHT[a.tier] - WEIGHT[b.tier] || place(a).localeCompare(place(b)) || a.pinyin.localeCompare(b.pinyin),
  )
}
