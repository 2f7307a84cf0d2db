// The app's own copy on the phone, and what happens when the office has a newer one: it is fetched and waits. Whoever
// uses the app decides when; drafts and unsent work lie in the database and are the same before and after.

import { app } from "./app"

const LOOK_EVERY_MS = 60 * 60_000

export async function keepApp(): Promise<void> {
  if (!("serviceWorker" in navigator)) return
  let isOurs = false
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (isOurs) location.reload()
  })
  takeOverNow = () => {
    isOurs = true
    registration.waiting?.postMessage("take-over")
  }
  const registration = await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" })
  const note = () => (app.hasUpdate = Boolean(registration.waiting && navigator.serviceWorker.controller))
  note()
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", note)
  })
  const look = () => void registration.update().catch(() => {})
  addEventListener("online", look)
  setInterval(look, LOOK_EVERY_MS)
}

let takeOverNow = (): void => {}

/** Fetch the page anew into the app's own copy: what it may ask the phone for (camera, place) has changed. */
export function renewPage(): void {
  navigator.serviceWorker?.controller?.postMessage("renew-page")
}

/** Put the waiting version into use; the page loads again. */
export function takeUpdate(): void {
  takeOverNow()
}
