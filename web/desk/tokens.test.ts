import { readFileSync } from "node:fs"
import { expect, test } from "vitest"

const css = readFileSync("desk/tokens.css", "utf8")

/** The colours of one block of tokens.css, by name without the dashes. */
function colours(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(selector)).match(/\{([^{}]*)\}/)![1]!
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1]!, m[2]!]))
}

const light = colours(":root {")
const dark = colours(':root[data-theme="dark"]')
const darkBySystem = colours(':root:not([data-theme="light"])')

/** Contrast as WCAG 2 counts it: 1 (none) to 21 (black on white). */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [number, number]
  return (a + 0.05) / (b + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function weak(theme: Record<string, string>): string[] {
  const asked: [string[], string[], number][] = [
    [["ink", "soft", "action"], ["paper", "surface", "raised"], 4.5],
    [["on-action"], ["action", "action-hover"], 4.5],
    [["priority", "watch", "fine", "unassessed", "edge"], ["paper", "surface"], 3],
  ]
  return asked.flatMap(([fronts, backs, floor]) =>
    fronts.flatMap((front) =>
      backs.filter((back) => !(contrast(theme[front]!, theme[back]!) >= floor)).map((back) => `${front} on ${back}`),
    ),
  )
}

test("text has a contrast of 4.5 and shapes of 3, in light and in dark", () => {
  expect({ light: weak(light), dark: weak(dark) }).toEqual({ light: [], dark: [] })
})

test("a palette that is too pale is caught", () => {
  expect(weak({ ...light, soft: "#9aa0a8" })).toEqual(["soft on paper", "soft on surface", "soft on raised"])
})

test("dark by choice and dark by system are the same", () => {
  expect(Object.keys(dark)).toHaveLength(Object.keys(light).length)
  expect(darkBySystem).toEqual(dark)
})
