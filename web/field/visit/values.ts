// Facts as text, in the register's one spelling per value (lianxin/registry/values.py): 3100, 0.5, true, chronic.

import type { FormQuestion } from "../wire"

export type Fault = "not-a-number" | "too-small" | "too-large" | "not-a-choice" | "not-a-date"

/** The canonical text of what was typed or chosen, or what is wrong with it. */
export function canonical(typed: string, question: FormQuestion): { text: string } | { fault: Fault } {
  const text = plain(typed).trim()
  switch (question.type) {
    case "bool":
      return text === "true" || text === "false" ? { text } : { fault: "not-a-choice" }
    case "choice":
      return question.choices.some((choice) => choice.code === text) ? { text } : { fault: "not-a-choice" }
    case "date":
      return isDay(text) ? { text } : { fault: "not-a-date" }
    case "text":
      return { text }
  }
  if (!/^-?\d+(\.\d+)?$/.test(text.replace(/,/g, ""))) return { fault: "not-a-number" }
  const number = Math.round(Number(text.replace(/,/g, "")) * 100) / 100
  if (question.minimum !== null && number < question.minimum) return { fault: "too-small" }
  if (question.maximum !== null && number > question.maximum) return { fault: "too-large" }
  return Math.abs(number) < 1e15 ? { text: String(number) } : { fault: "too-large" }
}

/** Full-width digits and signs, as Chinese keyboards and voice input give them, in their plain form. */
function plain(typed: string): string {
  const narrow = typed.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
  return narrow.replace(/[。．]/g, ".").replace(/\s+/g, "")
}

export function isDay(text: string): boolean {
  const date = new Date(text + "T00:00:00Z")
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** What a condition sees of a canonical text. */
export function valueOf(text: string, type?: FormQuestion["type"]): boolean | number | string {
  if (type === "bool" || (!type && (text === "true" || text === "false"))) return text === "true"
  if (type === "money" || type === "number" || (!type && /^-?\d+(\.\d+)?$/.test(text))) return Number(text)
  return text
}

/** A value as a person reads it: `3,100 元/年`, `是`, `大病`. */
export function shown(text: string, question: FormQuestion | undefined, language: "zh" | "en"): string {
  if (text === "true") return language === "zh" ? "是" : "yes"
  if (text === "false") return language === "zh" ? "否" : "no"
  const choice = question?.choices.find((one) => one.code === text)
  if (choice) return choice[language]
  if (/^-?\d+(\.\d+)?$/.test(text)) return `${grouped(text)} ${question?.unit ?? ""}`.trim()
  return text
}

function grouped(text: string): string {
  const [whole, part] = text.split(".")
  return whole!.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : "")
}
