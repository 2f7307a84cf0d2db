import { readFileSync } from "node:fs"
import { expect, test } from "vitest"

const css = readFileSync("desk/charts/map.css", "utf8")
const STEPS = ["step-0", "step-1", "step-2", "step-3", "step-4"]

function colours(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(selector)).match(/\{([^{}]*)\}/)![1]!
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1]!, m[2]!]))
}

const themes = {
  light: colours(":root {"),
  dark: colours(':root[data-theme="dark"]'),
  darkBySystem: colours(':root:not([data-theme="light"])'),
  paper: colours(":root:root"),
}

/** Relative luminance as WCAG 2 has it, 0 to 1. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [number, number]
  return (a + 0.05) / (b + 0.05)
}

function unreadable(theme: Record<string, string>): string[] {
  return STEPS.filter((step) => {
    const words = step === "step-4" ? theme["on-strong"] : theme["on-pale"]
    return !(contrast(theme[step]!, words!) >= 4.5)
  })
}

test("words can be read on every step of colour", () => {
  expect(Object.values(themes).flatMap(unreadable)).toEqual([])
  expect(unreadable({ ...themes.light, "step-3": "#8f4a3d" })).toEqual(["step-3"])
})

test("steps go one way from pale to strong, so that grey and colour-blind eyes tell them apart", () => {
  for (const theme of Object.values(themes)) {
    const light = STEPS.map((step) => luminance(theme[step]!))
    const falls = light.slice(1).map((value, at) => value < light[at]!)
    expect(new Set(falls).size).toBe(1)
    for (const [at, value] of light.slice(1).entries()) {
      const [high, low] = [value, light[at]!].sort((x, y) => y - x) as [number, number]
      expect((high + 0.05) / (low + 0.05)).toBeGreaterThan(1.12)
    }
  }
})

test("dark by choice and dark by system are the same, and paper is light", () => {
  expect(themes.darkBySystem).toEqual(themes.dark)
  expect(themes.paper).toEqual(themes.light)
})
