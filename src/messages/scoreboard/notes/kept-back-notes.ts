import type { Row } from '../../../domain/judgement/row.ts'
import { codeSpan } from '../../foreign/foreign-text.ts'
import { list } from '../../numbers.ts'
import type { ScoreboardView } from '../scoreboard-view.ts'

/** Which patches did not become pull requests, by which rule, and where they can be read all the same. */
export function keptBackNotes({ scoreboard, speculation, gates }: ScoreboardView): string[] {
  const guards = new Set(gates.filter(({ isGuard }) => isGuard).map(({ name }) => name))
  const kept = scoreboard.rows.filter((row) => isKeptBack(row, guards))
  const [first] = kept
  if (first === undefined) return []
  const names = list(kept.map(({ candidate }) => codeSpan(candidate, 40)))
  const [are, that] = kept.length === 1 ? ['has no pull request', 'it'] : ['have no pull requests', 'them']
  const command = codeSpan(`speculate why ${speculation.id} ${first.candidate} --patch`, 250)
  return [
    `${names} ${are}: a patch that holds a secret, changes what the checks run or read, or could do harm once it is pushed never leaves this app. Every other patch becomes a draft, even one that is rejected.`,
    `Whoever runs this app can read ${that}: ${command}.`,
  ]
}

/** It wrote a patch, and that patch is the reason why nothing of it was pushed. */
function isKeptBack({ pullRequest, files, result, gates }: Row, guards: ReadonlySet<string>): boolean {
  if (pullRequest !== undefined || files.length === 0 || result !== 'reject') return false
  return gates.some(({ gate }) => guards.has(gate))
}
