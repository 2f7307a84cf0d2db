// @vitest-environment node
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"

import type { Tree } from "../wire"
import { amount, truth, WrongKind, type Look, type Value } from "./evaluate"

const VECTORS = "../tests/criteria/vectors.json"
const looking = (values: Record<string, Value>): Look => (name) => values[name]
const known = looking({ yes: true, no: false, income: 3100, line: 7800, kind: "chronic" })

test.each<[Tree, boolean | null]>([
  [["<", ["name", "income"], ["name", "line"]], true],
  [["and", ["name", "yes"], ["name", "missing"]], null],
  [["and", ["name", "no"], ["name", "missing"]], false],
  [["or", ["name", "yes"], ["name", "missing"]], true],
  [["or", ["name", "no"], ["name", "missing"]], null],
  [["not", ["name", "missing"]], null],
  [["not", ["name", "no"]], true],
  [["in", ["name", "kind"], ["chronic", "severe"]], true],
  [["in", ["name", "missing"], ["chronic"]], null],
  [["==", ["name", "kind"], "severe"], false],
  [["<", ["/", ["name", "income"], 0], 5], null],
  [["<", ["+", ["name", "income"], ["name", "missing"]], 5], null],
  [true, true],
])("%j is %j", (tree, expected) => {
  expect(truth(tree, known)).toBe(expected)
})

test("what is of two kinds is an error, as on the server, not a no", () => {
  expect(() => truth(["<", ["name", "kind"], 3], known)).toThrow(WrongKind)
  expect(() => truth(["==", ["name", "yes"], 1], known)).toThrow(WrongKind)
  expect(() => truth(["name", "income"], known)).toThrow(WrongKind)
})

test("sums are in double precision", () => {
  expect(amount(["+", 0.1, 0.2], known)).toBe(0.1 + 0.2)
  expect(amount(["-", ["name", "line"], ["name", "income"]], known)).toBe(4700)
})

type Vector = { text: string; tree: Tree; rows: [Record<string, Value>, boolean | null][] }

test("the phone judges every vector as the office does", () => {
  const vectors = JSON.parse(readFileSync(VECTORS, "utf8")) as Vector[]
  const judged = vectors.flatMap(({ text, tree, rows }) =>
    rows.map(([values, expected]) => ({ text, values, expected, found: truth(tree, looking(values)) })),
  )
  expect(judged.filter((one) => one.found !== one.expected)).toEqual([])
  expect(judged.length).toBeGreaterThan(100)
})
