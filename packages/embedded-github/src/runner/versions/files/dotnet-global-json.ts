import { asMapping } from '@speculate-dev/workflows'
import { parseJson } from './package-json.ts'
import { textOf } from './tool-versions.ts'

/** What `global.json` lets serve: https://learn.microsoft.com/dotnet/core/tools/global-json#rollforward. */
export function dotnetVersionIn(text: string): string | undefined {
  const sdk = asMapping(asMapping(parseJson(text))?.sdk)
  const version = textOf(sdk?.version)
  const parts = /^(\d+)\.(\d+)\.(\d)\d\d$/.exec(version ?? '')
  if (version === undefined || !parts) return version
  const [, major, minor, band] = parts
  const below: Readonly<Record<string, string>> = {
    latestPatch: `${major}.${minor}.${Number(band) + 1}00-0`,
    patch: `${major}.${minor}.${Number(band) + 1}00-0`,
    feature: `${major}.${Number(minor) + 1}.0-0`,
    latestFeature: `${major}.${Number(minor) + 1}.0-0`,
    minor: `${Number(major) + 1}.0.0-0`,
    latestMinor: `${Number(major) + 1}.0.0-0`,
  }
  const policy = textOf(sdk?.rollForward) ?? 'latestPatch'
  if (policy === 'disable') return version
  return below[policy] === undefined ? `>=${version}` : `>=${version} <${below[policy]}`
}
