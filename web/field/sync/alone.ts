// One pusher per phone, however many tabs are open: by Web Locks, or on an old browser by a lease in the database.

import type { Database } from "../store/database"

const NAME = "lianxin-push"
const LEASE_MS = 90_000

/** Run `work` unless another tab is at it; null then. */
export async function alone<T>(db: Database, me: string, work: () => Promise<T>): Promise<T | null> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks
  if (locks) return locks.request(NAME, { ifAvailable: true }, async (lock) => (lock ? work() : null))
  if (!(await lease(db, me))) return null
  try {
    return await work()
  } finally {
    await db.meta.delete("lease")
  }
}

async function lease(db: Database, me: string): Promise<boolean> {
  return db.transaction("rw", db.meta, async () => {
    const held = await db.value<{ by: string; until: number }>("lease")
    if (held && held.by !== me && held.until > Date.now()) return false
    await db.keep("lease", { by: me, until: Date.now() + LEASE_MS })
    return true
  })
}
