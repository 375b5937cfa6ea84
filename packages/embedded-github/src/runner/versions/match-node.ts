import semver from 'semver'
import type { InstalledTool } from '../machine/installed-tool.ts'
import { newest, newestFitting } from './newest-fitting.ts'
import { semverOf } from './semver-of.ts'
import type { MatchedVersion } from './version-match.ts'

/** As actions/setup-node reads `node-version`: a range, `lts/*`, `lts/iron`, `lts/-1`, `latest`, `current`, `node`. */
export function matchNode(asked: string, installed: readonly InstalledTool[]): MatchedVersion | undefined {
  const text = asked.trim().toLowerCase()
  if (LATEST.has(text)) return moving(newest(installed.filter(isStable)))
  if (text.startsWith('lts/')) return matchLongTerm(text.slice('lts/'.length), installed)
  const tool = newestFitting(installed, text)
  return tool && { tool }
}

const LATEST = new Set(['latest', 'current', 'node', 'stable'])

/** https://github.com/nodejs/Release: the lines that are or were supported for long. */
const LONG_TERM: Readonly<Record<string, number>> = {
  argon: 4,
  boron: 6,
  carbon: 8,
  dubnium: 10,
  erbium: 12,
  fermium: 14,
  gallium: 16,
  hydrogen: 18,
  iron: 20,
  jod: 22,
  krypton: 24,
}

/** Of a name there is one line. The newest of all, and so many before it, depend on the day: the machine's newest serves. */
function matchLongTerm(name: string, installed: readonly InstalledTool[]): MatchedVersion | undefined {
  const major = Object.hasOwn(LONG_TERM, name) ? LONG_TERM[name] : undefined
  if (major !== undefined) {
    const tool = newestFitting(installed, `${major}.x`)
    return tool && { tool }
  }
  const longTerm = installed.filter((tool) => isStable(tool) && majorOf(tool) % 2 === 0)
  if (name === '*') return moving(newest(longTerm))
  if (!/^-\d{1,2}$/.test(name)) return undefined
  const lines = [...new Set(longTerm.map(majorOf))].toSorted((a, b) => b - a)
  const line = lines[Math.abs(Number(name))]
  return line === undefined ? undefined : moving(newestFitting(installed, `${line}.x`))
}

function isStable({ version }: InstalledTool): boolean {
  const parsed = semverOf(version)
  return parsed !== undefined && semver.prerelease(parsed) === null
}

function majorOf({ version }: InstalledTool): number {
  return Number(/^\d+/.exec(version)?.[0] ?? 0)
}

function moving(tool: InstalledTool | undefined): MatchedVersion | undefined {
  return tool && { tool, isMoving: true }
}
