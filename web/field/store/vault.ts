// The one who has the key. Everything else in this folder asks him; when he locks, nothing can be read.

import { changePin, close, closeBytes, newLock, open, openBytes, openLock, type Lock } from "./crypto"
import { UNSENT, type Database, type Unsent } from "./database"
import { newId } from "./ids"
import type { Bytes } from "./sealing"
import type { Enrolled, Settings, Staff } from "../wire"

export type Unlocked = { is: "open" } | { is: "wrong"; left: number } | { is: "wiped" }

/** What of the enrolment stands in the open: no name, no token. */
export type Device = { device_id: string; seal_key: JsonWebKey; tries: number }

/** Kept through a wipe: how the screen speaks and looks. */
const TASTE = ["language", "theme"]

export class Locked extends Error {}

export class Vault {
  private key: CryptoKey | null = null

  constructor(readonly db: Database) {}

  get isOpen(): boolean {
    return this.key !== null
  }

  async stage(): Promise<"new" | "locked" | "open"> {
    if (this.key) return "open"
    return (await this.db.value("lock")) ? "locked" : "new"
  }

  /** First use: a content key under this PIN, and in it what the server said. */
  async setUp(pin: string, rounds: number, enrolled: Enrolled): Promise<void> {
    const { lock, key } = await newLock(pin, rounds)
    this.key = key
    await this.db.keep("wrong", 0)
    await this.db.keep("epoch", enrolled.epoch)
    await this.enrol(enrolled)
    await this.db.keep("lock", lock) // last: a phone that dies half-way through is still a new one
  }

  /** Keep what an enrolment gave: the device in the open, the token and the person under the key. */
  async enrol(enrolled: Enrolled): Promise<void> {
    const device: Device = {
      device_id: enrolled.device_id,
      seal_key: enrolled.seal_key,
      tries: enrolled.settings.lock_tries,
    }
    await this.keepSecret("token", enrolled.token)
    await this.keepSecret("staff", enrolled.staff)
    await this.keepSecret("settings", enrolled.settings)
    await this.db.keep("device", device)
  }

  /** The try is counted before it is made, so that pulling the battery gives no free one. */
  async unlock(pin: string): Promise<Unlocked> {
    const { db } = this
    const wrong = await db.transaction("rw", db.meta, async () => {
      const before = (await db.value<number>("wrong")) ?? 0
      await db.keep("wrong", before + 1)
      return before + 1
    })
    const most = (await this.device())?.tries ?? 5
    const lock = await db.value<Lock>("lock")
    const key = lock && wrong <= most ? await openLock(lock, pin) : null
    if (key) {
      this.key = key
      await db.keep("wrong", 0)
      return { is: "open" }
    }
    if (wrong < most) return { is: "wrong", left: most - wrong }
    await this.wipe()
    return { is: "wiped" }
  }

  async changePin(old: string, pin: string): Promise<boolean> {
    const lock = await this.db.value<Lock>("lock")
    const changed = lock && (await changePin(lock, old, pin))
    if (changed) await this.db.keep("lock", changed)
    return Boolean(changed)
  }

  lock(): void {
    this.key = null
  }

  /** Empty the phone. What was not sent stays as one piece that only the server can open. */
  async wipe(): Promise<void> {
    const { db } = this
    this.key = null
    await db.transaction("rw", db.tables, async () => {
      const unsent = await db.value<Unsent>(UNSENT)
      if (unsent?.ops) await db.rescues.put({ id: newId(), ...unsent })
      const taste = await db.meta.bulkGet(TASTE)
      for (const table of db.tables) if (table.name !== "rescues") await table.clear()
      for (const kept of taste) if (kept) await db.meta.put(kept)
    })
  }

  device(): Promise<Device | undefined> {
    return this.db.value<Device>("device")
  }

  token(): Promise<string | undefined> {
    return this.secret<string>("token")
  }

  staff(): Promise<Staff | undefined> {
    return this.secret<Staff>("staff")
  }

  settings(): Promise<Settings | undefined> {
    return this.secret<Settings>("settings")
  }

  async secret<T>(key: string): Promise<T | undefined> {
    const found = await this.db.secrets.get(key)
    return found && this.open<T>(found.box)
  }

  async keepSecret(key: string, value: unknown): Promise<void> {
    await this.db.secrets.put({ key, box: await this.close(value) })
  }

  close(value: unknown) {
    if (!this.key) throw new Locked("the app is locked")
    return close(this.key, value)
  }

  open<T>(box: Parameters<typeof open>[1]): Promise<T> {
    if (!this.key) throw new Locked("the app is locked")
    return open<T>(this.key, box)
  }

  closeBytes(plain: Bytes) {
    if (!this.key) throw new Locked("the app is locked")
    return closeBytes(this.key, plain)
  }

  openBytes(box: Parameters<typeof open>[1]): Promise<Bytes> {
    if (!this.key) throw new Locked("the app is locked")
    return openBytes(this.key, box)
  }
}
