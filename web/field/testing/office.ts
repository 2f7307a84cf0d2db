// A server for tests: the protocol in memory, with the ways in which a network and a machine fail.

import { newId } from "../store/ids"
import { fromBase64, sha256, unseal, type Bytes } from "../store/sealing"
import { Offline, Refused, type Api, type Pull, type Push } from "../sync/api"
import type { Answer, Enrolled, Op, Pulled, Pushed, Receipt, Settings } from "../wire"

export const SETTINGS: Settings = {
  lock_minutes: 10,
  lock_tries: 5,
  contact_days: 14,
  photos: false,
  gps: false,
  photo_px: 1600,
  keep_days_min: 7,
  keep_days_max: 30,
  urgent_numbers: [{ title_zh: "急救", title_en: "Ambulance", number: "120" }],
  town_phone: "0915-0000000",
  proof_key: "0a".repeat(32),
}

export class Office implements Api {
  epoch = "e1"
  held = new Map<string, Op>()
  doubles = 0
  backedUpSeq = 0
  backedUp: Record<string, [number, number][]> = {}
  former: string[] = []
  proofs: string[] = []
  now = Date.parse("2026-11-22T02:00:00Z")
  rows = new Map<string, { kind: string; hash: string; row: unknown }>()
  leave: string[] = []
  isRevoked = false
  isUp = true
  knowsToken = true
  /** Lose the answer of the next so many pushes, after they were stored. */
  loseAnswers = 0
  unreadable = new Set<string>()
  verdicts = new Map<string, Answer["answer"]>()
  sealedOps: Op[][] = []
  pushes: string[][] = []
  private keys!: CryptoKeyPair

  static async opened(): Promise<Office> {
    const office = new Office()
    office.keys = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"])
    return office
  }

  async enrolled(device_id = newId()): Promise<Enrolled> {
    return {
      device_id,
      token: "token-" + device_id,
      staff: { id: newId(), name: "张三", number: "G001", title: "村干部" },
      epoch: this.epoch,
      seal_key: await crypto.subtle.exportKey("jwk", this.keys.publicKey),
      server_time_ms: this.now,
      settings: SETTINGS,
    }
  }

  enrol = () => this.enrolled()
  changePassword = async () => {}

  async push(_token: string, batch: Push): Promise<Pushed> {
    this.reach()
    if (batch.ops.some((op) => this.unreadable.has(op.op_id))) {
      throw new Refused(400, "not-json", { zh: "读不出来", en: "unreadable" })
    }
    this.pushes.push(batch.ops.map((op) => op.op_id))
    const answers: Answer[] = []
    for (const op of batch.ops) answers.push(await this.judge(op))
    if (this.loseAnswers > 0) {
      this.loseAnswers--
      throw new Offline("cut off")
    }
    const receipt = await this.receipt(batch.device_id)
    return { epoch: this.epoch, server_time_ms: this.now, answers, receipt, revoked: this.isRevoked }
  }

  private async judge(op: Op): Promise<Answer> {
    if ((await sha256(op.payload)) !== op.payload_sha256) return { op_id: op.op_id, answer: "rejected" }
    const before = this.held.get(op.op_id)
    if (before) {
      if (before.payload_sha256 !== op.payload_sha256) return { op_id: op.op_id, answer: "rejected", message: "x" }
      const its = before.device_id === op.device_id ? {} : { device_id: before.device_id, device_seq: before.device_seq }
      return { op_id: op.op_id, answer: "duplicate", first: this.verdicts.get(op.op_id) ?? "accepted", ...its }
    }
    this.held.set(op.op_id, op)
    return { op_id: op.op_id, answer: this.verdicts.get(op.op_id) ?? "accepted" }
  }

  async pull(_token: string, pull: Pull): Promise<Pulled> {
    this.reach()
    this.former = pull.former
    const rows = [...this.rows].filter(([key, row]) => pull.have[key] !== row.hash)
    return {
      epoch: this.epoch,
      rows: rows.map(([key, row]) => ({ key, ...row })),
      gone: Object.keys(pull.have).filter((key) => !this.rows.has(key) && !this.leave.includes(key)),
      leave: this.leave.filter((key) => key in pull.have),
      backed_up_seq: this.backedUpSeq,
      ...(Object.keys(this.backedUp).length && { backed_up: this.backedUp }),
      receipt: await this.receipt(pull.device_id),
      server_time_ms: this.now,
      settings: SETTINGS,
      revoked: this.isRevoked,
      latest_app: "1",
    }
  }

  async sealed(_token: string, _device: string, sealed: string, proof: string): Promise<void> {
    this.reach()
    this.proofs.push(proof)
    const plain = await this.unsealed(fromBase64(sealed))
    this.sealedOps.push((JSON.parse(new TextDecoder().decode(plain)) as { ops: Op[] }).ops)
  }

  unsealed(sealed: Bytes): Promise<Bytes> {
    return unseal(sealed, this.keys.privateKey)
  }

  /** Come back from a backup that held none of what came since. */
  restoreEmpty(): void {
    this.held.clear()
    this.epoch += "+"
  }

  private reach(): void {
    if (!this.isUp) throw new Offline("no network")
    if (!this.knowsToken) throw new Refused(401, "unknown-token", null)
  }

  private async receipt(device: string): Promise<Receipt> {
    const ids = [...this.held.values()].filter((op) => op.device_id === device).map((op) => op.op_id)
    return { count: ids.length, hash: await sha256(ids.sort().join("\n")) }
  }
}
