import { columnsOf, padToColumns } from './foreign/columns.ts'

/** Rows of one table, each as a line of a terminal: every column is as wide as its widest cell. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => columnsOf(row[at] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, at) => padToColumns(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
