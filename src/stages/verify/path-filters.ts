import { matchesPatterns } from '@speculate-dev/workflows'
import type { PathFilter, RequiredCheck } from '../../domain/checks/contract.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { list } from '../../messages/numbers.ts'

/** docs.github.com, "Workflow syntax", on paths: "Diffs are limited to 300 files." */
const MAX_FILES = 300

/**
 * Why no workflow of the base runs the check for a patch that changes these paths; undefined where one does, or where that cannot be
 * told.
 */
export function whyLeftOut(
  { pathFilters }: Pick<RequiredCheck, 'pathFilters'>,
  changed: readonly string[] | undefined,
): string | undefined {
  if (!pathFilters || pathFilters.length === 0 || !changed || changed.length === 0) return undefined
  const looked = [...changed].sort().slice(0, MAX_FILES)
  if (pathFilters.some((filter) => lets(filter, looked))) return undefined
  return list(pathFilters.map(filterText))
}

function lets({ paths, pathsIgnore }: PathFilter, changed: readonly string[]): boolean {
  if (paths && !changed.some((path) => matchesPatterns(paths, path))) return false
  return !pathsIgnore || !changed.every((path) => matchesPatterns(pathsIgnore, path))
}

/** `docs.yml` runs only for `docs/**`. */
export function filterText({ workflow, paths, pathsIgnore }: PathFilter): string {
  const file = codeSpan(workflow.split('/').at(-1) ?? workflow, 80)
  const patterns = paths ?? pathsIgnore ?? []
  const shown = patterns.slice(0, 4).map((pattern) => codeSpan(pattern, 60))
  const words = patterns.length > 4 ? `${shown.join(', ')} and ${patterns.length - 4} more` : list(shown)
  return paths ? `${file} runs only for ${words}` : `${file} does not run for ${words} alone`
}
