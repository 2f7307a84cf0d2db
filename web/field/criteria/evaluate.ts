// Conditions of a form, judged on the phone as the office judges them: three-valued, over the JSON of the server's
// parser. What is not known is null, and null is neither yes nor no. tests/criteria/vectors.json holds both alike.

import type { Plain, Tree } from "../wire"

export type Value = Plain | null
export type Truth = boolean | null
export type Look = (name: string) => Value | undefined

/** A condition that asks for what cannot be: `<` of a text, a sum of yes and no. */
export class WrongKind extends Error {}

export function truth(tree: Tree, look: Look): Truth {
  const [head, ...parts] = nodeOf(tree)
  switch (head) {
    case "and":
    case "or": {
      const decisive = head === "or"
      let outcome: Truth = !decisive
      for (const part of parts) {
        const one = truth(part as Tree, look)
        if (one === decisive) return decisive
        if (one === null) outcome = null
      }
      return outcome
    }
    case "not": {
      const one = truth(parts[0] as Tree, look)
      return one === null ? null : !one
    }
    case "in": {
      const item = amount(parts[0] as Tree, look)
      const options = parts[1] as readonly (Tree | Plain)[]
      return item === null ? null : options.some((option) => option !== null && same(item, literal(option)))
    }
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "==":
    case "!=":
      return compare(head, amount(parts[0] as Tree, look), amount(parts[1] as Tree, look))
  }
  const value = amount(tree, look)
  if (value === null || typeof value === "boolean") return value
  throw new WrongKind(`${JSON.stringify(tree)} is neither yes nor no`)
}

export function amount(tree: Tree, look: Look): Value {
  if (!Array.isArray(tree)) return tree as Plain
  const [head, ...parts] = nodeOf(tree)
  if (head === "name") {
    const value = look(String(parts[0]))
    return value === undefined || (typeof value === "number" && Number.isNaN(value)) ? null : value
  }
  if (!["+", "-", "*", "/"].includes(String(head))) throw new WrongKind(`${JSON.stringify(tree)} is no amount`)
  const operands = parts.map((part) => amount(part as Tree, look))
  if (operands.some((one) => one === null)) return null
  const numbers = operands.map((one) => {
    if (typeof one !== "number") throw new WrongKind(`${String(one)} is no number`)
    return one
  })
  const result = calculate(String(head), numbers)
  return result === null || Number.isNaN(result) ? null : result
}

function calculate(operator: string, [left, right]: number[]): number | null {
  if (right === undefined) return operator === "-" ? -left! : left!
  switch (operator) {
    case "+":
      return left! + right
    case "-":
      return left! - right
    case "*":
      return left! * right
  }
  return right === 0 ? null : left! / right
}

function compare(operator: string, left: Value, right: Value): Truth {
  if (left === null || right === null) return null
  if (operator === "==" || operator === "!=") return same(left, right) === (operator === "==")
  if (typeof left !== "number" || typeof right !== "number") throw new WrongKind(`${operator} needs two numbers`)
  switch (operator) {
    case "<":
      return left < right
    case "<=":
      return left <= right
    case ">":
      return left > right
  }
  return left >= right
}

function same(left: Plain, right: Plain): boolean {
  if (typeof left !== typeof right) throw new WrongKind(`${String(left)} and ${String(right)} are of two kinds`)
  return left === right
}

function literal(option: Tree | Plain): Plain {
  if (Array.isArray(option)) throw new WrongKind("a list holds constants only")
  return option as Plain
}

function nodeOf(tree: Tree): readonly unknown[] {
  return Array.isArray(tree) ? tree : [null]
}
