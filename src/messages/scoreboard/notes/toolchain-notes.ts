import type { Brief, Strategy } from '../../../domain/candidate/brief.ts'
import type { ToolchainName } from '../../../domain/candidate/candidate.ts'
import { codeSpan } from '../../foreign/foreign-text.ts'
import { list } from '../../numbers.ts'

interface HandedOut {
  /** In plan order, as they came to be. */
  readonly briefs: readonly Brief[]
  /** What they were made of, in the same order. */
  readonly strategies: readonly Pick<Strategy, 'toolchain'>[]
  /** In rank order. */
  readonly among: readonly ToolchainName[]
}

/** Which toolchains write more than once because there are too few, and which write nothing because there are too many. */
export function toolchainNotes({ briefs, strategies, among }: HandedOut): string[] {
  const again = briefs.filter(
    (_, place) => place >= among.length && strategies[place]?.toolchain === undefined,
  )
  const idle = [...new Set(among)].filter((name) => !briefs.some(({ toolchain }) => toolchain === name))
  return [...againNotes(again, briefs, among), ...idleNotes(idle, briefs.length)]
}

function againNotes(
  again: readonly Brief[],
  briefs: readonly Brief[],
  among: readonly ToolchainName[],
): string[] {
  const [only] = among
  if (among.length === 1 && again.length > 0 && briefs.every(({ toolchain }) => toolchain === only))
    return [`${codeSpan(only ?? '', 40)} writes ${allOf(briefs.length)}: it is the only toolchain here.`]
  return again.map(
    ({ id, toolchain }) => `${codeSpan(id, 40)} is written by ${codeSpan(toolchain, 40)} as well.`,
  )
}

function idleNotes(idle: readonly ToolchainName[], candidates: number): string[] {
  if (idle.length === 0) return []
  const verb = idle.length === 1 ? 'writes' : 'write'
  const names = list(idle.map((name) => codeSpan(name, 40)))
  const are =
    candidates === 1
      ? 'is one candidate, and it has its toolchain'
      : `are ${NUMBERS[candidates] ?? candidates} candidates, and each has its toolchain`
  return [`${names} ${verb} nothing: there ${are}.`]
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five']

function allOf(count: number): string {
  return count === 2 ? 'both candidates' : `all ${NUMBERS[count] ?? count} candidates`
}
