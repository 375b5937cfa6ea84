import type { TakenGraft } from '../../../domain/proof/graft.ts'
import { codeSpan } from '../../foreign/foreign-text.ts'

const ID = 40

/** Tests that somebody has had put onto the winner, and what its checks have said since; nothing of that where it is not known any more. */
export function graftNotes(
  { candidate, commit, by }: TakenGraft,
  { number, checks }: { readonly number: number; readonly checks: 'passed' | 'running' | undefined },
): readonly string[] {
  const what = `${codeSpan(by, ID)} had the tests of ${codeSpan(candidate, ID)} put onto ${codeSpan(`#${number}`, ID)} as commit ${codeSpan(commit.slice(0, 12), 12)}`
  return [checks === undefined ? `${what}.` : `${what}: ${SAID[checks]}`]
}

const SAID = {
  passed: 'the required checks have passed with them.',
  running: 'its checks run again.',
} as const
