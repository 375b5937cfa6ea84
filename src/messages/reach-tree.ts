import type { Judge, Reach } from '../domain/reach.ts'
import { oneLine } from './foreign-text.ts'
import { count } from './numbers.ts'

interface Branch {
  readonly judges: Judge[]
  readonly branches: Map<string, Branch>
}

export interface Derived {
  readonly checks: readonly string[]
  readonly reach: Reach
  /** How each check comes to every command that it runs, in their order. */
  readonly commands: readonly { readonly check: string; readonly via: readonly string[] }[]
  /** The files of the base that a judge is. */
  readonly onBase: (judge: Judge) => readonly string[]
}

/** The whole derivation for a terminal: check → command → file → tool → configuration. */
export function reachTree({ checks, reach, commands, onBase }: Derived): string {
  const telling: Telling = { onBase, told: new Map() }
  const parts = checks.flatMap((check) => {
    const judges = reach.judges.filter((judge) => judge.check === check)
    const hops = commands.filter((one) => one.check === check).map(({ via }) => via)
    const unfollowed = reach.unfollowed.filter((one) => one.check === check)
    return [
      '',
      oneLine(check),
      ...branchLines(grow(judges, hops), '  ', telling),
      ...(unfollowed.length > 0 ? ['  could not be followed:'] : []),
      ...unfollowed.map(({ what, why }) => `    ${oneLine(what)} (${oneLine(why)})`),
    ]
  })
  const exceptions = reach.mayChange.map((pattern) => `  ${oneLine(pattern)}`)
  const files = new Set(reach.judges.flatMap((judge) => onBase(judge))).size
  return `${[
    `${count(checks.length, 'check')}, judged by ${count(files, 'file')}; ${count(reach.unfollowed.length, 'thing')} could not be followed.`,
    'A candidate that changes one of these files, or adds one that would be read, is rejected. Long lists are cut; --json has all.',
    ...parts,
    ...(exceptions.length > 0
      ? ['', 'May be changed all the same (verifier.may_change):', ...exceptions]
      : []),
  ].join('\n')}\n`
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

interface Telling {
  readonly onBase: Derived['onBase']
  /** What was told below each hop; several checks come through the same ones. */
  readonly told: Map<string, string>
}

function branchLines({ judges, branches }: Branch, indent: string, telling: Telling): string[] {
  return [
    ...HOWS.flatMap(({ how, says }) => {
      const names = namesOf(
        judges.filter((judge) => judge.how === how),
        telling.onBase,
      )
      return names.length === 0 ? [] : [`${indent}- ${says} ${names.join(', ')}`]
    }),
    ...newLines(judges, indent, telling.onBase),
    ...[...branches].flatMap(([hop, branch]) => hopLines(hop, branch, { indent, telling })),
  ]
}

function hopLines(
  hop: string,
  branch: Branch,
  { indent, telling }: { readonly indent: string; readonly telling: Telling },
): string[] {
  const below = branchLines(branch, '', { ...telling, told: new Map() }).join('\n')
  const isKnown = below !== '' && telling.told.get(hop) === below
  telling.told.set(hop, below)
  if (isKnown) return [`${indent}${oneLine(hop)} (as above)`]
  return [`${indent}${oneLine(hop)}`, ...branchLines(branch, `${indent}  `, telling)]
}

const HOWS = [
  { how: 'runs', says: 'runs' },
  { how: 'reads', says: 'reads' },
  { how: 'loads', says: 'loads by itself' },
] as const

/** More of a line nobody reads; `--json` has all of them. */
const MAX_FILES = 3
const MAX_PARTS = 6
const MAX_NEW = 8

/** Files with their parts; what is the same part of many files is told once. */
function namesOf(judges: readonly Judge[], onBase: Derived['onBase']): readonly string[] {
  const partsOf = new Map<string, Set<string>>()
  for (const judge of judges) {
    const paths = judge.isPattern && judge.how !== 'runs' ? onBase(judge) : [judge.path]
    if (paths.length === 0) continue
    const files = shortened(paths.toSorted(shallowFirst).map(oneLine), MAX_FILES)
    const parts = partsOf.get(files) ?? new Set()
    partsOf.set(files, parts)
    for (const part of judge.parts ?? []) parts.add(plainPart(part))
  }
  return [...partsOf].map(([files, parts]) =>
    parts.size === 0 ? files : `${files} (${shortened([...parts], MAX_PARTS)})`,
  )
}

function shallowFirst(a: string, b: string): number {
  return a.split('/').length - b.split('/').length || (a < b ? -1 : 1)
}

function shortened(all: readonly string[], most: number): string {
  const more = all.length - most
  // One more takes no more room than to say that there is one.
  return more > 1 ? `${all.slice(0, most).join(', ')} and ${more} more` : all.join(', ')
}

/** What the base does not have: to add it would change what is run. */
function newLines(judges: readonly Judge[], indent: string, onBase: Derived['onBase']): string[] {
  const absent = judges.filter(
    (judge) => judge.isPattern && judge.how !== 'runs' && onBase(judge).length === 0,
  )
  const names = [...new Set(absent.map(({ path }) => oneLine(path)))]
  // A file of that name says as much as its folder, and shorter ones are known better.
  const told = names.filter((name) => !name.endsWith('/**') || !names.includes(`${name.slice(0, -3)}.py`))
  const ordered = told.toSorted((x, y) => Number(/[{}]/.test(x)) - Number(/[{}]/.test(y)))
  return names.length === 0 ? [] : [`${indent}- new ones would count, such as ${shortened(ordered, MAX_NEW)}`]
}

/** Without the signs that say how a part may grow. */
function plainPart(part: string): string {
  return oneLine(part).replace(/[+~]$/, '').replace(/^!/, 'all but ')
}
