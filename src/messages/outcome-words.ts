import type { Learned } from '../domain/learning/learn.ts'

/** What maintainers can make of a run with a verdict, in the order in which it is told. */
export const OUTCOME_WORDS: readonly (readonly [keyof Learned['outcomes'], string])[] = [
  ['merged-unedited', 'merged as judged'],
  ['merged-edited', 'edited, then merged'],
  ['reverted', 'merged, then reverted within 30 days'],
  ['other-promoted', 'another candidate chosen'],
  ['closed', 'winner closed'],
  ['none', 'nobody promoted or chosen'],
  ['open', 'not answered yet'],
]
