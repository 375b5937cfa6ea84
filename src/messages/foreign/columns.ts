/** Columns that a text takes in a terminal: most East Asian letters and emoji take two, marks that join a letter none. */
export function columnsOf(text: string): number {
  return Array.from(text).reduce((sum, point) => sum + columnsOfPoint(point), 0)
}

/** At most so many columns, the last of them `…` where something was cut. */
export function cutToColumns(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let line = ''
  let taken = 1
  for (const point of text) {
    taken += columnsOfPoint(point)
    if (taken > columns) break
    line += point
  }
  return `${line}…`
}

export function padToColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

function columnsOfPoint(point: string): number {
  if (NONE.test(point)) return 0
  return WIDE.test(point) ? 2 : 1
}

const NONE = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]$/u
/** The blocks that Unicode calls wide or fullwidth (UAX 11), and what is shown as a picture. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u
