import { cut, oneLine } from '../../../messages/foreign/foreign-text.ts'
import type { JudgedBase } from '../../local/judge-base.ts'
import { obstacleLines } from './cannot-judge.ts'
import type { Verifier } from './read-verifier.ts'

/** What will judge, before anything has run: the checks, what each runs, and which cannot run here. */
export function verifierLines({ checks, planned, later, leftOut }: Verifier): string[] {
  const runs = planned.map(({ name, file, line, runs: scripts }) => {
    const what = scripts.length === 0 ? 'nothing' : scripts.map((one) => cut(oneLine(one), 100)).join('; ')
    return `  ${file}:${line}: ${oneLine(name)} runs ${what}`
  })
  const open = later.map(
    ({ name, file, line, later: { reason } }) => `  ${file}:${line}: ${oneLine(name)}: ${reason}`,
  )
  return [
    `checks that must pass: ${checks.map(oneLine).join(', ')}`,
    ...runs,
    ...(open.length > 0 ? ['and those that the base will name:', ...open] : []),
    ...leftOutLines({ leftOut }),
  ]
}

/** What the base has shown: which checks judge, and which are red without any candidate. */
export function baseLines(base: JudgedBase, before: Verifier, able: Verifier): string[] {
  const out = able.leftOut.filter((one) => !before.leftOut.includes(one))
  const isAsked = (name: string) => able.checks.includes(name) || able.named.includes(name)
  const red = base.checks.filter(({ name, verdict }) => verdict === 'failed' && isAsked(name))
  const names = red.map(({ name }) => oneLine(name)).join(', ')
  const said =
    red.length === 0
      ? 'none of them is red'
      : `${names} ${red.length === 1 ? 'is' : 'are'} red, which counts against nobody, and proves nothing unless a candidate turns ${red.length === 1 ? 'it' : 'one of them'} green`
  return [
    `the checks ran on the base ${base.commit.slice(0, 7)} in ${base.seconds.toFixed(1)} s: ${said}`,
    ...leftOutLines({ leftOut: out }),
    ...(out.length > 0 || before.later.length > 0
      ? [`checks that must pass now: ${able.checks.map(oneLine).join(', ')}`]
      : []),
  ]
}

function leftOutLines({ leftOut }: Pick<Verifier, 'leftOut'>): string[] {
  return leftOut.length === 0
    ? []
    : ['cannot judge here, so no candidate has to pass it:', ...obstacleLines(leftOut)]
}
