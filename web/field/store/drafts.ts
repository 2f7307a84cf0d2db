// Work begun and not finished. Saved at each keystroke: the last state wins, one write at a time for each draft.

import type { Vault } from "./vault"

const pending = new Map<string, { again: (() => Promise<void>) | null; done: Promise<void> }>()

export type Kept<T> = { key: string; home: string | null; changed_ms: number; draft: T }

/** Save, or when the same draft is being saved, save this state right after. Resolves once it is on the phone. */
export function keepDraft(vault: Vault, key: string, home: string | null, draft: unknown, now: number): Promise<void> {
  const text = JSON.stringify(draft) // as it is at this keystroke
  const write = async () => {
    const box = await vault.close(JSON.parse(text))
    await vault.db.drafts.put({ key, home, changed_ms: now, box })
  }
  const running = pending.get(key)
  if (running) {
    running.again = write
    return running.done
  }
  const entry = { again: write as (() => Promise<void>) | null, done: Promise.resolve() }
  pending.set(key, entry)
  entry.done = (async () => {
    try {
      while (entry.again) {
        const next = entry.again
        entry.again = null
        await next()
      }
    } finally {
      pending.delete(key)
    }
  })()
  return entry.done
}

/** Wait for writes under way; locking and finishing do so first. */
export async function settled(key?: string): Promise<void> {
  const waiting = key ? [pending.get(key)] : [...pending.values()]
  await Promise.allSettled(waiting.map((entry) => entry?.done))
}

export async function findDraft<T>(vault: Vault, key: string): Promise<T | null> {
  const found = await vault.db.drafts.get(key)
  return found ? vault.open<T>(found.box) : null
}

export async function loadDrafts<T>(vault: Vault): Promise<Kept<T>[]> {
  const all = await vault.db.drafts.toArray()
  return Promise.all(all.map(async ({ box, ...rest }) => ({ ...rest, draft: await vault.open<T>(box) })))
}

export async function dropDraft(vault: Vault, key: string): Promise<void> {
  await settled(key)
  const { db } = vault
  await db.transaction("rw", [db.drafts, db.enclosures, db.contents], async () => {
    const its = await db.enclosures.where("draft").equals(key).filter((one) => one.state === "open").primaryKeys()
    await db.drafts.delete(key)
    await db.enclosures.bulkDelete(its)
    await db.contents.bulkDelete(its)
  })
}
