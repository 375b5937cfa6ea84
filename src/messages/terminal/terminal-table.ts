import type { Row } from '../../domain/judgement/row.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { lackingTests } from '../../domain/proof/lacking-tests.ts'
import { testsText } from '../checks/check-status.ts'
import { plain, quoted, wrap } from '../foreign/plain-text.ts'
import { formatDiff, formatKey, formatLatency, formatPoints } from '../numbers.ts'
import { distinctionSentence } from '../proof/distinction.ts'
import { lackingLine } from '../proof/grafts.ts'
import { proofGrid, proofSentence } from '../proof/proof-grid.ts'
import { cutShortSentence } from '../reasons/left-behind.ts'
import { isClause } from '../reasons/reasons.ts'
import { failedRiskChecks } from '../reasons/risk-text.ts'
import { scoreText } from '../reasons/score-text.ts'
import { likeThisText } from '../scoreboard/notes/like-this-text.ts'
import { endOf, resultText, resultWord } from '../scoreboard/scoreboard-table.ts'
import { tableLines } from '../table-lines.ts'

export interface TerminalOptions {
  /** Whether ANSI colours may be written. */
  readonly color: boolean
  /** Columns of the terminal; sentences are wrapped there. */
  readonly width: number
  /** Sentences below a table, of the policy that ranked it. */
  readonly notes: (scoreboard: Scoreboard) => readonly string[]
  /** The pull requests are gone when the command ends, unless it is run with `--keep`. */
  readonly pagesEnd?: boolean
}

/** A6: the table, then the winner, then one sentence per loser. Ends with a line break. */
export function renderTerminalTable(scoreboard: Scoreboard, options: TerminalOptions): string {
  const end = endOf(scoreboard.rows)
  return render(scoreboard, { columns: COLUMNS, resultOf: (row) => resultText(row, end) }, options)
}

/**
 * The same in the seed's own forms: scores as fractions of 1, what is rejected at 0.00, a diff as one number of lines, and results in the
 * words of the rules.
 */
export function renderSeedTable(scoreboard: Scoreboard, options: TerminalOptions): string {
  const columns = COLUMNS.map((column) => SEED_CELLS[column.heading] ?? column)
  return render(scoreboard, { columns, resultOf: resultWord }, options)
}

interface Form {
  readonly columns: readonly Column[]
  readonly resultOf: (row: Row) => string
}

function render(scoreboard: Scoreboard, form: Form, options: TerminalOptions): string {
  const { rows } = scoreboard
  const columns = form.columns.filter((column) => column.shown?.(rows) ?? true)
  const cells = [
    [...columns.map(({ heading }) => heading), 'result'],
    ...rows.map((row) => [...columns.map(({ cell }) => cell(row, scoreboard)), form.resultOf(row)]),
  ]
  const lines = tableLines(cells).map((line, index) =>
    paint(line, index === 0 ? 'heading' : rows[index - 1]?.result, options),
  )
  return [
    ...lines,
    '',
    ...notesBelow(scoreboard, options),
    ...proofLines(scoreboard, options),
    ...distinctionLines(scoreboard, options),
    ...winnerLines(scoreboard, form, options),
    ...loserLines(rows, form, options),
    '',
  ].join('\n')
}

interface Column {
  readonly heading: string
  readonly cell: (row: Row, scoreboard: Scoreboard) => string
  readonly shown?: (rows: readonly Row[]) => boolean
}

/** A6, and who wrote it where that is known; the result follows. */
const COLUMNS: readonly Column[] = [
  { heading: 'candidate', cell: (row) => plain(row.candidate) },
  {
    heading: 'agent',
    cell: (row) => plain(row.toolchain) || '—',
    shown: (rows) => rows.some(({ toolchain }) => toolchain !== ''),
  },
  { heading: 'tests', cell: (row, { rows }) => testsText(row, endOf(rows).kind !== 'wait') },
  { heading: 'risk', cell: riskCell },
  {
    heading: 'diff',
    cell: ({ insertions, deletions = 0 }) =>
      insertions === undefined ? '—' : formatDiff(insertions, deletions),
  },
  {
    heading: 'p95-latency',
    cell: ({ p95LatencyMs, p95Trusted }) =>
      p95LatencyMs === undefined ? '—' : latencyCell(p95LatencyMs, p95Trusted),
  },
  { heading: 'score', cell: scoreText },
]

