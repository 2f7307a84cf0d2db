import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"

import vue from "@vitejs/plugin-vue"
import { defineConfig, type Plugin } from "vite"

/** What a version is: twelve digits of the SHA-256 of everything it is made of. */
const VERSION = versionOf(["field", "desk/tokens.css", "desk/tiers.css", "desk/hearts", "package-lock.json", "vite.field.config.ts"])

// The phone's bundle. `sw.js` keeps its name, because its address is what a browser compares; everything else
// is named by its content, so a new version never writes over a file that an open page still needs.
export default defineConfig({
  plugins: [vue(), listOfFiles()],
  base: "./",
  publicDir: "field/public",
  define: { __APP_VERSION__: JSON.stringify(VERSION) },
  build: {
    target: "es2020",
    cssTarget: "chrome80",
    cssCodeSplit: false,
    manifest: "manifest.json",
    outDir: "../lianxin/field/static/field",
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      input: { main: "field/main.ts", sw: "field/worker/sw.ts" },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "[name]-[hash].js"),
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
})

/** Writes into the service worker which files belong to this version, and beside it what the page must name. */
function listOfFiles(): Plugin {
  return {
    name: "list-of-files",
    enforce: "post",
    generateBundle(_, bundle) {
      const worker = bundle["sw.js"]
      const main = Object.values(bundle).find((one) => one.type === "chunk" && one.isEntry && one.name === "main")
      if (worker?.type !== "chunk" || !main) throw new Error("the app or its service worker was not built")
      const files = Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name) && name !== "sw.js").sort()
      worker.code = worker.code
        .replace("__VERSION__", VERSION)
        .replace(/["'`]__FILES__["'`]/, () => JSON.stringify(files))
      const styles = files.filter((name) => name.endsWith(".css"))
      const source = JSON.stringify({ version: VERSION, script: main.fileName, styles })
      this.emitFile({ type: "asset", fileName: "version.json", source })
    },
  }
}

function versionOf(paths: string[]): string {
  const hash = createHash("sha256")
  for (const path of paths.flatMap(filesUnder).sort()) hash.update(path).update(readFileSync(path))
  return hash.digest("hex").slice(0, 12)
}

function filesUnder(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.ts$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
}
