// Where one stands, asked of the phone once and on a press of a button, never by itself and never again.

import type { Spot } from "../store/enclosures"

const PATIENCE_MS = 20_000

/** Degrees to a thousandth: about 100 m. What is finer never leaves this function. */
export function rounded(latitude: number, longitude: number, accuracy: number): Spot {
  const thousandth = (degrees: number) => Math.round(degrees * 1000) / 1000
  return { latitude: thousandth(latitude), longitude: thousandth(longitude), accuracy_m: Math.round(accuracy) }
}

export type NoSpot = "denied" | "shut" | "none"

/** One reading. Fails with why there is none: the person said no, this page may not ask (yet), or no signal. */
export function askOnce(): Promise<Spot> {
  return new Promise((found, fail) => {
    if (!navigator.geolocation) return fail("none" satisfies NoSpot)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => found(rounded(coords.latitude, coords.longitude, coords.accuracy)),
      (error) => fail(error.code === error.PERMISSION_DENIED ? (mayAsk() ? "denied" : "shut") : "none"),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 },
    )
  })
}

type Policy = { allowsFeature(name: string): boolean }

/** Whether the page was handed out with leave to ask for the place; a page from before the switch was not. */
function mayAsk(): boolean {
  const policy = (document as Document & { featurePolicy?: Policy }).featurePolicy
  return policy?.allowsFeature("geolocation") ?? true
}
