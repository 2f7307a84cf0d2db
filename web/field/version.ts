// Filled in by the build (vite.field.config.ts).
declare const __APP_VERSION__: string
export const VERSION: string = typeof __APP_VERSION__ === "undefined" ? "test" : __APP_VERSION__
