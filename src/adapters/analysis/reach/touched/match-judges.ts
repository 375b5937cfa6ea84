import picomatch from 'picomatch'
import { foldPath, foldPattern, inOneLine } from '../../../../domain/checks/fold-path.ts'
import type { Judge, Reach } from '../../../../domain/checks/reach.ts'

/** Answers which judges a path is: a new one in whatever letters it is written, one of the base only as it is written. */
export type MatchJudges = (path: string, isNew: boolean) => readonly Judge[]

export function matchJudges({ judges }: Pick<Reach, 'judges'>): MatchJudges {
  const exact = Map.groupBy(
    judges.filter(({ isPattern }) => !isPattern),
    ({ path }) => foldPath(path),
  )
  const patterns = [
    ...Map.groupBy(
      judges.filter(({ isPattern }) => isPattern),
      ({ path }) => path,
    ),
  ].map(([path, all]) => ({ all, ...matchersOf(path) }))
  // One look for all of them first: a patch has thousands of paths, and most are not judges.
  const any = patterns.length === 0 ? undefined : anyOf(patterns.map(({ all }) => all[0]?.path ?? ''))
  return (given, isNew) => {
    const path = inOneLine(given)
    const folded = foldPath(path)
    const named = (exact.get(foldPath(given)) ?? []).filter((one) => isNew || one.path === given)
    const others = any?.test(folded) || any?.test(path) ? patterns : []
    const meant = others.filter(({ matches, matchesAsWritten }) =>
      isNew ? matches(folded) : matchesAsWritten(path),
    )
    return [...named, ...meant.flatMap(({ all }) => all)]
  }
}

const OPTIONS = { dot: true, nonegate: true, nocase: true } as const

/** Made when they are asked for: most never are. */
function matchersOf(pattern: string) {
  let folded: ((path: string) => boolean) | undefined
  let asWritten: ((path: string) => boolean) | undefined
  return {
    matches: (path: string) => {
      folded ??= picomatch(foldPattern(pattern), OPTIONS)
      return folded(path)
    },
    matchesAsWritten: (path: string) => {
      asWritten ??= picomatch(pattern, { dot: true, nonegate: true })
      return asWritten(path)
    },
  }
}

function anyOf(patterns: readonly string[]): RegExp {
  return new RegExp(patterns.map((one) => picomatch.makeRe(foldPattern(one), OPTIONS).source).join('|'), 'i')
}

/** `verifier.may_change`: paths, or `path#part`. */
export function mayChangeOf({
  mayChange,
}: Pick<Reach, 'mayChange'>): (path: string, part?: string) => boolean {
  const all = mayChange.map((one) => {
    const at = one.lastIndexOf('#')
    const [path, part] = at > 0 ? [one.slice(0, at), one.slice(at + 1)] : [one, undefined]
    return { matches: picomatch(path, { dot: true, nonegate: true }), part }
  })
  return (path, part) =>
    all.some(
      (one) => one.matches(path) && (one.part === undefined || one.part === part?.replace(/[+~*]$/, '')),
    )
}
