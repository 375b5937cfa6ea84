import picomatch from 'picomatch'
import type { FileChange } from '../../domain/candidate/patch.ts'
import { foldPath, foldPattern, inOneLine, linkedPath } from '../../domain/checks/fold-path.ts'

/** The first change that touches a protected path, also by rename, in other letters, or through a symbolic link. */
export function protectedPathTouched(
  files: readonly FileChange[],
  patterns: readonly string[],
): string | undefined {
  const isProtected = matcherOf(patterns)
  for (const file of files) {
    for (const path of [file.path, file.previousPath, targetOf(file)]) {
      if (path === undefined) continue
      const folded = foldPath(inOneLine(path))
      // A protected folder replaced by a file or link of its name is touched as well.
      if (isProtected(folded) || isProtected(`${folded}/x`)) return file.path
    }
  }
  return undefined
}

const matchers = new Map<string, (path: string) => boolean>()

/** The same few lists are matched against every patch at every look, and parsing them takes longer than matching. */
function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const key = JSON.stringify(patterns)
  const matcher = matchers.get(key) ?? picomatch(patterns.map(foldPattern), { dot: true, nonegate: true })
  if (matchers.size >= 100) matchers.clear()
  matchers.set(key, matcher)
  return matcher
}

/** True when a symbolic link points out of the repository, or at its git directory. */
export function linksOutside(file: FileChange): boolean {
  if (file.mode !== '120000') return false
  const target = targetOf(file)
  return target === undefined || target === '.git' || target.startsWith('.git/')
}

export function isSubmodule(file: FileChange): boolean {
  return file.mode === '160000'
}

/** Where a link leads within the repository; undefined when it is not a link or leads out of it. */
function targetOf({ path, linkTarget }: FileChange): string | undefined {
  return linkTarget === undefined ? undefined : linkedPath(path, linkTarget)
}
