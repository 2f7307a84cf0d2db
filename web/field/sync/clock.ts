// Time on a phone that may be wrong. Deadlines are the server's; here it only matters which day it is, how long ago
// the server was last heard, and whether the owner should put the clock right.

export const SKEW_WARNED_MS = 10 * 60_000
const DAY = 86_400_000

/** One contact with the server. `mono` counts within the run of the app whose `run` it carries. */
export type Contact = { server_ms: number; client_ms: number; mono: number; run: string; skew_ms: number }

export type Clock = { now(): number; mono(): number; run: string }

export const phoneClock: Clock = {
  now: () => Date.now(),
  mono: () => Math.round(performance.now()),
  run: Math.random().toString(36).slice(2),
}

/** The server's time was true somewhere between asking and hearing; the middle is the best guess. */
export function contactAt(server_ms: number, asked_ms: number, clock: Clock): Contact {
  const client_ms = clock.now()
  const skew_ms = Math.round(server_ms - (asked_ms + client_ms) / 2)
  return { server_ms, client_ms, mono: clock.mono(), run: clock.run, skew_ms }
}

/** What each operation carries. In the run of the app that heard the server, the monotonic clock goes on from there;
 * in a later run it began anew, and only the wall clock is left. */
export function stamp(last: Contact | null, clock: Clock) {
  return {
    client_time: new Date(clock.now()).toISOString(),
    monotonic_ms: clock.mono(),
    last_server_time: last ? new Date(last.server_ms).toISOString() : null,
  }
}

/** The best guess of the true time: by the monotonic clock where it still counts, else the clock set right by the
 * last known skew. */
export function trueNow(last: Contact | null, clock: Clock): number {
  if (!last) return clock.now()
  if (last.run === clock.run) return last.server_ms + (clock.mono() - last.mono)
  return Math.max(clock.now() + last.skew_ms, last.server_ms)
}

export function isClockWrong(last: Contact | null): boolean {
  return last !== null && Math.abs(last.skew_ms) > SKEW_WARNED_MS
}

/** Whether so many days passed without contact. A clock turned back does not help: `highest` is the latest moment
 * this phone has ever shown. */
export function isOutOfTouch(last: Contact | null, highest: number, days: number, clock: Clock): boolean {
  if (!last) return false
  return Math.max(clock.now(), highest) - last.client_ms > days * DAY
}

/** `2026-11-22` where the phone is. */
export function dayOf(ms: number): string {
  const date = new Date(ms)
  const two = (value: number) => String(value).padStart(2, "0")
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
