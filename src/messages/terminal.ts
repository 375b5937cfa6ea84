import type { PolicyName, Row, Scoreboard } from '../domain/scoreboard.ts'
import { formatKey, formatLatency, formatScore } from './numbers.ts'
import { plain, wrap } from './plain-text.ts'
import { failedRiskChecks } from './risk-words.ts'

export interface TerminalOptions {
  /** Whether ANSI colours may be written. */
  readonly color: boolean
  /** Columns of the terminal; sentences are wrapped there. */
  readonly width: number
}

/** A6: the table, then the winner, then one sentence per loser. Ends with a line break. */
export function renderTerminalTable(scoreboard: Scoreboard, options: TerminalOptions): string {
  const { rows, policy } = scoreboard
  const cells = [HEADINGS, ...rows.map((row) => rowCells(row, policy))]
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

function rowCells(row: Row, policy: PolicyName): string[] {
  return [
    plain(row.candidate),
    row.tests,
    riskCell(row),
    row.insertions === undefined ? '—' : String(row.insertions + (row.deletions ?? 0)),
    row.p95LatencyMs === undefined ? '—' : latencyCell(row.p95LatencyMs, row.p95Trusted),
    scoreCell(row, policy),
    row.result,
  ]
}

function riskCell(row: Row): string {
  if (!row.risk) return '—'
  return `${RISKS[row.risk.level]}${failedRiskChecks(row).length > 0 ? ' (files)' : ''}`
}

/** As the seed writes them. */
const RISKS = { low: 'low', medium: 'med', high: 'high', critical: 'critical' } as const

/** A `?` marks what only the candidate's own run says: shown, not counted. */
function latencyCell(milliseconds: number, trusted: boolean | undefined): string {
  return `${formatLatency(milliseconds)}${trusted ? '' : '?'}`
}

function scoreCell({ score, key, result }: Row, policy: PolicyName): string {
  if (score !== undefined) return formatScore(score)
  if (key !== undefined) return formatKey(key)
  return result === 'reject' && policy !== 'lexicographic' ? '0.00' : '—'
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
