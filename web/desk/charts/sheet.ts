/**
 * The numbers of a chart are read from the table behind it, so that picture and table cannot differ.
 * A cell says its number as `data-value`; a column's head says its class as `data-tone`; a row's head may say
 * a shorter word for the axis as `data-short`.
 */

export interface Series {
  name: string
  tone: string
  values: number[]
}

export interface Sheet {
  labels: string[]
  series: Series[]
}

/** Read a table; one whose rows are not all of the same length is a mistake and throws. */
export function readSheet(table: HTMLTableElement): Sheet {
  const heads = [...table.querySelectorAll<HTMLElement>("thead th[data-tone]")]
  const rows = [...table.querySelectorAll<HTMLElement>("tbody tr")]
  const numbers = rows.map((row) =>
    [...row.querySelectorAll<HTMLElement>("[data-value]")].map((cell) => Number(cell.dataset.value)),
  )
  if (numbers.some((row) => row.length !== heads.length || !row.every(Number.isFinite))) {
    throw new Error("the table behind a chart has a gap")
  }
  return {
    labels: rows.map((row) => {
      const head = row.querySelector<HTMLElement>("th")
      return head?.dataset.short ?? text(head)
    }),
    series: heads.map((head, column) => ({
      name: text(head),
      tone: head.dataset.tone ?? "",
      values: numbers.map((row) => row[column]!),
    })),
  }
}

function text(element: HTMLElement | null): string {
  return element?.textContent?.trim() ?? ""
}
