import type { InstalledTool } from '../machine/installed-tool.ts'
import { newest, newestFitting } from './newest-fitting.ts'
import type { MatchedVersion } from './version-match.ts'

/** What most tools ask for: a range, a version with or without a `v`, or the newest one under one of its names. */
export function matchRange(asked: string, installed: readonly InstalledTool[]): MatchedVersion | undefined {
  const text = asked.trim()
  if (NEWEST.has(text.toLowerCase())) {
    const tool = newest(installed.filter(({ version }) => !/-|a\d|b\d|rc/.test(version)))
    return tool && { tool, isMoving: true }
  }
  const tool = newestFitting(installed, text) ?? newestFitting(installed, fromPython(text))
  return tool && { tool }
}

const NEWEST = new Set(['latest', 'stable', 'current', 'release', 'lts', 'highest'])

/** `>=0.4,<1` and `==0.5.1`, as Python writes a range; `~=3.9` is 3.9 and what follows it below 4. */
export function fromPython(text: string): string {
  return text
    .split(',')
    .map((part) =>
      part
        .trim()
        .replace(/^===?\s*/, '')
        .replace(/\.\*$/, '.x'),
    )
    .filter((part) => part !== '' && !part.startsWith('!='))
    .map((part) => part.replace(/^~=\s*(\d+)\.(\d+)$/, '>=$1.$2 <$1.999999').replace(/^~=\s*/, '~'))
    .join(' ')
}
