// The server's side of photos and positions for tests: in memory, with the ways in which an upload breaks off.

import { hex, joined, type Bytes } from "../store/sealing"
import { Offline, Refused } from "../sync/api"
import type { EnclosingApi, PhotoAbout, SaidState, Stand } from "../sync/enclosing_api"
import type { Spot } from "../store/enclosures"

const PIECE = 8

export class Archive implements EnclosingApi {
  readonly arriving = new Map<string, { about: PhotoAbout; bytes: Bytes }>()
  readonly photos = new Map<string, Bytes>()
  readonly positions = new Map<string, Spot>()
  readonly states_ = new Map<string, SaidState>()
  readonly calls: string[] = []
  isUp = true
  /** Visits that have come in; null: all have. */
  visits: Set<string> | null = null
  /** Break off after so many pieces. */
  breaksAfter = Infinity
  /** Lose the answer to the next so many pieces, after they were stored. */
  loseAnswers = 0
  refuses = new Map<string, [number, string]>()
  beforePiece: () => Promise<void> = async () => {}

  async begin(_token: string, about: PhotoAbout): Promise<Stand> {
    this.reach(`begin ${about.photo_id}`)
    this.refuse(about.photo_id)
    if (this.visits && !this.visits.has(about.visit_id)) throw refused(409, "visit-waits")
    if (this.states_.get(about.photo_id) === "removed") return this.stand("removed", 0)
    if (this.photos.has(about.photo_id)) return this.stand("received", 0)
    const one = this.arriving.get(about.photo_id) ?? { about, bytes: new Uint8Array() }
    this.arriving.set(about.photo_id, one)
    return this.stand("arriving", one.bytes.length)
  }

  async piece(_token: string, id: string, bytes: Bytes, stand: Stand): Promise<Stand> {
    this.reach(`piece ${stand.offset}`)
    await this.beforePiece()
    if (this.breaksAfter-- <= 0) throw new Offline("cut off")
    const one = this.arriving.get(id)!
    if (stand.offset !== one.bytes.length) throw refused(409, "offset-differs")
    one.bytes = joined([one.bytes, bytes])
    if (this.loseAnswers-- > 0) throw new Offline("answer lost")
    if (one.bytes.length < one.about.size) return this.stand("arriving", one.bytes.length)
    this.arriving.delete(id)
    const hash = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", one.bytes)))
    if (hash !== one.about.sha256) throw refused(422, "photo-damaged")
    this.photos.set(id, one.bytes)
    this.states_.set(id, "received")
    return this.stand("received", one.bytes.length)
  }

  async position(_token: string, noted: Spot & { position_id: string; visit_id: string }) {
    this.reach("position")
    const { latitude, longitude, accuracy_m } = noted
    this.positions.set(noted.position_id, { latitude, longitude, accuracy_m })
    this.states_.set(noted.position_id, "received")
    return { state: "received" as const }
  }

  async states(_token: string, photos: string[], positions: string[]): Promise<Record<string, SaidState>> {
    this.reach("states")
    return Object.fromEntries([...photos, ...positions].map((id) => [id, this.states_.get(id) ?? "unknown"]))
  }

  private stand(state: Stand["state"], offset: number): Stand {
    return { state, offset, piece: PIECE }
  }

  private reach(call: string): void {
    this.calls.push(call)
    if (!this.isUp) throw new Offline("no network")
  }

  private refuse(id: string): void {
    const found = this.refuses.get(id)
    if (found) throw refused(...found)
  }
}

function refused(status: number, code: string): Refused {
  return new Refused(status, code, { zh: code, en: code })
}
