// The server's addresses for photos (tus 1.0) and positions. Fetched when there is something to send.

import type { Spot } from "../store/enclosures"
import type { Bytes } from "../store/sealing"
import { Offline, refusal } from "./api"

export type PhotoAbout = { photo_id: string; visit_id: string; size: number; sha256: string }
/** How far a photo is: `offset` bytes are there, the next `piece` at most may follow. */
export type Stand = { state: "arriving" | "received" | "removed"; offset: number; piece: number }
export type SaidState = "unknown" | "received" | "backed_up" | "removed"

export interface EnclosingApi {
  begin(token: string, about: PhotoAbout): Promise<Stand>
  piece(token: string, id: string, bytes: Bytes, stand: Stand): Promise<Stand>
  position(token: string, noted: Spot & { position_id: string; visit_id: string }): Promise<Pick<Stand, "state">>
  states(token: string, photos: string[], positions: string[]): Promise<Record<string, SaidState>>
}

const PATIENCE_MS = 60_000
const JSON_BODY = { "Content-Type": "application/json" }
const PIECE_BODY = { "Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0" }

export function enclosingAt(base: string, version: string): EnclosingApi {
  async function ask(method: string, path: string, token: string, body: BodyInit, more: Record<string, string>) {
    const headers = { Authorization: `Bearer ${token}`, "X-Lianxin-App": version, ...more }
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
    try {
      const init: RequestInit = { method, headers, body, cache: "no-store", credentials: "omit" }
      const response = await fetch(base + path, { ...init, signal: patience.signal })
      const said: unknown = response.status === 204 ? null : await response.json()
      return { response, said }
    } catch (error) {
      throw new Offline(String(error))
    } finally {
      clearTimeout(timer)
    }
  }
  async function post<T>(path: string, token: string, content: unknown): Promise<T> {
    const { response, said } = await ask("POST", path, token, JSON.stringify(content), JSON_BODY)
    if (!response.ok) throw refusal(response.status, said)
    return said as T
  }
  return {
    begin: (token, about) => post("photos", token, about),
    piece: async (token, id, bytes, stand) => {
      const more = { ...PIECE_BODY, "Upload-Offset": String(stand.offset) }
      const { response, said } = await ask("PATCH", `photos/${id}`, token, bytes, more)
      if (!response.ok) throw refusal(response.status, said)
      const state = (response.headers.get("Photo-State") ?? "arriving") as Stand["state"]
      const offset = Number(response.headers.get("Upload-Offset") ?? stand.offset + bytes.length)
      // the last piece made it whole: the server has drawn it before it answered
      const isWhole = state === "arriving" && offset === Number(response.headers.get("Upload-Length"))
      return { state: isWhole ? "received" : state, offset, piece: stand.piece }
    },
    position: (token, noted) => post("positions", token, noted),
    states: async (token, photos, positions) =>
      (await post<{ states: Record<string, SaidState> }>("enclosed", token, { photos, positions })).states,
  }
}
