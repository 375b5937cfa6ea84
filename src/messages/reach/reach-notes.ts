import type { RequiredCheck } from '../../domain/checks/contract.ts'
import type { Judge, Reach } from '../../domain/checks/reach.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { count, list } from '../numbers.ts'

const SHOWN = 3
const PATH = 80

/** What may not be touched and why, in a line; what may all the same, in another; and what nothing is known of. */
export function reachNotes(reach: Reach, checks: readonly Pick<RequiredCheck, 'name'>[]): string[] {
  return [...judgesNote(reach), ...exceptionsNote(reach), ...unseenNote(reach, checks)]
}

function judgesNote(reach: Reach): string[] {
  const names = namesOnBase(reach)
  if (names.length === 0) return []
  const shown = names.slice(0, SHOWN)
  const more = names.length - shown.length
  const all = more > 0 ? `${shown.join(', ')} and ${more} more` : list(shown)
  return [
    `Candidates may not change what the required checks run or read: ${all} (\`speculate contract\` prints the whole list).`,
  ]
}

/**
 * The files of the base that judge, as people write them: scripts and named files come before those that a tool finds
 * by itself.
 */
export function namesOnBase({ judges, onBase = [] }: Reach): readonly string[] {
  const named = judges.filter(
    ({ path, isPattern, how }) => (!isPattern || how === 'runs') && !path.startsWith('.github/'),
  )
  const names = [...named].sort((a, b) => rank(a) - rank(b)).map(judgeName)
  return [...new Set([...names, ...onBase.map((path) => codeSpan(path, PATH))])]
}

function rank({ how }: Judge): number {
  return { runs: 0, reads: 1, loads: 2 }[how]
}

function judgeName({ path, parts }: Judge): string {
  const [part, ...others] = parts ?? []
  if (part === undefined) return codeSpan(path, PATH)
  const more = others.filter((other) => !isHook(part, other)).length
  return `${codeSpan(part, PATH)}${more > 0 ? ` and ${count(more, 'other part')}` : ''} in ${codeSpan(path, PATH)}`
}

/** `scripts.pretest` goes without saying where `scripts.test` is named. */
function isHook(part: string, other: string): boolean {
  const name = part.slice(part.indexOf('.') + 1)
  return [`scripts.pre${name}`, `scripts.post${name}`].includes(other)
}

function exceptionsNote({ mayChange }: Reach): string[] {
  if (mayChange.length === 0) return []
  const shown = mayChange.slice(0, SHOWN).map((one) => codeSpan(one, PATH))
  const more = mayChange.length - shown.length
  const all = more > 0 ? `${shown.join(', ')} and ${more} more` : list(shown)
  return [
    `By exception of this repository, candidates may change ${all}, also where a check runs or reads it.`,
  ]
}

/** A check of another CI system, or of an App. */
function unseenNote({ unfollowed }: Reach, checks: readonly Pick<RequiredCheck, 'name'>[]): string[] {
  const unseen = checks
    .filter(({ name }) => unfollowed.some(({ check, what }) => check === name && what === name))
    .map(({ name }) => name)
  if (unseen.length === 0) return []
  return [
    `It cannot be seen what ${list(unseen.map((name) => codeSpan(name, PATH)))} ${unseen.length === 1 ? 'runs' : 'run'}: no workflow of this repository has a job of that name. Instead, candidates may not change what such checks usually run.`,
  ]
}
