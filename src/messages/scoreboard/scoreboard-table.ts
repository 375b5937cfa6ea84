import { isUnjudged, type Row } from '../../domain/judgement/row.ts'
import type { Decision, Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { checksText, testsText } from '../checks/check-status.ts'
import { codeSpan, tableCell } from '../foreign/foreign-text.ts'
import { formatDiff, formatSigned } from '../numbers.ts'
import { riskText } from '../reasons/risk-text.ts'
import { scoreText } from '../reasons/score-text.ts'
import { agentText } from './agent-text.ts'
import type { ScoreboardView } from './scoreboard-view.ts'

/**
 * The table of all candidates in rank order, as finished Markdown: one line each, after the headings. How it ended and for whom come first,
 * because a narrow page shows no more without scrolling; the score comes last. `laterResult` is what has become of a row since the
 * verdict, if anything.
 */
export function scoreboardTable(
  { scoreboard, policy, decision }: Pick<ScoreboardView, 'scoreboard' | 'policy' | 'decision'>,
  laterResult: (row: Row) => string | undefined,
): readonly string[] {
  const { rows } = scoreboard
  const columns = COLUMNS.filter((column) => column.shown?.(rows) ?? true)
  const run = { threshold: scoreboard.threshold, isDecided: decision.kind !== 'wait' }
  const cells = (row: Row) => [
    laterResult(row) ?? resultCell(row, decision),
    ...columns.map(({ cell }) => cell(row, run)),
  ]
  const headings = ['Result', ...columns.map(({ heading }) => heading ?? policy.heading)]
  return [line(headings), line(headings.map(() => '---')), ...rows.map((row) => line(cells(row)))]
}

interface RunOfRow extends Pick<Scoreboard, 'threshold'> {
  /** Nobody waits for anything any more, also of who was stopped on the way. */
  readonly isDecided: boolean
}

interface Column {
  /** Absent for the one whose heading is the policy's. */
  readonly heading?: string
  readonly cell: (row: Row, run: RunOfRow) => string
  /** Columns that nobody has anything to put into are left out. */
  readonly shown?: (rows: readonly Row[]) => boolean
}

const COLUMNS: readonly Column[] = [
  { heading: 'Candidate', cell: (row) => tableCell(candidateCell(row)) },
  { heading: 'Checks', cell: (row, run) => tableCell(checksCell(row, run)) },
  { heading: 'Diff', cell: diffCell },
  { heading: 'Risk', cell: (row) => tableCell(riskText(row) ?? '—') },
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
    heading: 'Written by',
    cell: (row) => tableCell(agentText(row)),
    shown: (rows) => rows.some(({ toolchain }) => toolchain !== ''),
  },
  {
    heading: 'Confidence (self-reported)',
    cell: ({ confidence }) => (confidence === undefined ? '—' : confidence.toFixed(2)),
  },
  { cell: scoreText },
]

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function candidateCell({ candidate, tag, pullRequest, strategy }: Row): string {
  const link = pullRequest === undefined ? '' : ` · #${pullRequest}`
  return `${codeSpan(candidate, 40)} ${codeSpan(tag, 20)}${link}<br>${codeSpan(strategy, 80)}`
}

/** Of all required checks, each counted once. */
function checksCell(row: Row, { isDecided }: RunOfRow): string {
  const { tests, checks, phase } = row
  if (tests === 'not run') return phase === 'judged' || isDecided ? 'not run' : PHASE_TEXT[phase]
  return checks.length === 0 ? testsText(row, isDecided) : checksText(row, isDecided)
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

const LEFT_OPEN = 'left open'

/** How it ended for a candidate, for people: who was not chosen is told apart from who waits, and from who is left to them. */
export function resultCell(row: Row, decision: Pick<Decision, 'kind'>): string {
  if (row.left === 'base-moved') return LEFT_OPEN
  if (row.left || row.unstarted) return resultWord(row)
  if (row.result === 'promote') return '✓ **promoted**'
  if (row.result === 'reject') return isUnjudged(row) ? 'not judged' : '✗ rejected'
  if (row.result === 'waiting' || decision.kind === 'wait') return 'waiting'
  return decision.kind === 'promote' ? 'passed, not chosen' : LEFT_OPEN
}

/** The same for a terminal. */
export function resultText(row: Row, decision: Pick<Decision, 'kind'>): string {
  return resultCell(row, decision)
    .replaceAll('*', '')
    .replace(/^[✓✗] /, '')
}

/** The kind of decision that rows tell of, where there is none at hand. */
export function endOf(rows: readonly Row[]): Pick<Decision, 'kind'> {
  if (rows.some(({ result }) => result === 'promote')) return { kind: 'promote' }
  return { kind: rows.some(({ result }) => result === 'waiting') ? 'wait' : 'escalate' }
}

/** How it ended for a candidate, in the words of the rules: in the seed's own table, and for programs. */
export function resultWord({ result, unstarted, left }: Pick<Row, 'result' | 'unstarted' | 'left'>): string {
  if (left) return LEFT_TEXT[left]
  if (unstarted) return unstarted === 'budget' ? 'not started' : 'not needed'
  return result
}
