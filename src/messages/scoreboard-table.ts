import { isCounted } from '../domain/evidence.ts'
import type { Row, Scoreboard } from '../domain/scoreboard.ts'
import { codeSpan, tableCell } from './foreign-text.ts'
import { formatDiff, formatKey, formatPoints, formatSigned } from './numbers.ts'
import { riskWords } from './risk-words.ts'

/**
 * The table of all candidates in rank order, as finished Markdown: one line each, after the headings. `laterResult` is what has become
 * of a row since the verdict, if anything.
 */
export function scoreboardTable(
  { rows, policy }: Scoreboard,
  laterResult: (row: Row) => string | undefined,
): readonly string[] {
  const columns = COLUMNS.filter((column) => column.shown?.(rows) ?? true)
  const headings = [...columns.map(({ heading }) => heading), 'Result']
  return [
    line(headings.map((heading) => (heading === SCORE && policy === 'lexicographic' ? KEY : heading))),
    line(headings.map(() => '---')),
    ...rows.map((row) =>
      line([...columns.map(({ cell }) => cell(row)), laterResult(row) ?? resultCell(row)]),
    ),
  ]
}

interface Column {
  readonly heading: string
  readonly cell: (row: Row) => string
  /** Columns that nobody has anything to put into are left out. */
  readonly shown?: (rows: readonly Row[]) => boolean
}

const SCORE = 'Score of 100'
const KEY = '(tests, −complexity, −lines, adds tests, −runtime)'

const COLUMNS: readonly Column[] = [
  { heading: 'Candidate', cell: (row) => tableCell(candidateCell(row)) },
  { heading: 'Checks', cell: (row) => tableCell(checksCell(row)) },
  { heading: 'Risk', cell: (row) => tableCell(riskWords(row) ?? '—') },
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
  { heading: SCORE, cell: scoreCell },
]

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function candidateCell({ candidate, tag, pullRequest }: Row): string {
  const link = pullRequest === undefined ? '' : ` · #${pullRequest}`
  return `${codeSpan(candidate, 40)} ${codeSpan(tag, 20)}${link}`
}

/** Of all required checks together: that of the tests alone may be better. */
function checksCell({ tests, checks, phase, gates }: Row): string {
  if (tests === 'not run') return phase === 'judged' ? 'not run' : PHASE_WORDS[phase]
  if (checks.length === 0) return tests
  const open = checks.filter((one) => isCounted(one) && one.verdict !== 'passed')
  const isOver = tests !== 'pending' && phase === 'judged' && gates.length > 0
  const all =
    open.length === 0
      ? tests
      : open.every(({ verdict }) => verdict === 'pending') && !isOver
        ? 'pending'
        : 'fail'
  return `${all} (${checks.filter((check) => check.verdict === 'passed').length} of ${checks.length})`
}

const PHASE_WORDS = {
  queued: 'queued',
  writing: 'being written',
  publishing: 'being published',
  verifying: 'waiting',
  reviewing: 'waiting for reviews',
} as const satisfies Record<Exclude<Row['phase'], 'judged'>, string>

function diffCell({ insertions, deletions = 0 }: Row): string {
  return insertions === undefined ? '—' : formatDiff(insertions, deletions)
}

function latencyCell({ p95LatencyMs, p95Trusted }: Row): string {
  if (p95LatencyMs === undefined) return '—'
  return `${formatSigned(p95LatencyMs)} ms${p95Trusted ? ' (trusted check)' : ', not counted'}`
}

function scoreCell({ score, key }: Row): string {
  if (score !== undefined) return formatPoints(score)
  return key === undefined ? '—' : formatKey(key)
}

const LEFT_WORDS = {
  'base-moved': 'held',
  'taken-over': 'taken over',
  closed: 'closed by hand',
  merged: 'merged by hand',
} as const satisfies Record<NonNullable<Row['left']>, string>

function resultCell({ result, unstarted, left }: Row): string {
  if (left) return LEFT_WORDS[left]
  if (unstarted) return unstarted === 'budget' ? 'not started' : 'not needed'
  return result === 'promote' ? '**promote**' : result
}
