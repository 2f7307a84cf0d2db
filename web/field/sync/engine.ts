// One run of the sync: push what waits, pull what changed, compare receipts, let go of what may go. Each step
// leaves the phone in order, so a run that breaks anywhere is simply run again.

import type { StoredOp } from "../store/database"
import { letGo, load, renewUnsent, renumber, update } from "../store/outbox"
import { applyPull, hashes, householdOf, loadRows } from "../store/rows"
import type { Vault } from "../store/vault"
import type { Op, Pulled, Pushed, Receipt, Settings } from "../wire"
import { Offline, Refused, type Api } from "./api"
import { contactAt, type Clock, type Contact } from "./clock"
import { sendRescues, sendSealed } from "./rescue"
import * as rules from "./rules"

export type Outcome =
  | { is: "done"; sent: number; later: number; receipt: "same" | "differs" }
  | { is: "revoked" }
  | { is: "signed-out" }
  | { is: "offline" }
  | { is: "refused"; status: number; words: { zh: string; en: string } | null }

export type Progress = (sent: number, of: number) => void

export class Engine {
  constructor(
    private readonly vault: Vault,
    private readonly api: Api,
    private readonly clock: Clock,
    /** What goes after everything else: photos and positions, where there are any. */
    private readonly sendEnclosed: (settings: Settings) => Promise<void> = async () => {},
  ) {}

  async run(progress: Progress = () => {}): Promise<Outcome> {
    try {
      return await this.all(progress)
    } catch (error) {
      if (error instanceof Offline) return { is: "offline" }
      if (error instanceof Refused && error.status === 401) return { is: "signed-out" }
      if (error instanceof Refused) return { is: "refused", status: error.status, words: error.words }
      throw error
    }
  }

  private async all(progress: Progress): Promise<Outcome> {
    let sent = await this.pushAll(progress)
    if (sent === "revoked") return this.leave()
    let pulled = await this.pull()
    if (pulled.revoked) return this.leave()
    let isSame = await this.agrees(pulled.receipt)
    if ((await this.hasNewEpoch(pulled.epoch)) || (!isSame && (await this.isFirstDoubt(pulled.receipt)))) {
      await this.tellAgain()
      const again = await this.pushAll(progress)
      if (again === "revoked") return this.leave()
      sent += again
      pulled = await this.pull()
      isSame = await this.agrees(pulled.receipt)
    }
    const later = await this.take(pulled)
    await letGo(this.vault, pulled.settings, this.clock.now())
    await sendRescues(this.vault, this.api)
    await this.sendEnclosed(pulled.settings)
    return { is: "done", sent, later, receipt: isSame ? "same" : "differs" }
  }

  /** Push until nothing waits. A new epoch in an answer puts everything kept into the queue again. */
  private async pushAll(progress: Progress): Promise<number | "revoked"> {
    let sent = 0
    const refused = new Set<string>()
    for (let again = true; again; ) {
      again = false
      const waiting = (await this.waiting()).filter((one) => !refused.has(one.op_id))
      for (const batch of rules.batches(waiting)) {
        const answer = await this.pushBatch(batch.map((one) => one.op), refused)
        if (!answer) continue
        if (answer.revoked) return "revoked"
        const shown = new Set(waiting.filter((one) => one.op.kind !== rules.SEALED).map((one) => one.op_id))
        sent += answer.answers.filter((one) => shown.has(one.op_id)).length
        progress(sent, Math.max(sent, shown.size))
        if (await this.hasNewEpoch(answer.epoch)) {
          await this.tellAgain()
          again = true
          break
        }
      }
    }
    await renewUnsent(this.vault, this.clock.now())
    return sent
  }

  private async waiting(): Promise<(rules.Waiting & { op: Op })[]> {
    const all = await load(this.vault)
    return all.flatMap(({ stored, op }) => {
      if (!op || !rules.isWaiting(stored)) return []
      const bytes = new TextEncoder().encode(JSON.stringify(op)).length
      const { op_id, seq, urgent } = stored
      return [{ op_id, seq, urgent, bytes, unreadable: stored.code === rules.UNREADABLE, op }]
    })
  }

