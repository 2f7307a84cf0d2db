import vue from "@vitejs/plugin-vue"
import { defineConfig } from "vitest/config"

// The desk's bundle lands where Django serves static files from. Addresses inside it are relative,
// so the server may move /static/ without a new build. The phone's
// bundle has its own configuration beside this one; the tests of both run here.
export default defineConfig({
  plugins: [vue()],
  base: "./",
  build: {
    manifest: "manifest.json",
    outDir: "../lianxin/desk/static/desk",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: ["desk/main.ts", "desk/charts/charts.ts"] },
  },
  // a busy machine takes seconds over what a phone seals in milliseconds
  test: { environment: "happy-dom", testTimeout: 60_000 },
})
