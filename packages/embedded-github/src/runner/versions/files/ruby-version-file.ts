import { inMise, inToolVersions } from './tool-versions.ts'

/** As ruby/setup-ruby reads `.ruby-version`, `.tool-versions` and `mise.toml`. */
export function rubyVersionIn(path: string, text: string): string | undefined {
  if (path.endsWith('.tool-versions')) return inToolVersions(text, ['ruby'])
  if (path.endsWith('.toml')) return inMise(text, ['ruby'])
  return text.trim().replace(/^ruby-(?=\d)/, '') || undefined
}
