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
  const parts = checks.flatMap((check) => {
    const judges = reach.judges.filter((judge) => judge.check === check)
    const hops = commands.filter((one) => one.check === check).map(({ via }) => via)
    const unfollowed = reach.unfollowed.filter((one) => one.check === check)
    return [
      '',
      oneLine(check),
      ...branchLines(grow(judges, hops), '  ', onBase),
      ...(unfollowed.length > 0 ? ['  could not be followed:'] : []),
      ...unfollowed.map(({ what, why }) => `    ${oneLine(what)} (${oneLine(why)})`),
    ]
  })
  const exceptions = reach.mayChange.map((pattern) => `  ${oneLine(pattern)}`)
  const files = new Set(reach.judges.flatMap((judge) => onBase(judge))).size
  return `${[
    `${count(checks.length, 'check')}, judged by ${count(files, 'file')}; ${count(reach.unfollowed.length, 'thing')} could not be followed.`,
    'A candidate that changes one of these files, or adds one that would be read, is rejected.',
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

function branchLines({ judges, branches }: Branch, indent: string, onBase: Derived['onBase']): string[] {
  return [
    ...HOWS.flatMap(({ how, says }) => {
      const names = judges.filter((judge) => judge.how === how).flatMap((judge) => namesOf(judge, onBase))
      return names.length === 0 ? [] : [`${indent}- ${says} ${[...new Set(names)].join(', ')}`]
    }),
    ...newLines(judges, indent, onBase),
    ...[...branches].flatMap(([hop, branch]) => [
      `${indent}${oneLine(hop)}`,
      ...branchLines(branch, `${indent}  `, onBase),
    ]),
  ]
}

const HOWS = [
  { how: 'runs', says: 'runs' },
  { how: 'reads', says: 'reads' },
  { how: 'loads', says: 'loads by itself' },
] as const

const MAX_NAMES = 20

function namesOf(judge: Judge, onBase: Derived['onBase']): readonly string[] {
  const paths = judge.isPattern && judge.how !== 'runs' ? onBase(judge) : [judge.path]
  const more =
    paths.length > MAX_NAMES ? [`${paths.length - MAX_NAMES} more like ${oneLine(judge.path)}`] : []
  const parts = judge.parts ? ` (${judge.parts.map(plainPart).join(', ')})` : ''
  return [...paths.slice(0, MAX_NAMES).map((path) => `${oneLine(path)}${parts}`), ...more]
}

/** What the base does not have: to add it would change what is run. */
function newLines(judges: readonly Judge[], indent: string, onBase: Derived['onBase']): string[] {
  const absent = judges.filter(
    (judge) => judge.isPattern && judge.how !== 'runs' && onBase(judge).length === 0,
  )
  const names = [...new Set(absent.map(({ path }) => oneLine(path)))]
  return names.length === 0 ? [] : [`${indent}- new ones that would count: ${names.join(', ')}`]
}

/** Without the signs that say how a part may grow. */
function plainPart(part: string): string {
  return oneLine(part).replace(/[+~]$/, '').replace(/^!/, 'all but ')
}
