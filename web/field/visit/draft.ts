// A visit while it is being written, and what it becomes. Pure: the screens change it, the vault keeps it.

import { newId } from "../store/ids"
import type { Form, Home, ItemKind } from "../wire"
import { questionsFor, type Answers } from "./asking"

export type DraftItem = {
  item_id: string
  kind: ItemKind
  category: string
  text: string
  quantity: number | null
  unit: string | null
  for_resident: string | null
  wanted_by: string | null
  urgent: boolean
  settled: { how: string } | null
  about_item: string | null
  worked: "yes" | "partly" | "no" | null
}
export type Draft = {
  visit_id: string
  household_id: string | null
  area_id: string | null
  /** Whom or what it is about, for lists of drafts. */
  title: string
  started_at: string
  met: string[]
  met_other: string | null
  place: "home" | "elsewhere" | "phone"
  answers: Answers
  items: DraftItem[]
  nothing_raised: boolean
  note: string
  duties: string[]
  seconds: number
  step: number
  form_version: string | null
}
export type Blocker = "who" | "nothing-or-items" | "item-words" | "item-settled" | "effect-answer"

export function newDraft(about: Pick<Draft, "household_id" | "area_id" | "title" | "duties">, now: number): Draft {
  return {
    ...about,
    visit_id: newId(now),
    started_at: new Date(now).toISOString(),
    met: [],
    met_other: null,
    place: "home",
    answers: {},
    items: [],
    nothing_raised: false,
    note: "",
    seconds: 0,
    step: 0,
    form_version: null,
  }
}

export function newItem(kind: ItemKind, category: string): DraftItem {
  return {
    item_id: newId(),
    kind,
    category,
    text: "",
    quantity: null,
    unit: null,
    for_resident: null,
    wanted_by: null,
    urgent: false,
    settled: null,
    about_item: null,
    worked: null,
  }
}

/** Why this visit cannot be closed yet; empty when it can. */
export function blockers(draft: Draft): Blocker[] {
  const found: Blocker[] = []
  if (draft.household_id && !draft.met.length && !draft.met_other) found.push("who")
  if (draft.items.length > 0 === draft.nothing_raised) found.push("nothing-or-items")
  if (draft.items.some((item) => item.kind !== "effect" && !item.text.trim())) found.push("item-words")
  if (draft.items.some((item) => item.settled && !item.settled.how.trim())) found.push("item-settled")
  if (draft.items.some((item) => item.kind === "effect" && !item.worked)) found.push("effect-answer")
  return found
}

/** Put an item in its place or add it. With an item, "nothing raised" is no longer true. */
export function withItem(draft: Draft, item: DraftItem): Draft {
  const others = draft.items.filter((one) => one.item_id !== item.item_id)
  const at = draft.items.findIndex((one) => one.item_id === item.item_id)
  const items = at < 0 ? [...others, item] : draft.items.map((one) => (one.item_id === item.item_id ? item : one))
  return { ...draft, items, nothing_raised: false }
}

/** 问效 is answered by tapping; tapping the same answer again takes it back. */
export function withEffect(draft: Draft, about: { id: string; category: string }, worked: DraftItem["worked"]): Draft {
  const before = draft.items.find((item) => item.kind === "effect" && item.about_item === about.id)
  if (before?.worked === worked) return { ...draft, items: draft.items.filter((item) => item !== before) }
  const item = before ?? { ...newItem("effect", about.category), about_item: about.id }
  return withItem(draft, { ...item, worked })
}

/** The payload of `visit.record`. Only questions still asked are told: what a condition has ruled out is left out. */
export function payloadOf(draft: Draft, home: Home | null, form: Form | null, now: number) {
  const asked = home && form ? questionsFor(form, home, draft.answers).flatMap((section) => section.asked) : []
  const answers = asked.flatMap((one) => {
    const given = draft.answers[one.key]
    if (!given) return []
    const { indicator } = one.question
    return [{ indicator, resident_id: one.resident_id, value: given.value, old: one.old, source: given.source }]
  })
  const items = draft.items.map((item) => ({ ...item, text: item.text.trim() }))
  const { visit_id, household_id, area_id, started_at, met, met_other, place, nothing_raised, duties } = draft
  return {
    visit_id,
    household_id,
    area_id,
    started_at,
    ended_at: new Date(Math.max(now, Date.parse(started_at))).toISOString(),
    met,
    met_other,
    place,
    answers,
    items,
    nothing_raised,
    note: draft.note.trim(),
    duties,
    filling_seconds: Math.round(draft.seconds),
    fields: answers.length + items.length + (draft.note.trim() ? 1 : 0),
  }
}

export const IDLE_S = 60

/** Time spent writing: pauses longer than a minute are talk, not filling in. */
export function withTime(draft: Draft, sinceLastTouch: number): Draft {
  return { ...draft, seconds: draft.seconds + (sinceLastTouch > IDLE_S ? 0 : Math.max(0, sinceLastTouch)) }
}
