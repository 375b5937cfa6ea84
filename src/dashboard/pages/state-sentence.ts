import type { RunOverview } from '../../domain/run/run-overview.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { runState } from '../../messages/operator/run-state.ts'
import { type MarkdownContext, sentenceOf } from '../markup/markdown.ts'
import type { Markup } from '../markup/markup.ts'

/** How far a run has come, as a sentence. */
export function stateSentence(run: RunOverview, context: MarkdownContext): Markup {
  const { winner } = run
  const state = runState(run)
  const isOfWinner = winner !== undefined && state.startsWith(`${winner} `)
  return sentenceOf(isOfWinner ? `${codeSpan(winner, 40)}${state.slice(winner.length)}` : state, context)
}