const SEED_CELLS: Readonly<Record<string, Column>> = {
  diff: {
    heading: 'diff',
    cell: ({ insertions, deletions = 0 }) =>
      insertions === undefined ? '—' : String(insertions + deletions),
  },
  score: {
    heading: 'score',
    cell: ({ score, key, result }, { threshold }) => {
      if (score !== undefined) return formatPoints(score / 100, 2)
      if (key !== undefined && key.length > 0) return formatKey(key)
      return result === 'reject' && threshold !== undefined ? '0.00' : '—'
    },
  },
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

/** What the score, or the key, is made of. */
function notesBelow(scoreboard: Scoreboard, { width, notes }: TerminalOptions): string[] {
  const said = notes(scoreboard)
  return said.length === 0 ? [] : [...said.flatMap((note) => wrap(quoted(note), width)), '']
}

/** Who passes whose tests, where they were run on each other. */
function proofLines(scoreboard: Scoreboard, { width }: TerminalOptions): string[] {
  const { proof } = scoreboard
  const said = proofSentence(scoreboard)
  if (!proof || said === undefined) return []
  const grid = proof.kind === 'checked' ? proofGrid(proof) : undefined
  const cells = grid ? [grid.heading, ...grid.lines] : []
  const texts = cells.map((line) => line.map((cell) => plain(cell.replaceAll('**', ''))))
  return [...tableLines(texts), ...wrap(`${quoted(said)}.`, width), '']
}

/** On what the best two differ, where somebody was asked. */
function distinctionLines(scoreboard: Scoreboard, { width }: TerminalOptions): string[] {
  const said = distinctionSentence(scoreboard)
  return said === undefined ? [] : [...wrap(quoted(said), width), '']
}

function winnerLines(scoreboard: Scoreboard, { resultOf }: Form, options: TerminalOptions): string[] {
  const { rows } = scoreboard
  const winner = rows.find((row) => row.result === 'promote')
  if (winner) {
    const pullRequest = winner.pullRequest === undefined ? '' : ` (pull request ${winner.pullRequest})`
    const lacking = lackingLine(lackingTests(scoreboard, winner.candidate), winner, options.pagesEnd)
    return [
      `${resultOf(winner)}: ${plain(winner.candidate)}${pullRequest} ${quoted(winner.reason)}`,
      endOfAgent(winner),
      scoreboard.likeThis ? likeThisText(scoreboard.likeThis) : '',
      lacking ?? '',
    ].flatMap((line) => (line === '' ? [] : wrap(line, options.width)))
  }
  return rows.some((row) => row.result === 'waiting')
    ? ['not decided yet']
    : ['no candidate is promoted; a human has to decide']
}

function loserLines(rows: readonly Row[], { resultOf }: Form, { width }: TerminalOptions): string[] {
  return rows
    .filter((row) => row.result !== 'promote')
    .flatMap((row) => [
      `${resultOf(row)}: ${plain(row.candidate)}${isClause(row.reason) ? '' : ':'} ${quoted(row.reason)}`,
      endOfAgent(row),
    ])
    .flatMap((line) => (line === '' ? [] : wrap(line, width)))
}

/** What the agent of a patch did not say by itself. Empty where it came to its end. */
function endOfAgent({ candidate, cutShort, seconds = 0 }: Row): string {
  return cutShort ? `${plain(candidate)}: ${quoted(cutShortSentence(cutShort, seconds))}` : ''
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
