// What lies before a cadre today: the trip in order, then what is due, with what this phone has already written down.

import type { Item } from "../store/outbox"
import { dayOf } from "../sync/clock"
import type { Duty, Home, Trip } from "../wire"

export type Stop = {
  key: string
  home: Home | null
  /** The place, for a duty to go to a village. */
  place: string
  duties: Duty[]
  arrives: number | string | null
  /** What was written down here for it, and has not come back from the office as a closed duty. */
  told: "visited" | "missed" | null
}

type Shelf = { homes: Map<string, Home>; duties: Duty[]; trips: Trip[]; ops: Item[]; today: string }

export function stopsToday(shelf: Shelf): Stop[] {
  const trip = shelf.trips.find((one) => one.day === shelf.today)
  const byId = new Map(shelf.duties.map((duty) => [duty.id, duty]))
  const planned = (trip?.stops ?? []).flatMap((stop): Stop[] => {
    const duties = stop.duties.flatMap((id) => byId.get(id) ?? [])
    const home = stop.household_id ? (shelf.homes.get(stop.household_id) ?? null) : null
    if (!home && !duties.length) return []
    return [stopOf(home, duties, stop.arrives, shelf)]
  })
  return planned
}

/** Visits that may be made today besides the trip: a home at a time, the nearest deadline first. */
export function stopsDue(shelf: Shelf): Stop[] {
  const inTrip = new Set(stopsToday(shelf).map((stop) => stop.key))
  const open = shelf.duties.filter((duty) => duty.opens_on <= shelf.today)
  return grouped(open, shelf).filter((stop) => !inTrip.has(stop.key))
}

/** What opens within so many days, at doors where nothing is open yet. */
export function stopsComing(shelf: Shelf, within: number): Stop[] {
  const shown = new Set([...stopsToday(shelf), ...stopsDue(shelf)].map((stop) => stop.key))
  const last = plus(shelf.today, within)
  const coming = shelf.duties.filter((duty) => duty.opens_on > shelf.today && duty.opens_on <= last)
  return grouped(coming, shelf).filter((stop) => !shown.has(stop.key))
}

function grouped(duties: Duty[], shelf: Shelf): Stop[] {
  const groups = new Map<string, Duty[]>()
  for (const duty of duties) {
    const key = duty.household_id ?? duty.id
    groups.set(key, [...(groups.get(key) ?? []), duty])
  }
  const stops = [...groups.values()].map((duties) => {
    const home = duties[0]!.household_id
    return stopOf(home ? (shelf.homes.get(home) ?? null) : null, duties, null, shelf)
  })
  return stops.filter((stop) => stop.home || !stop.duties[0]!.household_id).sort(byDeadline)
}

function stopOf(home: Home | null, duties: Duty[], arrives: number | string | null, shelf: Shelf): Stop {
  const duty = duties[0]
  const key = home?.id ?? duty!.id
  const place = duty ? duty.area.names.join(" · ") : ""
  return { key, home, place, duties, arrives, told: toldOf(home, duties, shelf) }
}

function toldOf(home: Home | null, duties: Duty[], { ops, today }: Shelf): Stop["told"] {
  const ids = new Set(duties.map((duty) => duty.id))
  for (const { op } of [...ops].reverse()) {
    if (op?.kind === "visit.record") {
      const told = JSON.parse(op.payload) as { duties?: string[]; household_id?: string | null; ended_at: string }
      const isHere = home !== null && told.household_id === home.id && dayOf(Date.parse(told.ended_at)) === today
      if (isHere || told.duties?.some((id) => ids.has(id))) return "visited"
    }
    if (op?.kind === "visit.missed" && ids.has((JSON.parse(op.payload) as { duty_id: string }).duty_id)) return "missed"
  }
  return null
}

const byDeadline = (a: Stop, b: Stop) => deadline(a).localeCompare(deadline(b)) || a.key.localeCompare(b.key)

export function deadline(stop: Stop): string {
  return stop.duties.map((duty) => duty.due_on).sort()[0] ?? ""
}

export function plus(day: string, days: number): string {
  return new Date(Date.parse(day + "T00:00:00Z") + days * 86_400_000).toISOString().slice(0, 10)
}
