// A phone for tests: a vault in a database of its own, a clock one can turn, and the office it talks to.

import "fake-indexeddb/auto"

import { Database } from "../store/database"
import { newId } from "../store/ids"
import { tell, type Told } from "../store/outbox"
import { Vault } from "../store/vault"
import type { Clock } from "../sync/clock"
import { Engine } from "../sync/engine"
import type { Office } from "./office"

export const PIN = "246810"
const ROUNDS = 1000 // a test need not wait; the real number is measured on the phone

export class Phone {
  readonly engine: Engine

  constructor(
    readonly vault: Vault,
    readonly clock: Clock & { time: number },
    readonly office: Office,
  ) {
    this.engine = new Engine(vault, office, clock)
  }

  static async enrolled(office: Office): Promise<Phone> {
    const clock = turnable(office.now)
    const vault = new Vault(new Database("phone-" + newId()))
    await vault.setUp(PIN, ROUNDS, await office.enrolled())
    return new Phone(vault, clock, office)
  }

  /** Write a visit down; `home` may be left out. */
  visit(home: string | null = newId(), more: Partial<Told> = {}) {
    const payload = { visit_id: newId(), household_id: home, nothing_raised: true }
    return tell(this.vault, { kind: "visit.record", payload, household_id: home, ...more }, this.clock)
  }

  sync() {
    return this.engine.run()
  }

  async states(): Promise<string[]> {
    return (await this.vault.db.ops.toCollection().sortBy("seq")).map((op) => op.state)
  }
}

export function turnable(time: number): Clock & { time: number } {
  const clock = { time, now: () => clock.time, mono: () => clock.time - time, run: "test" }
  return clock
}
