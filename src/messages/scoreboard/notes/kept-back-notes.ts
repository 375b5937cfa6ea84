import type { Row } from '../../../domain/judgement/scoreboard.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { keptBackBy } from '../../../stages/gates/gates.ts'
import { codeSpan } from '../../foreign/foreign-text.ts'
import { list } from '../../numbers.ts'

/** Which patches are no pull requests, by which rule, and where they can be read all the same. */
export function keptBackNotes(rows: readonly Row[], { id }: Pick<Speculation, 'id'>): string[] {
  const kept = rows.filter(isKeptBack)
  const [first] = kept
  if (first === undefined) return []
  const names = list(kept.map(({ candidate }) => codeSpan(candidate, 40)))
  const [are, that] = kept.length === 1 ? ['has no pull request', 'it'] : ['have no pull requests', 'them']
  const command = codeSpan(`speculate why ${id} ${first.candidate} --patch`, 250)
  return [
    `${names} ${are}: a patch that holds a secret, changes what the checks run or read, or could do harm once it is pushed never leaves this app. Every other patch becomes a draft, also one that is rejected.`,
    `Whoever runs this app can read ${that}: ${command}.`,
  ]
}

/** It wrote a patch, and that patch is the reason why nothing of it was pushed. */
function isKeptBack({ pullRequest, files, result, gates }: Row): boolean {
  return pullRequest === undefined && files.length > 0 && result === 'reject' && keptBackBy(gates)
}
