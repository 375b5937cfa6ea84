import semver from 'semver'
import type { InstalledTool } from '../machine/installed-tool.ts'
import { newest, newestFitting } from './newest-fitting.ts'
import { semverOf } from './semver-of.ts'
import type { MatchedVersion } from './version-match.ts'

/** As actions/setup-java reads `java-version`: `17`, `17.0.8`, `17.0.8+7`, `25-ea`, `8`, a range, `latest`. */
export function matchJava(asked: string, installed: readonly InstalledTool[]): MatchedVersion | undefined {
  const text = asked.trim().replace(/^1\.(?=\d)/, '')
  if (text === 'latest') {
    const tool = newest(installed.filter(({ version }) => !version.includes('-')))
    return tool && { tool, isMoving: true }
  }
  if (text.endsWith('-ea')) return early(text.slice(0, -'-ea'.length), installed)
  const build = /^(\d[\d.]*)\+(\d+)$/.exec(text)
  const tool = build
    ? installed.find(({ version }) => version.replace('-ea', '') === text)
    : newestFitting(installed, text)
  return tool && { tool }
}

function early(asked: string, installed: readonly InstalledTool[]): MatchedVersion | undefined {
  const tools = installed.filter(({ version }) => semver.prerelease(semverOf(version) ?? '') !== null)
  const tool = newestFitting(tools, asked, { prereleases: true }) ?? newestFitting(tools, `${asked}.0.0-ea`)
  return tool && { tool }
}