  /** One batch. What the server cannot read as a whole is sent one by one, so that one never blocks another. */
  private async pushBatch(ops: Op[], refused: Set<string>): Promise<Pushed | null> {
    const token = await this.token()
    const device = (await this.vault.device())!
    const asked = this.clock.now()
    const epoch = (await this.vault.db.value<string>("epoch")) ?? ""
    try {
      const batch = { device_id: device.device_id, epoch, sent_ms: asked, ops }
      const answer = await this.api.push(token, batch)
      await this.heard(answer.server_time_ms, asked)
      const byId = new Map(answer.answers.map((one) => [one.op_id.toLowerCase(), one]))
      const now = this.clock.now()
      await update(this.vault, ops.map((op) => op.op_id), (op) => {
        const told = byId.get(op.op_id)
        return told ? rules.answered(op, told, now) : op
      })
      for (const op of ops) if (!byId.has(op.op_id)) refused.add(op.op_id)
      return answer
    } catch (error) {
      if (!(error instanceof Refused) || ![400, 413, 422].includes(error.status)) throw error
      if (ops.length === 1) {
        refused.add(ops[0]!.op_id)
        await update(this.vault, [ops[0]!.op_id], (op) => unreadable(op, error))
        return null
      }
      const answers: Pushed[] = []
      for (const op of ops) {
        const answer = await this.pushBatch([op], refused)
        if (answer) answers.push(answer)
        if (answer?.revoked) break
      }
      const last = answers[answers.length - 1]
      return last ? { ...last, answers: answers.flatMap((one) => one.answers) } : null
    }
  }

  private async pull(): Promise<Pulled> {
    const asked = this.clock.now()
    const device = (await this.vault.device())!
    const have = hashes(await loadRows(this.vault))
    const epoch = (await this.vault.db.value<string>("epoch")) ?? ""
    const former = rules.formerPhones(await this.vault.db.ops.toArray(), device.device_id)
    const pulled = await this.api.pull(await this.token(), { device_id: device.device_id, epoch, have, former })
    await this.heard(pulled.server_time_ms, asked)
    return pulled
  }

  /** Take rows over, except those of households with unsent work or an open draft. */
  private async take(pulled: Pulled): Promise<number> {
    const { db } = this.vault
    const rows = await loadRows(this.vault)
    const busy = new Set<string>()
    for (const op of await db.ops.where("state").equals("saved").toArray()) if (op.home) busy.add(op.home)
    for (const draft of await db.drafts.toArray()) if (draft.home) busy.add(draft.home)
    const plan = rules.planPull(pulled, (key) => householdOf(rows, key), busy)
    await applyPull(this.vault, plan)
    const device = (await this.vault.device())!.device_id
    const received = await db.ops.where("state").equals("received").primaryKeys()
    await update(this.vault, received, (op) => ({ ...op, state: rules.backedUp(op, pulled, device) }))
    await this.vault.keepSecret("settings", pulled.settings)
    await db.keep("latest_app", pulled.latest_app)
    await db.keep("left", pulled.leave.filter((key) => plan.later.includes(key)))
    return plan.later.length
  }

  private async agrees(theirs: Receipt): Promise<boolean> {
    const device = (await this.vault.device())!.device_id
    const ours = await rules.receiptOf(await this.vault.db.ops.toArray(), device)
    const isSame = ours.count === theirs.count && ours.hash === theirs.hash
    await this.vault.db.keep("receipt", { ours: ours.count, theirs: theirs.count, is_same: isSame })
    return isSame
  }

  /** Everything is told again once for each receipt that differs; if that does not mend it, a person must look. */
  private async isFirstDoubt(theirs: Receipt): Promise<boolean> {
    const before = await this.vault.db.value<string>("doubt")
    await this.vault.db.keep("doubt", theirs.hash)
    return before !== theirs.hash
  }

  private async hasNewEpoch(epoch: string): Promise<boolean> {
    return epoch !== (await this.vault.db.value<string>("epoch")) && (await this.vault.db.keep("epoch", epoch), true)
  }

  /** Put everything whose content is still here into the queue again. */
  private async tellAgain(): Promise<void> {
    const all = await this.vault.db.ops.toArray()
    await update(this.vault, all.map((op) => op.op_id), rules.afterRestore)
    await renumber(this.vault, (await this.vault.device())!.device_id)
  }

  /** This phone is no longer trusted: its unsent work goes to the server closed, then everything here goes. */
  private async leave(): Promise<Outcome> {
    await renewUnsent(this.vault, this.clock.now())
    await sendSealed(this.vault, this.api, await this.token())
    await this.vault.wipe()
    return { is: "revoked" }
  }

  private async token(): Promise<string> {
    const token = await this.vault.token()
    if (!token) throw new Refused(401, "no-token", null)
    return token
  }

  private async heard(server_ms: number, asked: number): Promise<void> {
    const contact: Contact = contactAt(server_ms, asked, this.clock)
    await this.vault.db.keep("contact", contact)
    await this.vault.db.keep("highest", contact.client_ms)
  }
}

function unreadable(op: StoredOp, error: Refused): StoredOp {
  return { ...op, code: rules.UNREADABLE, message: error.words, tries: op.tries + 1 }
}

