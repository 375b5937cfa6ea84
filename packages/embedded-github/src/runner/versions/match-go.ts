import type { InstalledTool } from '../machine/installed-tool.ts'
import { newest, newestFitting } from './newest-fitting.ts'
import { semverOf } from './semver-of.ts'
import type { MatchedVersion } from './version-match.ts'

/** As actions/setup-go reads `go-version`: a range, `1.23rc1`, `stable`, `oldstable`. */
export function matchGo(asked: string, installed: readonly InstalledTool[]): MatchedVersion | undefined {
  const text = asked.trim().replace(/^go/, '')
  if (text === 'stable' || text === 'oldstable') return matchAlias(text, installed)
  const early = /^\d+\.\d+(?:\.\d+)?(?:rc|beta)\d+$/.test(text) ? semverOf(text) : undefined
  const tool = newestFitting(installed, early ?? text)
  return tool && { tool }
}

/** The two supported lines are those of the day; the machine's newest, or the line before it, serve. */
function matchAlias(
  alias: 'stable' | 'oldstable',
  installed: readonly InstalledTool[],
): MatchedVersion | undefined {
  const stable = newest(installed.filter(({ version }) => /^\d+(?:\.\d+)*$/.test(version)))
  if (stable === undefined) return undefined
  if (alias === 'stable') return { tool: stable, isMoving: true }
  const [major = 0, minor = 0] = stable.version.split('.').map(Number)
  const before = newestFitting(installed, `${major}.${minor - 1}.x`)
  return before && { tool: before, isMoving: true }
}
