// The phone's app. What it is made of: store (what lies on the phone), sync (how it travels), visit (what a visit is),
// shell (state and doing), screens and parts (what one sees), words (how it speaks).

import "../desk/tokens.css"
import "../desk/tiers.css"
import "vant/es/style/base.css"
import "vant/es/overlay/index.css"
import "vant/es/popup/index.css"
import "vant/es/picker/index.css"
import "./css/base.css"
import "./css/parts.css"
import "./css/frame.css"
import "./css/pieces.css"

import { createApp } from "vue"

import App from "./screens/App.vue"
import { vault } from "./shell/app"
import { start } from "./shell/doing"
import { router } from "./shell/routes"
import { wearTheme } from "./shell/taste"
import { keepApp } from "./shell/worker"
import { speak, type Language } from "./words/speak"

async function begin(): Promise<void> {
  try {
    const [language, theme] = await Promise.all([vault.db.value<Language>("language"), vault.db.value<string>("theme")])
    wearTheme(theme ?? "")
    await speak(language ?? "zh")
  } catch {
    // storage refused: the first screen says so, in Chinese
  }
  await start()
  createApp(App).use(router).mount("#app")
  await keepApp().catch(() => {}) // without it the app runs, but only with a network
}

void begin()
