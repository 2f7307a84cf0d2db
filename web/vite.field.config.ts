import { createHash } from "node:crypto"

import vue from "@vitejs/plugin-vue"
import { defineConfig, type Plugin } from "vite"

// The phone's bundle. `sw.js` keeps its name, because its address is what a browser compares; everything else
// is named by its content, so a new version never writes over a file that an open page still needs.
export default defineConfig({
  plugins: [vue(), listOfFiles()],
  base: "./",
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
      input: { main: "field/main.ts", sw: "field/worker/sw.ts" },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "[name]-[hash].js"),
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
})

/** Tells the service worker which files belong to this version; the version is the hash of their names. */
function listOfFiles(): Plugin {
  return {
    name: "list-of-files",
    enforce: "post",
    generateBundle(_, bundle) {
      const worker = bundle["sw.js"]
      if (worker?.type !== "chunk") throw new Error("the service worker was not built")
      const files = Object.keys(bundle).filter((name) => /\.(js|css|svg|png|woff2)$/.test(name) && name !== "sw.js")
      files.sort()
      const version = createHash("sha256").update(files.join("\n") + worker.code).digest("hex").slice(0, 12)
      worker.code = worker.code.replace("__VERSION__", version).replace(/["'`]__FILES__["'`]/, () => JSON.stringify(files))
      this.emitFile({ type: "asset", fileName: "version.json", source: JSON.stringify({ version, files }) })
    },
  }
}
