import type { Judge } from '../../domain/checks/reach.ts'
import { cut, oneLine } from '../foreign/foreign-text.ts'
import { count, list } from '../numbers.ts'
import { tableLines } from '../table-lines.ts'
import type { DerivedReach } from './reach-tree.ts'
import { ELSEWHERE } from './touched-judges.ts'

const MAX_MATRIX_JOBS = 3
const MAX_REPORTED = 2
const MAX_NAME = 60

/** What a reader wants first: which checks judge, by how many files each, and what of it nobody knows. */
export function reachSummary(derived: DerivedReach, checks: readonly string[]): string[] {
  const { reach, sameAs, unseen } = derived
  const filesOf = (judges: readonly Judge[]) => new Set(judges.flatMap((one) => usedFiles(one, derived))).size
  const rows = checks.map((check) => {
    const own = filesOf(reach.judges.filter((one) => one.check === check))
    const dark = reach.unfollowed.filter((one) => one.check === check).map(({ what }) => cutName(what))
    const rest = unseen.includes(check) ? 'nothing of it can be seen' : shortened(dark, MAX_REPORTED) || '—'
    return [cutName(withMatrixJobs(check, sameAs)), count(own, 'file'), rest]
  })
  return [
    `${count(derived.checks.length, 'check')} judge${derived.checks.length === 1 ? 's' : ''} every candidate, using ${count(filesOf(reach.judges), 'file')} of this repository that no candidate may change:`,
    'one that does is rejected, and so is one that adds a file that a check would use. Tests that are not among them',
    'may be added and changed, as long as they do not become weaker.',
    ...(reach.judges.some(({ parts }) => parts?.includes(ELSEWHERE)) ? LOCK_FILES : []),
    '',
    ...tableLines([['check', 'runs and reads', 'not followed'], ...rows]).map((line) => `  ${line}`),
  ]
}

const LOCK_FILES = [
  'Lock files may be added and changed too, as long as no package comes from another folder, address or',
  'repository than before.',
]

/** The files of the base that a judge is; of which only parts judge, those that have one of them. */
function usedFiles(judge: Judge, { onBase, hasPart }: Pick<DerivedReach, 'onBase' | 'hasPart'>) {
  const { parts } = judge
  return onBase(judge).filter((path) => !parts || parts.some((part) => hasPart(path, part)))
}

/** The conclusion, and what to do about checks that cannot be seen. */
export function reachEnd({ reach, unseen }: DerivedReach): string[] {
  if (unseen.length > 0) {
    const [names, it] = [shortened(unseen.map(oneLine), 8), unseen.length === 1 ? 'it' : 'them']
    return [
      `Nothing can be seen of: ${names}.`,
      `A candidate may be able to change what ${it === 'it' ? 'this check runs' : 'these checks run'}, unnoticed. Require a check that runs commands of this`,
      `repository instead of ${it}, or protect the files that ${it === 'it' ? 'it uses' : 'they use'} with \`verifier.judges\` in .github/speculate.yml.`,
    ]
  }
  const whats = [...new Set(reach.unfollowed.map(({ what }) => what))]
  if (whats.length === 0) return ['Everything that the checks run could be followed.']
  const it = whats.length === 1 ? 'it' : 'they'
  return [
    `All that the checks run could be followed, except ${list([shortened(whats.map(cutName), 3)])}. What else ${it} ${whats.length === 1 ? 'uses' : 'use'} can be`,
    'protected with `verifier.judges` in .github/speculate.yml.',
  ]
}

/** A check with those of the same jobs, such as the jobs of a matrix. */
export function withMatrixJobs(check: string, sameAs: DerivedReach['sameAs']): string {
  const matrixJobs = [...sameAs].filter(([, first]) => first === check).map(([name]) => oneLine(name))
  return shortened([oneLine(check), ...matrixJobs], MAX_MATRIX_JOBS)
}

export function shortened(all: readonly string[], most: number): string {
  const more = all.length - most
  // Naming one more takes no more room than saying that there is one more.
  return more > 1 ? `${all.slice(0, most).join(', ')} and ${more} more` : all.join(', ')
}

function cutName(text: string): string {
  return cut(oneLine(text), MAX_NAME)
}
