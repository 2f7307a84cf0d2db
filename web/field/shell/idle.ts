// Locks the app when nobody has touched it for as long as the office set. Time asleep counts: the clock is asked,
// not a timer that stops with the screen.

export function watchIdle(minutes: () => number, lock: () => void): () => void {
  let touched = Date.now()
  const touch = () => (touched = Date.now())
  const look = () => {
    if (Date.now() - touched >= minutes() * 60_000) lock()
  }
  const touches = ["pointerdown", "keydown", "input", "scroll"] as const
  for (const kind of touches) addEventListener(kind, touch, { passive: true, capture: true })
  document.addEventListener("visibilitychange", look)
  const timer = setInterval(look, 5_000)
  return () => {
    clearInterval(timer)
    document.removeEventListener("visibilitychange", look)
    for (const kind of touches) removeEventListener(kind, touch, { capture: true })
  }
}
