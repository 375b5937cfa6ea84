import type { Row } from '../../domain/judgement/row.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan, sentence } from '../foreign/foreign-text.ts'
import { formatTime } from '../numbers.ts'
import { resultCell } from './scoreboard-table.ts'
import type { ScoreboardView } from './scoreboard-view.ts'

/** As many as a reader can want; the log has all of them. */
const MAX_RUNS = 10
const MAX_COMMENT_LENGTH = 65_000

/** The scoreboard of the latest run, with what came of those before it folded below. */
export function withEarlierRuns(body: string, earlier: readonly Speculation[]): string {
  const shown = earlier.slice(-MAX_RUNS).toReversed().flatMap(runLines)
  const folded = `\n<details>\n<summary>Earlier runs on this issue (${earlier.length})</summary>\n\n${shown.join('\n')}\n\n</details>\n`
  const whole = `${body.trimEnd()}\n${folded}`
  return whole.length > MAX_COMMENT_LENGTH ? body : whole
}

/** What came of a run: a line of a list in Markdown, and one below it for each candidate. */
export function runLines({ run, verdict, startedAt }: Speculation): string[] {
  const time = formatTime(startedAt)
  const when = time === undefined ? '' : `, started ${time}`
  if (!verdict) return [`- Run ${run}${when}: no verdict.`]
  const { decision, scoreboard } = verdict
  const came =
    decision.kind === 'promote'
      ? `${codeSpan(decision.candidate, 40)} was promoted`
      : decision.kind === 'escalate'
        ? sentence(decision.reason, 300)
        : 'no decision'
  return [
    `- Run ${run}${when}: ${came.replace(/\.$/, '')}.`,
    ...scoreboard.rows.map((row) => describeRow(row, decision)),
  ]
}

function describeRow(row: Row, decision: ScoreboardView['decision']): string {
  const { candidate, pullRequest } = row
  const where = pullRequest === undefined ? 'no pull request' : `#${pullRequest}`
  return `  - ${codeSpan(candidate, 40)}: ${where}, ${resultCell(row, decision).replaceAll('*', '')}`
}
