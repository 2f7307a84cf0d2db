// Days and times as people say them: 11月21日(周六), 3天后, 09:30.

import { language, t } from "./speak"

const WEEKDAYS = { zh: "日一二三四五六", en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] }
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
const DAY = 86_400_000

function parts(day: string): [number, number, number] {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number)
  return [year ?? 0, month ?? 1, date ?? 1]
}

/** `11月21日(周六)`, with the year when it is not that of `today`. */
export function dayWords(day: string, today = ""): string {
  const [year, month, date] = parts(day)
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay()
  const isOther = today !== "" && parts(today)[0] !== year
  if (language.value === "en") return `${WEEKDAYS.en[weekday]} ${date} ${MONTHS[month - 1]}${isOther ? ` ${year}` : ""}`
  return `${isOther ? `${year}年` : ""}${month}月${date}日(周${WEEKDAYS.zh[weekday]})`
}

/** `2025年3月`: how old a fact is needs no day. */
export function monthWords(day: string): string {
  const [year, month] = parts(day)
  return language.value === "en" ? `${MONTHS[month - 1]} ${year}` : `${year}年${month}月`
}

export function daysBetween(from: string, to: string): number {
  const at = (day: string) => Date.UTC(parts(day)[0], parts(day)[1] - 1, parts(day)[2])
  return Math.round((at(to) - at(from)) / DAY)
}

/** How near a deadline is, in words and in weight. */
export function dueWords(due: string, today: string): { words: string; weight: "plenty" | "soon" | "today" | "overdue" } {
  const left = daysBetween(today, due)
  if (left < 0) return { words: t("due.overdue", { n: -left }), weight: "overdue" }
  if (left === 0) return { words: t("due.today"), weight: "today" }
  return { words: t("due.in", { n: left, day: dayWords(due, today) }), weight: left <= 7 ? "soon" : "plenty" }
}

/** Minutes after midnight, or a text that already is a time. */
export function timeWords(time: number | string): string {
  if (typeof time === "string") return time.slice(0, 5)
  return `${String(Math.floor(time / 60)).padStart(2, "0")}:${String(Math.round(time % 60)).padStart(2, "0")}`
}

/** `21日 09:30` on this phone's clock. */
export function momentWords(ms: number): string {
  const at = new Date(ms)
  const two = (value: number) => String(value).padStart(2, "0")
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`
  if (language.value === "en") return `${at.getDate()} ${MONTHS[at.getMonth()]} ${time}`
  return `${at.getMonth() + 1}月${at.getDate()}日 ${time}`
}

export function ageWords(birth: string, today: string): string {
  const [year, month, date] = parts(birth)
  const [nowYear, nowMonth, nowDate] = parts(today)
  const had = nowMonth > month || (nowMonth === month && nowDate >= date)
  return t("age", { n: nowYear - year - (had ? 0 : 1) })
}
