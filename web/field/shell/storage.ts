// What the browser grants of its storage. A refusal is told, and nothing else changes: visits are kept all the same.

import { app } from "./app"

export async function askToPersist(): Promise<void> {
  try {
    app.isPersisted = (await navigator.storage?.persist?.()) ?? false
  } catch {
    app.isPersisted = false
  }
}

export async function readQuota(): Promise<void> {
  try {
    app.isPersisted = (await navigator.storage?.persisted?.()) ?? false
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {}
    if (quota) app.quota = { used: usage ?? 0, all: quota }
  } catch {
    app.isPersisted = false
  }
}
