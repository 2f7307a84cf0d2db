// The app lock. The PIN becomes a key by PBKDF2; that key unwraps the content key, which is not extractable and
// lives in memory only while the app is open. A wrong PIN cannot unwrap it, so nothing has to be compared.

import type { Bytes } from "./sealing"

/** What the lock leaves on the phone. Without the PIN it opens nothing. */
export type Lock = { salt: Bytes; iterations: number; iv: Bytes; wrapped: Bytes; length: number }
export type Sealed = { iv: Bytes; data: Bytes }

const LEAST_ROUNDS = 200_000
const MOST_ROUNDS = 1_200_000
const UNLOCK_MS = 400
const TRIAL_ROUNDS = 50_000
export const PIN = /^\d{6}$/

/** How many rounds take this phone about 0.4 s, between 200,000 and 1,200,000. */
export async function roundsForThisPhone(clock: () => number = () => performance.now()): Promise<number> {
  const began = clock()
  await keyFrom("000000", new Uint8Array(16), TRIAL_ROUNDS)
  const rounds = Math.round((TRIAL_ROUNDS * UNLOCK_MS) / Math.max(1, clock() - began))
  return Math.min(MOST_ROUNDS, Math.max(LEAST_ROUNDS, rounds))
}

/** Make a content key and the lock that holds it. */
export async function newLock(pin: string, rounds: number): Promise<{ lock: Lock; key: CryptoKey }> {
  const content = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"])
  const lock = await wrap(content, pin, rounds)
  return { lock, key: (await openLock(lock, pin))! }
}

/** The content key, or null when the PIN is wrong. */
export async function openLock(lock: Lock, pin: string): Promise<CryptoKey | null> {
  return unwrap(lock, pin, false)
}

/** The same content under another PIN; null when the old one is wrong. */
export async function changePin(lock: Lock, old: string, pin: string): Promise<Lock | null> {
  const content = await unwrap(lock, old, true)
  return content && wrap(content, pin, lock.iterations)
}

async function wrap(content: CryptoKey, pin: string, iterations: number): Promise<Lock> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const key = await keyFrom(pin, salt, iterations)
  const wrapped = new Uint8Array(await crypto.subtle.wrapKey("raw", content, key, { name: "AES-GCM", iv }))
  return { salt, iterations, iv, wrapped, length: pin.length }
}

async function unwrap(lock: Lock, pin: string, extractable: boolean): Promise<CryptoKey | null> {
  const key = await keyFrom(pin, lock.salt, lock.iterations)
  const by = { name: "AES-GCM", iv: lock.iv }
  try {
    const uses: KeyUsage[] = ["encrypt", "decrypt"]
    return await crypto.subtle.unwrapKey("raw", lock.wrapped, key, by, { name: "AES-GCM" }, extractable, uses)
  } catch {
    return null
  }
}

async function keyFrom(pin: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"])
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt, iterations }
  const uses: KeyUsage[] = ["wrapKey", "unwrapKey"]
  return crypto.subtle.deriveKey(derivation, secret, { name: "AES-GCM", length: 256 }, false, uses)
}

export async function close(key: CryptoKey, value: unknown): Promise<Sealed> {
  return closeBytes(key, new TextEncoder().encode(JSON.stringify(value)))
}

export async function open<T>(key: CryptoKey, sealed: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await openBytes(key, sealed))) as T
}

export async function closeBytes(key: CryptoKey, plain: Bytes): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, data: new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain)) }
}

export async function openBytes(key: CryptoKey, sealed: Sealed): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data))
}
