import type { SimilarVerdicts } from '../../../domain/judgement/scoreboard.ts'
import type { VerdictKind } from '../../../domain/judgement/verdict-kind.ts'

/** Always with both numbers, never a share alone. */
export function likeThisText({ kind, people, past }: SimilarVerdicts): string {
  const kept = people ? [`${people.right} of ${people.of} merged and kept by maintainers`] : []
  const right = past ? [`${past.right} of ${past.of} right among past fixes of this repository`] : []
  return `Verdicts like this one (${VERDICT_KINDS[kind]}): ${[...kept, ...right].join('; ')}.`
}

export const VERDICT_KINDS: Readonly<Record<VerdictKind, string>> = {
  'refuted-rivals': 'proven, with a rival refuted',
  'proven-and-agreed': 'proven, and others agree',
  'proven-alone': 'proven by its own tests alone',
  'proven-by-rivals': 'proven by the tests of rivals',
  unproven: 'proven by no test',
  'not-checked': 'not cross-checked',
}
