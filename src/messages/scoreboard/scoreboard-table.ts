import type { Row } from '../../domain/judgement/row.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { checksText, testsText } from '../checks/check-status.ts'
import { codeSpan, tableCell } from '../foreign/foreign-text.ts'
import { formatDiff, formatSigned } from '../numbers.ts'
import { riskText } from '../reasons/risk-text.ts'
import { scoreText } from '../reasons/score-text.ts'
import type { ScoreboardView } from './scoreboard-view.ts'

/**
 * The table of all candidates in rank order, as finished Markdown: one line each, after the headings. `laterResult` is what has become
 * of a row since the verdict, if anything.
 */
export function scoreboardTable(
  { scoreboard, policy }: Pick<ScoreboardView, 'scoreboard' | 'policy'>,
  laterResult: (row: Row) => string | undefined,
): readonly string[] {
  const { rows } = scoreboard
  const columns = COLUMNS.filter((column) => column.shown?.(rows) ?? true)
  const headings = columns.map(({ heading }) => heading ?? policy.heading)
  // What a narrow page shows without scrolling: who, and how it ended.
  const withResult = (cells: readonly string[], result: string) => [
    ...cells.slice(0, 1),
    result,
    ...cells.slice(1),
  ]
  return [
    line(withResult(headings, 'Result')),
    line(withResult(headings, '').map(() => '---')),
    ...rows.map((row) =>
      line(
        withResult(
          columns.map(({ cell }) => cell(row, scoreboard)),
          laterResult(row) ?? resultWord(row),
        ),
      ),
    ),
  ]
}

interface Column {
  /** Absent for the one whose heading is the policy's. */
  readonly heading?: string
  readonly cell: (row: Row, scoreboard: Pick<Scoreboard, 'threshold'>) => string
  /** Columns that nobody has anything to put into are left out. */
  readonly shown?: (rows: readonly Row[]) => boolean
}

const COLUMNS: readonly Column[] = [
  { heading: 'Candidate', cell: (row) => tableCell(candidateCell(row)) },
  { cell: scoreText },
  {
    heading: 'Written by',
    cell: ({ toolchain }) => tableCell(codeSpan(toolchain, 40)),
    shown: (rows) => rows.some(({ toolchain }) => toolchain !== ''),
  },
  { heading: 'Checks', cell: (row) => tableCell(checksCell(row)) },
  { heading: 'Risk', cell: (row) => tableCell(riskText(row) ?? '—') },
  { heading: 'Diff', cell: diffCell },
  {
    heading: 'Complexity',
    cell: ({ complexityDelta }) => (complexityDelta === undefined ? '—' : formatSigned(complexityDelta)),
    shown: (rows) => rows.some((row) => row.complexityDelta !== undefined),
  },
  {
    heading: 'p95 latency (self-reported)',
    cell: latencyCell,
    shown: (rows) => rows.some((row) => row.p95LatencyMs !== undefined),
  },
  {
    heading: 'Confidence (self-reported)',
    cell: ({ confidence }) => (confidence === undefined ? '—' : confidence.toFixed(2)),
  },
]

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function candidateCell({ candidate, tag, pullRequest }: Row): string {
  const link = pullRequest === undefined ? '' : ` · #${pullRequest}`
  return `${codeSpan(candidate, 40)} ${codeSpan(tag, 20)}${link}`
}

/** Of all required checks, each counted once. */
function checksCell(row: Row): string {
  const { tests, checks, phase } = row
  if (tests === 'not run') return phase === 'judged' ? 'not run' : PHASE_TEXT[phase]
  return checks.length === 0 ? testsText(row) : checksText(row)
}

const PHASE_TEXT = {
  queued: 'queued',
  writing: 'being written',
  publishing: 'being published',
  verifying: 'waiting',
  proving: 'waiting for the tests of the others',
  distinguishing: 'waiting for a test that tells two apart',
  reviewing: 'waiting for reviews',
} as const satisfies Record<Exclude<Row['phase'], 'judged'>, string>

function diffCell({ insertions, deletions = 0 }: Row): string {
  return insertions === undefined ? '—' : formatDiff(insertions, deletions)
}

function latencyCell({ p95LatencyMs, p95Trusted }: Row): string {
  if (p95LatencyMs === undefined) return '—'
  return `${formatSigned(p95LatencyMs)} ms${p95Trusted ? ' (trusted check)' : ', not counted'}`
}

const LEFT_TEXT = {
  'base-moved': 'hold',
  'taken-over': 'taken over',
  closed: 'closed by hand',
  merged: 'merged by hand',
} as const satisfies Record<NonNullable<Row['left']>, string>

/** How it ended for a candidate: the same words wherever a result is shown. */
export function resultWord({ result, unstarted, left }: Pick<Row, 'result' | 'unstarted' | 'left'>): string {
  if (left) return LEFT_TEXT[left]
  if (unstarted) return unstarted === 'budget' ? 'not started' : 'not needed'
  return result === 'promote' ? '**promote**' : result
}
