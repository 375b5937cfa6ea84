import type { InstalledTool } from '../machine/installed-tool.ts'
import { newestFitting } from './newest-fitting.ts'
import type { MatchedVersion } from './version-match.ts'

/** As actions/setup-dotnet reads `dotnet-version`: `8`, `8.x`, `8.0`, `8.0.x`, a band of features such as `8.0.1xx`, or one version. */
export function matchDotnet(asked: string, installed: readonly InstalledTool[]): MatchedVersion | undefined {
  const text = asked.trim()
  const band = /^(\d+\.\d+)\.(\d)xx$/.exec(text)
  const range = band
    ? `>=${band[1]}.${band[2]}00 <${band[1]}.${Number(band[2]) + 1}00`
    : text.replace(/\*/g, 'x')
  const tool = newestFitting(installed, range)
  return tool && { tool }
}
