import { isWithdrawn } from '../../domain/judgement/scoreboard.ts'
import type { RunOverview } from '../../domain/run/run-overview.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { candidateState, runState } from '../../messages/operator/run-state.ts'
import { laterResult } from '../../messages/scoreboard/scoreboard-aftermath.ts'
import { resultCell } from '../../messages/scoreboard/scoreboard-table.ts'
import { inline, type MarkdownContext, sentenceOf } from '../markup/markdown.ts'
import type { Markup } from '../markup/markup.ts'

/** How far a run has come, as a sentence. */
export function stateSentence(run: RunOverview, context: MarkdownContext): Markup {
  const { winner } = run
  const state = runState(run)
  const isOfWinner = winner !== undefined && state.startsWith(`${winner} `)
  return sentenceOf(isOfWinner ? `${codeSpan(winner, 40)}${state.slice(winner.length)}` : state, context)
}

/** How far a candidate has come, in the words of the scoreboard once there is a verdict. */
export function candidateWords(
  { speculation }: RunOverview,
  candidate: RunOverview['candidates'][number],
  { now, ...context }: MarkdownContext & { readonly now: string },
): Markup {
  const { row } = candidate
  const { verdict } = speculation
  if (!row || !verdict) return inline(candidateState(candidate, now), context)
  if (isWithdrawn(verdict.decision) && row.phase !== 'judged') return inline('not judged', context)
  const pullRequest = row.pullRequest === undefined ? '' : `, #${row.pullRequest}`
  return inline(
    `${laterResult(row, { speculation }) ?? resultCell(row, verdict.decision)}${pullRequest}`,
    context,
  )
}
