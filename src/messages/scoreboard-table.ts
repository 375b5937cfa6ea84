import type { Row } from '../domain/scoreboard.ts'
import { codeSpan, tableCell } from './foreign-text.ts'
import { formatDiff, formatPoints } from './numbers.ts'

/** One line of the table, each cell finished Markdown. */
export interface TableRow {
  readonly candidate: string
  readonly checks: string
  readonly risk: string
  readonly diff: string
  readonly confidence: string
  readonly score: string
  readonly result: string
}

export function tableRow(row: Row): TableRow {
  const cells = {
    candidate: candidateCell(row),
    checks: checksCell(row),
    risk: row.risk ? row.risk.level : '—',
    diff: row.insertions === undefined ? '—' : formatDiff(row.insertions, row.deletions ?? 0),
    confidence: row.confidence === undefined ? '—' : row.confidence.toFixed(2),
    score: row.score === undefined ? '—' : formatPoints(row.score),
    result: row.result === 'promote' ? '**promote**' : row.result,
  }
  return { ...cells, candidate: tableCell(cells.candidate), checks: tableCell(cells.checks) }
}

function candidateCell({ candidate, tag, pullRequest }: Row): string {
  const link = pullRequest === undefined ? '' : ` · #${pullRequest}`
  return `${codeSpan(candidate, 40)} ${codeSpan(tag, 20)}${link}`
}

function checksCell({ tests, checks, phase }: Row): string {
  if (tests === 'not run') return phase === 'judged' ? 'not run' : PHASE_WORDS[phase]
  if (checks.length === 0) return tests
  return `${tests} (${checks.filter((check) => check.verdict === 'passed').length} of ${checks.length})`
}

const PHASE_WORDS = {
  queued: 'queued',
  writing: 'being written',
  publishing: 'being published',
  verifying: 'waiting',
} as const satisfies Record<Exclude<Row['phase'], 'judged'>, string>
