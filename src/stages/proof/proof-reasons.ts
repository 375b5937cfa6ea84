import type { Row } from '../../domain/judgement/row.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { questionText } from '../../messages/proof/proof.ts'

/** What a human is asked where tests contradict each other. */
export function proofQuestion({ proof }: Scoreboard): string | undefined {
  if (proof?.kind !== 'checked' || proof.verdict.questions.length === 0) return undefined
  return `${proof.verdict.questions.map(questionText).join('; ')}: a human must say which is right.`
}

export function unprovenReason({ proof }: Scoreboard): string {
  const why = proof?.kind === 'not-checked' ? ` The tests were not run on each other: ${proof.reason}.` : ''
  return `No candidate is proven by a test that fails on the base and passes with it, as the settings ask for.${why}`
}

/** Of a row that passes every check. */
export function provenReason({ proof, reason }: Row): string {
  if (!proof) return reason
  if (proof.against !== undefined) return `passes every check, but ${proof.against}`
  return proof.isProven ? `passes every check, and ${proof.words}` : `passes every check, but ${proof.words}`
}
