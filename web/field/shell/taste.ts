// How the app looks and speaks: kept in the open, through a wipe, because it says nothing about anybody.

import { speak, type Language } from "../words/speak"
import { vault } from "./app"

export type Theme = "" | "light" | "dark"

export function wearTheme(theme: string): void {
  if (theme) document.documentElement.dataset["theme"] = theme
  else delete document.documentElement.dataset["theme"]
}

export async function chooseTheme(theme: Theme): Promise<void> {
  wearTheme(theme)
  await vault.db.keep("theme", theme)
}

export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language)
  await vault.db.keep("language", language)
}
