// The server as the phone sees it. No network is a kind of answer here, not a surprise.

import type { Enrolled, Op, Pulled, Pushed } from "../wire"

export class Offline extends Error {}

/** The server answered, and said no. `until_ms`: when asking again makes sense. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly words: { zh: string; en: string } | null,
    readonly until_ms: number | null = null,
    /** Refused, but kept by the server as it came. */
    readonly isStored = false,
  ) {
    super(`${status} ${code}`)
  }
}

export type Credentials = { number: string; password: string; code?: string }
export type Push = { device_id: string; epoch: string; sent_ms: number; ops: Op[] }
export type Pull = { device_id: string; epoch: string; have: Record<string, string>; former: string[] }

export interface Api {
  /** With the token this phone had, it stays the phone it was. */
  enrol(who: Credentials, device_name: string, time_ms: number, token?: string): Promise<Enrolled>
  changePassword(who: Credentials, new_password: string): Promise<void>
  push(token: string, batch: Push): Promise<Pushed>
  pull(token: string, pull: Pull): Promise<Pulled>
  sealed(token: string, device_id: string, sealed: string, proof: string): Promise<void>
}

const PATIENCE_MS = 60_000

export function serverAt(base: string, version: string): Api {
  async function post<T>(path: string, body: unknown, token?: string): Promise<T> {
    const headers: Record<string, string> = { "Content-Type": "application/json", "X-Lianxin-App": version }
    if (token) headers["Authorization"] = `Bearer ${token}`
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
    try {
      const init: RequestInit = { method: "POST", headers, body: JSON.stringify(body), cache: "no-store" }
      const response = await fetch(base + path, { ...init, credentials: "omit", signal: patience.signal })
      const answer = await response.json().catch(() => null)
      if (response.ok && answer !== null) return answer as T
      if (response.ok) throw new Offline("the answer was cut off, or not the server's")
      throw refusal(response.status, answer)
    } catch (error) {
      if (error instanceof Refused || error instanceof Offline) throw error
      throw new Offline(String(error))
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    enrol: (who, device_name, time_ms, token) =>
      post("enrol", { ...who, device_name, app_version: version, time_ms }, token),
    changePassword: (who, new_password) => post("password", { ...who, new_password }),
    push: (token, batch) => post("sync/push", batch, token),
    pull: (token, pull) => post("sync/pull", pull, token),
    sealed: (token, device_id, sealed, proof) => post("sync/sealed", { device_id, sealed, proof }, token),
  }
}

export function refusal(status: number, answer: unknown): Refused {
  const said = (answer ?? {}) as { code?: string; message?: string; message_en?: string; until_ms?: number; stored?: boolean }
  const words = said.message ? { zh: said.message, en: said.message_en || said.message } : null
  return new Refused(status, said.code ?? "", words, said.until_ms ?? null, said.stored === true)
}
