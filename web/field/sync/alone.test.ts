// @vitest-environment node
import "fake-indexeddb/auto"

import { expect, test, vi } from "vitest"

import { Database } from "../store/database"
import { newId } from "../store/ids"
import { alone } from "./alone"

test("on a browser without locks, one tab at a time holds the lease, and gives it back", async () => {
  vi.stubGlobal("navigator", {})
  const db = new Database("lease-" + newId())
  let release = () => {}
  const first = alone(db, "one", () => new Promise<string>((done) => (release = () => done("sent"))))
  await vi.waitFor(async () => expect(await db.value("lease")).toBeTruthy())
  expect(await alone(db, "two", async () => "sent too")).toBeNull()
  release()
  expect(await first).toBe("sent")
  expect(await alone(db, "two", async () => "sent later")).toBe("sent later")
  vi.unstubAllGlobals()
})

test("a lease left behind by a tab that died runs out", async () => {
  vi.stubGlobal("navigator", {})
  const db = new Database("lease-" + newId())
  await db.keep("lease", { by: "dead", until: Date.now() - 1 })
  expect(await alone(db, "two", async () => "sent")).toBe("sent")
  vi.unstubAllGlobals()
})

test("with locks, a tab that finds the lock taken does nothing", async () => {
  vi.stubGlobal("navigator", { locks: { request: (_n: string, _o: object, work: (lock: null) => unknown) => work(null) } })
  expect(await alone(new Database("x"), "me", async () => "sent")).toBeNull()
  vi.unstubAllGlobals()
})
