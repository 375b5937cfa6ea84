import semver from 'semver'
import type { InstalledTool } from '../machine/installed-tool.ts'
import { semverOf } from './semver-of.ts'

/** The newest version that fits; of equal ones the first, which is the machine's own choice. Undefined as well for what is no range. */
export function newestFitting(
  installed: readonly InstalledTool[],
  range: string,
  { prereleases = false }: { readonly prereleases?: boolean } = {},
): InstalledTool | undefined {
  if (range.length > LONGEST_RANGE || semver.validRange(range) === null) return undefined
  return newest(
    installed.filter((tool) => {
      const version = semverOf(tool.version)
      return version !== undefined && semver.satisfies(version, range, { includePrerelease: prereleases })
    }),
  )
}

/** Ranges come out of workflow files; none that a person writes is longer. */
const LONGEST_RANGE = 256

export function newest(tools: readonly InstalledTool[]): InstalledTool | undefined {
  return tools.reduce<InstalledTool | undefined>(
    (best, tool) => (best === undefined || isNewer(tool, best) ? tool : best),
    undefined,
  )
}

function isNewer(one: InstalledTool, other: InstalledTool): boolean {
  const [a, b] = [semverOf(one.version), semverOf(other.version)]
  return a !== undefined && (b === undefined || semver.gt(a, b))
}
