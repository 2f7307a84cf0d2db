import { afterEach, describe, expect, test, vi } from "vitest"

import { fit } from "./shrinking"
import { askOnce, rounded } from "./spot"

describe("a photo", () => {
  test("becomes as small as it must and never larger than it is", () => {
    expect(fit(4000, 3000, 1600)).toEqual({ width: 1600, height: 1200 })
    expect(fit(3000, 4000, 1600)).toEqual({ width: 1200, height: 1600 })
    expect(fit(800, 600, 1600)).toEqual({ width: 800, height: 600 })
    expect(fit(9000, 1, 1600)).toEqual({ width: 1600, height: 1 })
  })
})

describe("a place", () => {
  afterEach(() => vi.unstubAllGlobals())
  const answers = (ask: (found: PositionCallback, fail: PositionErrorCallback) => void) =>
    vi.stubGlobal("navigator", { geolocation: { getCurrentPosition: vi.fn(ask), watchPosition: vi.fn() } })

  test("is rounded to about a hundred metres before anything keeps it", () => {
    expect(rounded(32.685412, 109.029387, 17.6)).toEqual({ latitude: 32.685, longitude: 109.029, accuracy_m: 18 })
  })

  test("is read once and never followed", async () => {
    answers((found) => found({ coords: { latitude: 1.23456, longitude: 2, accuracy: 5 } } as GeolocationPosition))
    expect(await askOnce()).toEqual({ latitude: 1.235, longitude: 2, accuracy_m: 5 })
    expect(navigator.geolocation.getCurrentPosition).toHaveBeenCalledTimes(1)
    expect(navigator.geolocation.watchPosition).not.toHaveBeenCalled()
  })

  test("says why there is none", async () => {
    const denied = { code: 1, PERMISSION_DENIED: 1 } as GeolocationPositionError
    answers((_, fail) => fail(denied))
    await expect(askOnce()).rejects.toBe("denied")
    Object.assign(document, { featurePolicy: { allowsFeature: () => false } })
    await expect(askOnce()).rejects.toBe("shut")
    Object.assign(document, { featurePolicy: undefined })
    answers((_, fail) => fail({ ...denied, code: 3 }))
    await expect(askOnce()).rejects.toBe("none")
  })
})
