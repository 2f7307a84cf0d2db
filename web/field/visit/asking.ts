// Which questions of the form are asked at this door: those the office wants from this home (missing, stale, or able
// to change the class), as long as the form's conditions do not rule them out. What is not known rules nothing out.

import { truth, WrongKind, type Look } from "../criteria/evaluate"
import type { Form, FormQuestion, Home, Question, Tree } from "../wire"
import { valueOf } from "./values"

export type Given = { value: string; source: string }
export type Answers = Record<string, Given>
export type Asked = {
  /** `indicator` or `indicator@resident`: where the answer lies. */
  key: string
  question: FormQuestion
  resident_id: string | null
  why: Question["why"]
  old: string | null
  observed_on: string | null
}
export type AskedSection = { id: string; title: { zh: string; en: string }; asked: Asked[] }

export function keyOf(indicator: string, resident_id: string | null): string {
  return resident_id ? `${indicator}@${resident_id}` : indicator
}

export function questionsFor(form: Form, home: Home, answers: Answers): AskedSection[] {
  const look = lookIn(home, answers, form)
  const wanted = [...home.questions].sort((a, b) => URGENCY.indexOf(a.why) - URGENCY.indexOf(b.why))
  return form.sections.flatMap((section) => {
    if (!mayApply(section.when, look)) return []
    const asked = section.questions.flatMap((question) => {
      if (!mayApply(question.when, look)) return []
      const here = wanted.filter((one) => one.indicator === question.indicator)
      return here.map((one): Asked => {
        const { resident_id, why, value: old, observed_on } = one
        return { key: keyOf(one.indicator, resident_id), question, resident_id, why, old, observed_on }
      })
    })
    return asked.length ? [{ id: section.id, title: section.title, asked }] : []
  })
}

const URGENCY: Question["why"][] = ["decides", "missing", "stale"]

/** A condition rules a question out only when it is surely false; one this app cannot judge rules nothing out. */
function mayApply(when: Tree | null, look: Look): boolean {
  if (when === null) return true
  try {
    return truth(when, look) !== false
  } catch (error) {
    if (error instanceof WrongKind) return true
    throw error
  }
}

/** What conditions may ask of this home, its own facts and not its residents': today's answers, then the register. */
function lookIn(home: Home, answers: Answers, form: Form): Look {
  const questions = form.sections.flatMap((section) => section.questions)
  const types = new Map(questions.map((one) => [one.indicator, one.type]))
  const facts = new Map(home.facts.filter((one) => !one.resident_id).map((one) => [one.indicator, one.value]))
  return (name) => {
    const text = answers[name]?.value ?? facts.get(name)
    return text === undefined ? null : valueOf(text, types.get(name))
  }
}
