// The words on the screen: Chinese in the first bundle, English fetched when somebody wants it.

import { computed, reactive } from "vue"

import type { Choice, Two } from "../wire"
import { zh } from "./zh"

export type Key = keyof typeof zh
export type Language = "zh" | "en"
type Values = Record<string, string | number>

const spoken = reactive({ language: "zh" as Language, words: zh as Record<Key, string> })

export const language = computed(() => spoken.language)

export async function speak(wanted: Language): Promise<void> {
  spoken.words = wanted === "en" ? (await import("./en")).en : zh
  spoken.language = wanted
  document.documentElement.lang = wanted === "en" ? "en" : "zh-Hans"
}

/** The words of a key, with `{name}` filled in. */
export function t(key: Key, values: Values = {}): string {
  return fill(spoken.words[key], values)
}

export function fill(words: string, values: Values): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""))
}

/** What the office sent in both languages, in the one spoken here. */
export function both(two: Two | string | null | undefined): string {
  if (!two) return ""
  return typeof two === "string" ? two : two[spoken.language] || two.zh
}

/** The word of a code in a list of choices; the code itself when the list does not have it. */
export function wordOf(choices: Choice[] | undefined, code: string): string {
  return both(choices?.find((one) => one.code === code)) || code
}
