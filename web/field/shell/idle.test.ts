import { afterEach, beforeEach, expect, test, vi } from "vitest"

import { watchIdle } from "./idle"

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const MINUTE = 60_000

test("five minutes without a touch lock; a touch begins them anew", () => {
  const lock = vi.fn()
  const stop = watchIdle(() => 5, lock)
  vi.advanceTimersByTime(4 * MINUTE)
  dispatchEvent(new Event("keydown"))
  vi.advanceTimersByTime(4 * MINUTE)
  expect(lock).not.toHaveBeenCalled()
  vi.advanceTimersByTime(2 * MINUTE)
  expect(lock).toHaveBeenCalled()
  stop()
})

test("a phone that slept all night is locked when it wakes, though no timer ran", () => {
  const lock = vi.fn()
  const stop = watchIdle(() => 5, lock)
  vi.setSystemTime(Date.now() + 8 * 60 * MINUTE)
  document.dispatchEvent(new Event("visibilitychange"))
  expect(lock).toHaveBeenCalledTimes(1)
  stop()
})
