import picomatch from 'picomatch'
import type { Judge } from '../../../../domain/checks/reach.ts'

export type JudgeMatcher = (judge: Pick<Judge, 'path' | 'isPattern'>) => readonly string[]

const MAX_PATHS = 50_000

/** Which files of the base a judge is. Patterns whose last part is a plain name are only compared with files of that name. */
export function filesOnBase(paths: readonly string[]): JudgeMatcher {
  const some = paths.slice(0, MAX_PATHS)
  const byName = Map.groupBy(some, nameOf)
  const known = new Map<string, readonly string[]>()
  return ({ path, isPattern }) => {
    if (!isPattern) return paths.includes(path) ? [path] : []
    const found = known.get(path)
    if (found) return found
    const name = nameOf(path)
    const among = /[*?{}()[\]!\\+@|]/.test(name) ? some : (byName.get(name) ?? [])
    const matches = among.length === 0 ? undefined : picomatch(path, { dot: true, nonegate: true })
    const matching = matches ? among.filter((one) => matches(one)) : []
    known.set(path, matching)
    return matching
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
