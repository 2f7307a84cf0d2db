import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { EVERY_MS, followWork } from "./following"

const page = (inner: string) => `<main>${inner}</main>`
const progress = (words: string) => `<section id="progress" data-watch><p>${words}</p></section>`
let reloads = 0

function answering(...bodies: string[]): typeof fetch {
  return vi.fn(async () => new Response(bodies.shift() ?? "", { status: 200 })) as unknown as typeof fetch
}

beforeEach(() => {
  vi.useFakeTimers()
  reloads = 0
  document.body.innerHTML = page(progress("1 of 3"))
})
afterEach(() => vi.useRealTimers())

test("progress is replaced until there is none, then the page is loaded anew", async () => {
  const fetchPage = answering(page(progress("2 of 3")), page("<h1>done</h1>"))
  followWork(document, fetchPage, () => reloads++)
  await vi.advanceTimersByTimeAsync(EVERY_MS)
  expect(document.querySelector("#progress")?.textContent).toBe("2 of 3")
  expect(reloads).toBe(0)
  await vi.advanceTimersByTimeAsync(EVERY_MS)
  expect(reloads).toBe(1)
  await vi.advanceTimersByTimeAsync(10 * EVERY_MS)
  expect(fetchPage).toHaveBeenCalledTimes(2)
})

test("a server that is away for a moment does not end the watch", async () => {
  const fetchPage = vi.fn(async () => {
    throw new TypeError("offline")
  }) as unknown as typeof fetch
  followWork(document, fetchPage, () => reloads++)
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS)
  expect(fetchPage).toHaveBeenCalledTimes(3)
  expect(reloads).toBe(0)
})

test("a page without work asks for nothing", async () => {
  document.body.innerHTML = page("<h1>quiet</h1>")
  const fetchPage = answering()
  followWork(document, fetchPage)
  await vi.advanceTimersByTimeAsync(5 * EVERY_MS)
  expect(fetchPage).not.toHaveBeenCalled()
})
