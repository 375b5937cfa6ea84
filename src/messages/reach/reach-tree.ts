import type { Judge, Reach } from '../../domain/checks/reach.ts'
import { oneLine } from '../foreign/foreign-text.ts'
import { ORIGIN, partsText, plainPart } from './reach-parts.ts'
import { reachEnd, reachSummary, shortened, withMatrixJobs } from './reach-summary.ts'
import { ELSEWHERE, readerOf } from './touched-judges.ts'

interface Branch {
  readonly judges: Judge[]
  readonly branches: Map<string, Branch>
}

export interface DerivedReach {
  readonly checks: readonly string[]
  /** Checks of the same jobs as another one, with its name. */
  readonly sameAs: ReadonlyMap<string, string>
  readonly reach: Reach
  /** How each check leads to every command that it runs, in order. */
  readonly commands: readonly { readonly check: string; readonly via: readonly string[] }[]
  /** The files of the base that a judge is. */
  readonly onBase: (judge: Judge) => readonly string[]
  /** Whether a file of the base has a part: what it does not have can only be added. */
  readonly hasPart: (path: string, part: string) => boolean
  /** A workflow that is none of the repository's: it is made to run the commands that judge. */
  readonly made: string | undefined
  /** Checks of which nothing can be seen. */
  readonly unseen: readonly string[]
}

/** The whole derivation for a terminal: check → command → file → tool → configuration. */
export function reachTree(derived: DerivedReach): string {
  const { checks, sameAs, reach, onBase, hasPart } = derived
  const telling: TreeContext = { onBase, hasPart, reported: new Map() }
  const own = checks.filter((check) => !sameAs.has(check) || reach.judges.some((one) => one.check === check))
  const parts = own.flatMap((check) => checkLines(check, derived, telling))
  const exceptions = reach.mayChange.map((pattern) => `  ${oneLine(pattern)}`)
  return `${[
    ...reachSummary(derived, own),
    '',
    'How each check comes to its files (long lists are cut; --json has all):',
    ...parts,
    ...(exceptions.length > 0
      ? ['', 'May be changed all the same (verifier.may_change):', ...exceptions]
      : []),
    '',
    ...reachEnd(derived),
  ].join('\n')}\n`
}

function checkLines(
  check: string,
  { sameAs, reach, commands, made }: DerivedReach,
  telling: TreeContext,
): string[] {
  const matrixJobs = withMatrixJobs(check, sameAs)
  const judges = reach.judges.filter((judge) => judge.check === check)
  const ofRepository = judges.filter(({ path }) => path !== made)
  const hops = commands.filter((one) => one.check === check).map(({ via }) => via)
  const unfollowed = reach.unfollowed.filter((one) => one.check === check)
  const isNothing = hops.length === 0 && unfollowed.length === 0
  return [
    '',
    matrixJobs,
    ...(made === undefined
      ? []
      : [`  its workflow is made by \`speculate try\`, and no file of the repository`]),
    ...branchLines(grow(ofRepository, hops), '  ', telling),
    ...(isNothing ? ['  runs nothing that could tell a right patch from a wrong one'] : []),
    ...(unfollowed.length > 0 ? ['  could not be followed:'] : []),
    ...unfollowed.map(({ what, why }) => `    ${oneLine(what)} (${oneLine(why)})`),
  ]
}

function grow(judges: readonly Judge[], hops: readonly (readonly string[])[]): Branch {
  const root: Branch = { judges: [], branches: new Map() }
  for (const via of hops) at(root, via)
  for (const judge of judges) at(root, judge.via).judges.push(judge)
  return root
}

function at(root: Branch, via: readonly string[]): Branch {
  let branch = root
  for (const hop of via) {
    const next = branch.branches.get(hop) ?? { judges: [], branches: new Map() }
    branch.branches.set(hop, next)
    branch = next
  }
  return branch
}

interface TreeContext {
  readonly onBase: DerivedReach['onBase']
  readonly hasPart: DerivedReach['hasPart']
  /** What was already shown below each hop; several checks pass through the same ones. */
  readonly reported: Map<string, string>
}

function branchLines({ judges, branches }: Branch, indent: string, telling: TreeContext): string[] {
  return [
    ...HOWS.flatMap(({ how, says }) => {
      const names = namesOf(
        judges.filter((judge) => judge.how === how),
        telling,
      )
      return names.length === 0 ? [] : [`${indent}- ${says} ${names.join(', ')}`]
    }),
    ...newLines(judges, indent, telling),
    ...withoutAlike([...branches]).flatMap((one) =>
      typeof one === 'string' ? [`${indent}${one}`] : hopLines(one[0], one[1], { indent, telling }),
    ),
  ]
}

