import type { Row, Scoreboard } from '../domain/scoreboard.ts'
import { oneLine } from './foreign-text.ts'
import { formatScore } from './numbers.ts'

export interface TerminalOptions {
  /** Whether ANSI colours may be written. */
  readonly color: boolean
  /** Columns of the terminal; sentences are wrapped there. */
  readonly width: number
}

/** A6: the table, then the winner, then one sentence per loser. Ends with a line break. */
export function renderTerminalTable(scoreboard: Scoreboard, options: TerminalOptions): string {
  const { rows } = scoreboard
  const cells = [HEADINGS, ...rows.map(rowCells)]
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const lines = cells.map((line, index) => {
    const text = line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
    return paint(text, index === 0 ? 'heading' : rows[index - 1]?.result, options)
  })
  return [...lines, '', ...winnerLines(rows, options), ...loserLines(rows, options), ''].join('\n')
}

const HEADINGS = ['candidate', 'tests', 'risk', 'diff', 'p95-latency', 'score', 'result']

function rowCells(row: Row): string[] {
  return [
    plain(row.candidate),
    row.tests,
    row.risk?.level ?? '—',
    row.insertions === undefined ? '—' : String(row.insertions + (row.deletions ?? 0)),
    // No check reports a latency that could be trusted.
    '—',
    row.score === undefined ? (row.result === 'reject' ? '0.00' : '—') : formatScore(row.score),
    row.result,
  ]
}

function winnerLines(rows: readonly Row[], options: TerminalOptions): string[] {
  const winner = rows.find((row) => row.result === 'promote')
  if (winner) {
    const pullRequest = winner.pullRequest === undefined ? '' : ` (pull request ${winner.pullRequest})`
    return wrap(`winner: ${plain(winner.candidate)}${pullRequest} ${plain(winner.reason)}`, options.width)
  }
  return rows.some((row) => row.result === 'waiting')
    ? ['winner: not decided yet']
    : ['winner: none, a human is asked']
}

function loserLines(rows: readonly Row[], { width }: TerminalOptions): string[] {
  return rows
    .filter((row) => row.result !== 'promote')
    .flatMap((row) => wrap(`${row.result}: ${plain(row.candidate)} ${plain(row.reason)}`, width))
}

/** Foreign text in a terminal: no control characters, one line, and no Markdown marks of ours. */
function plain(text: string): string {
  return oneLine(text.replaceAll('`', ''))
}

/** Lines of at most `width` columns, broken between words; the second and later ones are indented. */
function wrap(text: string, width: number): string[] {
  const room = Math.max(40, width)
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    if (current.trim() !== '' && current.length + 1 + word.length > room) {
      lines.push(current)
      current = `  ${word}`
    } else {
      current = current === '' ? word : `${current} ${word}`
    }
  }
  return [...lines, current]
}

const RESET = '\u001b[0m'
const COLORS: Record<Row['result'] | 'heading', string> = {
  heading: '\u001b[1m',
  promote: '\u001b[32m',
  hold: '\u001b[33m',
  reject: '\u001b[31m',
  waiting: '\u001b[36m',
}

function paint(text: string, as: Row['result'] | 'heading' | undefined, { color }: TerminalOptions): string {
  return color && as !== undefined ? `${COLORS[as]}${text}${RESET}` : text
}
