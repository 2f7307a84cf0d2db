// When to send: on open, when the network comes back, on a button, and after a failure again and again with growing
// pauses. There is no limit of tries.

import type { Engine, Outcome, Progress } from "./engine"
import { waitAfter } from "./rules"

export type LoopState = {
  phase: "idle" | "sending" | "elsewhere"
  last: Outcome | null
  failures: number
  next_ms: number | null
  sent: number
  of: number
}
type Timer = ReturnType<typeof setTimeout>

export class Loop {
  state: LoopState = { phase: "idle", last: null, failures: 0, next_ms: null, sent: 0, of: 0 }
  private timer: Timer | null = null
  private running: Promise<void> | null = null
  private again = false

  constructor(
    private readonly engine: Pick<Engine, "run">,
    /** Runs the work if this tab may, null otherwise. */
    private readonly alone: <T>(work: () => Promise<T>) => Promise<T | null>,
    private readonly changed: (state: LoopState) => void,
    private readonly chance: () => number = Math.random,
    private readonly now: () => number = Date.now,
  ) {}

  /** Send now. A call during a run makes one more run follow, so that what was just written goes too. */
  send(): Promise<void> {
    if (this.running) {
      this.again = true
      return this.running
    }
    this.stop()
    this.running = this.rounds().finally(() => (this.running = null))
    return this.running
  }

  /** No more tries by themselves, until `send`. */
  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.again = false
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false
      await this.round()
    } while (this.again && this.state.failures === 0)
  }

  private async round(): Promise<void> {
    this.show({ phase: "sending", sent: 0, of: 0, next_ms: null })
    const progress: Progress = (sent, of) => this.show({ sent, of })
    let last: Outcome | null
    try {
      last = await this.alone(() => this.engine.run(progress))
    } catch (error) {
      this.show({ phase: "idle" })
      throw error
    }
    if (last === null) {
      this.show({ phase: "elsewhere" })
      this.later(15_000)
      return
    }
    const failed = last.is === "offline" || last.is === "refused"
    const failures = failed ? this.state.failures + 1 : 0
    this.show({ phase: "idle", last, failures })
    if (failed) this.later(waitAfter(failures, this.chance()))
  }

  private later(wait: number): void {
    this.show({ next_ms: this.now() + wait })
    this.timer = setTimeout(() => void this.send().catch(() => {}), wait)
  }

  private show(change: Partial<LoopState>): void {
    this.state = { ...this.state, ...change }
    this.changed(this.state)
  }
}
