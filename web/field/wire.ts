// The shapes that travel between phone and server (docs/guides/phone.md and the server's `lianxin.field`).
// Everything here is plain data; names are those of the wire.

export type Two = { zh: string; en: string }
export type Choice = Two & { code: string }
export type Tier = "priority" | "watch" | "fine" | "unassessed"
export type Plain = boolean | number | string

export type Kind =
  | "visit.record"
  | "visit.missed"
  | "visit.add"
  | "item.urgent"
  | "family.propose"
  | "card.leave"
  | "feedback.send"
  | "item.sealed"

/** What a phone tells. `payload` is JSON as text: its bytes are what `payload_sha256` was taken of. */
export type Op = {
  op_id: string
  device_id: string
  device_seq: number
  epoch: string
  household_id: string | null
  kind: Kind
  form_version: string | null
  parent_op_ids: string[]
  client_time: string
  monotonic_ms: number
  last_server_time: string | null
  payload: string
  payload_sha256: string
  attachments: { sha256: string; size: number; mime: string }[]
}

export type Verdict = "accepted" | "duplicate" | "held" | "quarantined" | "rejected"
export type Answer = {
  op_id: string
  answer: Verdict
  first?: Verdict | null
  code?: string
  /** It came in under an earlier phone of the same person, as that one's number so-and-so. */
  device_id?: string
  device_seq?: number
  message?: string
  message_en?: string
}
export type Receipt = { count: number; hash: string }

export type Settings = {
  lock_minutes: number
  lock_tries: number
  contact_days: number
  photos: boolean
  gps: boolean
  photo_px: number
  photos_most?: number
  keep_days_min: number
  keep_days_max: number
  urgent_numbers: { title_zh: string; title_en: string; number: string }[]
  town_phone: string
  /** By which the server knows that this phone sealed something; older servers gave none. */
  proof_key?: string
}
export type Staff = { id: string; name: string; number: string; title: string }

export type Enrolled = {
  device_id: string
  token: string
  staff: Staff
  epoch: string
  seal_key: JsonWebKey
  server_time_ms: number
  settings: Settings
}
export type Pushed = {
  epoch: string
  server_time_ms: number
  answers: Answer[]
  receipt: Receipt
  revoked: boolean
}
export type Pulled = {
  epoch: string
  rows: { key: string; kind: string; hash: string; row: unknown }[]
  gone: string[]
  leave: string[]
  /** Everything up to this number of this phone lies in a checked backup; phones count from 1. */
  backed_up_seq: number
  /** The same as runs of numbers, first and last, for this phone and for the former ones it asked about. */
  backed_up?: Record<string, [number, number][]>
  receipt: Receipt
  server_time_ms: number
  settings: Settings
  revoked: boolean
  latest_app: string
}

export type Resident = {
  id: string
  name: string
  relation: string
  sex: string
  birth_on: string | null
  state: string
}
export type Fact = {
  indicator: string
  resident_id: string | null
  value: string
  observed_on: string
  source: string
  stale: boolean
}
export type Question = {
  indicator: string
  resident_id: string | null
  why: "decides" | "missing" | "stale"
  value: string | null
  observed_on: string | null
}
export type OpenItem = { id: string; kind: ItemKind; category: string; text: string; raised_on: string; state: string }
export type Home = {
  id: string
  number: string
  head: string
  pinyin: string
  initials: string
  area: { id: string; names: string[]; group: string }
  lon: number | null
  lat: number | null
  tier: Tier
  tier_since: string | null
  reasons: Two[]
  keeper: { id: string; name: string } | null
  mine: boolean
  phone: string
  residents: Resident[]
  facts: Fact[]
  questions: Question[]
  open_items: OpenItem[]
  promises: { id?: string; text?: string; due_on?: string }[]
  visits: { on: string; by: string; nothing_raised: boolean; items: number }[]
  card: { left_on: string | null }
}
export type Duty = {
  id: string
  household_id: string | null
  area: { id: string; names: string[] }
  reason: string
  sentence: Two
  opens_on: string
  due_on: string
  planned_on: string | null
  minutes: number
  companion: string | null
}
export type Trip = {
  day: string
  leaves: number | string
  back: number | string
  km: number
  stops: {
    household_id: string | null
    area_id: string | null
    duties: string[]
    arrives: number | string
    leaves: number | string
    km: number
  }[]
}
export type ItemKind = "need" | "advice" | "effect"
export type ItemRow = {
  id: string
  household_id: string
  kind: string
  category: string
  text: string
  raised_on: string
  state: string
  words: Two
}
/** What one said of the system, and what the office answered; the latest answer counts. */
export type FeedbackRow = {
  id: string
  op_id: string
  about: string
  text: string
  sent_on: string
  replies: { became: string; words: Two; text: string; on: string }[]
}
export type Me = { staff: Staff; posts: { title: string; area: string }[]; today: string; homes: number; village: boolean }

export type Tree = readonly unknown[] | Plain
export type FormQuestion = {
  id: string
  indicator: string
  about: "household" | "resident"
  type: "bool" | "choice" | "money" | "number" | "date" | "text"
  unit: string
  title: Two
  choices: Choice[]
  minimum: number | null
  maximum: number | null
  when: Tree | null
  hint: Two | string | null
}
export type Category = { code: string; title: Two; units: string[]; examples: (Two | string)[] }
export type Form = {
  version: string
  effective_on: string
  minutes: number
  fields: number
  sections: { id: string; title: Two; when: Tree | null; questions: FormQuestion[] }[]
  needs: { categories: Category[] }
  advice: { categories: Category[] }
  effects: { answers: Category[] }
}
/** `cannot`, `relations`, `places`, `met_other`, `family_changes` …: the choices of short lists. */
export type Words = Record<string, Choice[]>