const MAX_ALIKE = 3

/** A program that is called many times, with nothing more to say about each call. */
function withoutAlike(
  branches: readonly (readonly [string, Branch])[],
): readonly (readonly [string, Branch] | string)[] {
  const bare = branches.filter(([, one]) => one.judges.length === 0 && one.branches.size === 0)
  const left = new Set<unknown>()
  const notes = new Map<unknown, string>()
  for (const [program, calls] of Map.groupBy(bare, ([hop]) => hop.split(' ', 1)[0] ?? '')) {
    if (calls.length <= MAX_ALIKE + 1) continue
    for (const one of calls.slice(MAX_ALIKE)) left.add(one)
    notes.set(calls[MAX_ALIKE - 1], `and ${calls.length - MAX_ALIKE} more calls of ${oneLine(program)}`)
  }
  return branches.flatMap((one) => {
    const note = notes.get(one)
    return left.has(one) ? [] : note === undefined ? [one] : [one, note]
  })
}

function hopLines(
  hop: string,
  branch: Branch,
  { indent, telling }: { readonly indent: string; readonly telling: TreeContext },
): string[] {
  const below = branchLines(branch, '', { ...telling, reported: new Map() }).join('\n')
  const isKnown = below !== '' && telling.reported.get(hop) === below
  telling.reported.set(hop, below)
  if (isKnown) return [`${indent}${oneLine(hop)} (as above)`]
  return [`${indent}${oneLine(hop)}`, ...branchLines(branch, `${indent}  `, telling)]
}

const HOWS = [
  { how: 'runs', says: 'runs' },
  { how: 'reads', says: 'reads' },
  { how: 'loads', says: 'also loads' },
] as const

/** Nobody reads a longer list on one line; `--json` has the rest. */
const MAX_FILES = 3
const MAX_NEW = 6

/** Files with their parts; a part that many files share is named once. */
function namesOf(judges: readonly Judge[], { onBase, hasPart }: TreeContext): readonly string[] {
  const partsOf = new Map<string, Set<string>>()
  for (const judge of judges) {
    const all = judge.isPattern && judge.how !== 'runs' ? onBase(judge) : [judge.path]
    const paths = all.filter((path) => !judge.parts || judge.parts.some((part) => hasPart(path, part)))
    if (paths.length === 0) continue
    const files = shortened(paths.toSorted(shallowFirst).map(oneLine), MAX_FILES)
    const parts = partsOf.get(files) ?? new Set()
    partsOf.set(files, parts)
    for (const part of judge.parts ?? [])
      if (paths.some((path) => hasPart(path, part))) parts.add(plainPart(part))
  }
  return [...partsOf].map(([files, parts]) =>
    parts.size === 0 ? files : `${files} (${partsText([...parts])})`,
  )
}

function shallowFirst(a: string, b: string): number {
  return a.split('/').length - b.split('/').length || (a < b ? -1 : 1)
}

/** What the base does not have: to add it would change what is run. */
function newLines(judges: readonly Judge[], indent: string, { onBase, hasPart }: TreeContext): string[] {
  const absent = judges.flatMap((judge) => {
    const { path, isPattern, how, parts = [] } = judge
    // It may be added: only where packages come from judges.
    if (parts.length === 1 && parts[0] === ELSEWHERE) return []
    const there = onBase(judge)
    if (there.length === 0) return isPattern && how !== 'runs' ? [newFile(path)] : []
    const missing = parts.filter((part) => there.every((one) => !hasPart(one, part)) && !ORIGIN.test(part))
    return missing.length === 0 ? [] : [`${shortened(missing.map(plainPart), 2)} in ${oneLine(path)}`]
  })
  const names = [...new Set(absent)]
  // A file of that name says as much as its folder, and shorter ones are known better.
  const reported = names.filter((name) => !name.endsWith('/**') || !names.includes(`${name.slice(0, -3)}.py`))
  const ordered = reported.toSorted((x, y) => Number(/[{} ]/.test(x)) - Number(/[{} ]/.test(y)))
  return names.length === 0 ? [] : [`${indent}- would use, if it were added: ${shortened(ordered, MAX_NEW)}`]
}

function newFile(path: string): string {
  const reader = readerOf(path)
  return reader === undefined ? oneLine(path) : `${oneLine(path)} (of ${reader})`
}
