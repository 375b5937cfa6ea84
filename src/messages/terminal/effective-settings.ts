import { oneLine } from '../foreign/foreign-text.ts'

interface ShownSetting {
  readonly key: string
  readonly value: unknown
  readonly from: readonly { readonly file: string; readonly line: number }[]
}

/** A line for each: the key, what acts, and where it stands. */
export function renderSettings(settings: readonly ShownSetting[]): string {
  const width = Math.max(0, ...settings.map(({ key }) => key.length))
  return settings
    .map(({ key, value, from }) => {
      const places = from.map(({ file, line }) => `${file}:${line}`).join(', ')
      const acts = value === undefined ? '—' : `${JSON.stringify(value)} (${places || 'default'})`
      return `${key.padEnd(width)}  ${oneLine(acts)}\n`
    })
    .join('')
}
