import type { Judge, Reach } from '../domain/reach.ts'
import { oneLine } from './foreign-text.ts'
import { count } from './numbers.ts'

interface Branch {
  readonly judges: Judge[]
  readonly branches: Map<string, Branch>
}

const HOW = { runs: 'runs', reads: 'reads', loads: 'loads by itself' } as const

/** The whole derivation for a terminal: check → command → file → tool → configuration. */
export function reachTree(checks: readonly string[], reach: Reach): string {
  const parts = checks.flatMap((check) => {
    const judges = reach.judges.filter((judge) => judge.check === check)
    const unfollowed = reach.unfollowed.filter((one) => one.check === check)
    return [
      '',
      `${line(check)}`,
      ...branchLines(grow(judges), '  '),
      ...(unfollowed.length > 0 ? ['  could not be followed:'] : []),
      ...unfollowed.map(({ what, why }) => `    ${line(what)} (${line(why)})`),
    ]
  })
  const exceptions = reach.mayChange.map((pattern) => `  ${line(pattern)}`)
  const files = new Set(reach.judges.map(({ path }) => path)).size
  return `${[
    `${count(checks.length, 'check')}, judged by ${count(files, 'path')}; ${count(reach.unfollowed.length, 'thing')} could not be followed.`,
    'A candidate that changes one of these paths is rejected.',
    ...parts,
    ...(exceptions.length > 0
      ? ['', 'May be changed all the same (verifier.may_change):', ...exceptions]
      : []),
  ].join('\n')}\n`
}

function grow(judges: readonly Judge[]): Branch {
  const root: Branch = { judges: [], branches: new Map() }
  for (const judge of judges) {
    let at = root
    for (const hop of judge.via) {
      const next = at.branches.get(hop) ?? { judges: [], branches: new Map() }
      at.branches.set(hop, next)
      at = next
    }
    at.judges.push(judge)
  }
  return root
}

function branchLines({ judges, branches }: Branch, indent: string): string[] {
  return [
    ...judges.map((judge) => `${indent}- ${HOW[judge.how]} ${said(judge)}`),
    ...[...branches].flatMap(([hop, branch]) => [
      `${indent}${line(hop)}`,
      ...branchLines(branch, `${indent}  `),
    ]),
  ]
}

function said({ path, parts }: Judge): string {
  return parts ? `${line(path)}: ${parts.map(line).join(', ')}` : line(path)
}

function line(text: string): string {
  return oneLine(text)
}
