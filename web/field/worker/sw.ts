// Keeps the app on the phone. A new version is fetched whole beside the old one and then waits: it takes over only
// when a person says so, never under a form that is being filled in. Answers of the sync are never cached.

/** The parts of a service worker's world used here; the DOM's own types do not know them. */
type Extendable = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Extendable & { request: Request; respondWith(answer: Promise<Response>): void }
type Scope = {
  location: Location
  caches: CacheStorage
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(kind: "install" | "activate", hear: (event: Extendable) => void): void
  addEventListener(kind: "fetch", hear: (event: Fetching) => void): void
  addEventListener(kind: "message", hear: (event: Extendable & { data: unknown }) => void): void
}
const scope = globalThis as unknown as Scope

const VERSION = "__VERSION__"
const CACHE = `lianxin-field-${VERSION}`
const PAGE = "/field/"
const STATIC = "/static/field/"
const FILES = ("__FILES__" as unknown as string[]).map((name) => STATIC + name)

scope.addEventListener("install", (event) => event.waitUntil(fetchAll()))
scope.addEventListener("activate", (event) => event.waitUntil(takeOver()))
scope.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(scope.skipWaiting())
  if (event.data === "renew-page") event.waitUntil(scope.caches.open(CACHE).then(fetchPage).catch(() => {}))
})

scope.addEventListener("fetch", (event) => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== "GET" || address.origin !== scope.location.origin) return
  if (request.mode === "navigate" && address.pathname === PAGE) event.respondWith(kept(PAGE, request))
  else if (address.pathname.startsWith(STATIC)) event.respondWith(kept(address.pathname, request))
})

/** All files of this version or none; the page must be the one that names them. */
async function fetchAll(): Promise<void> {
  const cache = await scope.caches.open(CACHE)
  await cache.addAll(FILES.map((name) => new Request(name, { cache: "no-cache" })))
  await fetchPage(cache)
}

/** The page, with the leave it has now to ask for camera and place. */
async function fetchPage(cache: Cache): Promise<void> {
  const page = await fetch(PAGE, { cache: "no-store", credentials: "omit" })
  if (!page.ok || !(await page.clone().text()).includes(VERSION)) throw new Error("the page is of another version")
  await cache.put(PAGE, page)
}

async function takeOver(): Promise<void> {
  const names = await scope.caches.keys()
  const old = names.filter((name) => name.startsWith("lianxin-field-") && name !== CACHE)
  await Promise.all(old.map((name) => scope.caches.delete(name)))
  await scope.clients.claim()
}

async function kept(name: string, request: Request): Promise<Response> {
  const cache = await scope.caches.open(CACHE)
  return (await cache.match(name)) ?? fetch(request)
}
