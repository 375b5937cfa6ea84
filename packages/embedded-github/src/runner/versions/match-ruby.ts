import type { InstalledTool } from '../machine/installed-tool.ts'
import { newest } from './newest-fitting.ts'
import type { MatchedVersion } from './version-match.ts'

/** As ruby/setup-ruby reads `ruby-version`: the beginning of a version, an engine, or both: `3.3`, `ruby`, `jruby-9.4`. */
export function matchRuby(asked: string, installed: readonly InstalledTool[]): MatchedVersion | undefined {
  const text = asked.trim()
  const parts = /^(?:(ruby|jruby|truffleruby)(?:-|$))?(\d[\w.-]*)?$/.exec(text)
  if (!parts || text === '') return undefined
  const [, engine = 'ruby', version] = parts
  const own = installed.filter(({ flavour = 'ruby' }) => flavour === engine)
  const stable = own.filter((tool) => !/dev|preview|rc/.test(tool.version))
  if (version === undefined) {
    const tool = newest(stable)
    return tool && { tool, isMoving: true }
  }
  const whole = version.replace(/-?(preview|rc)/, '$1')
  const exact = own.find((tool) => tool.version === whole)
  const tool = exact ?? newest(stable.filter((one) => one.version.startsWith(`${whole}.`)))
  return tool && { tool }
}
