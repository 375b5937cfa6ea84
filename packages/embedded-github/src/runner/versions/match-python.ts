import type { InstalledTool } from '../machine/installed-tool.ts'
import { newestFitting } from './newest-fitting.ts'
import type { MatchedVersion } from './version-match.ts'

/**
 * As actions/setup-python reads `python-version`: a range, `3.13-dev`, `3.13t`, `pypy3.10`, `graalpy-24`. Early versions serve only
 * a text that names one, unless they are allowed.
 */
export function matchPython(
  asked: string,
  installed: readonly InstalledTool[],
  { prereleases = false }: { readonly prereleases?: boolean } = {},
): MatchedVersion | undefined {
  const text = asked.trim()
  // Which release of PyPy itself it is, is not known: only its whole line is taken for it.
  const other = /^(pypy|graalpy)-?(\d[\w.]*)?(?:-v\d+\.x)?$/.exec(text)
  if (other) return found(ofFlavour(installed, other[1]), rangeOf(other[2] ?? 'x'), prereleases)
  const threads = /^(\d+\.\d+(?:\.\d+)?(?:(?:a|b|rc)\d+)?)t(-dev)?$/.exec(text)
  if (threads) {
    return found(
      ofFlavour(installed, 'freethreaded'),
      rangeOf(`${threads[1]}${threads[2] ?? ''}`),
      prereleases,
    )
  }
  return found(ofFlavour(installed, undefined), rangeOf(text), prereleases)
}

function found(
  tools: readonly InstalledTool[],
  range: string,
  prereleases: boolean,
): MatchedVersion | undefined {
  const stable = newestFitting(tools, range)
  if (stable !== undefined) return { tool: stable }
  const early = prereleases ? newestFitting(tools, range, { prereleases }) : undefined
  return early && { tool: early }
}

function ofFlavour(tools: readonly InstalledTool[], flavour: string | undefined): readonly InstalledTool[] {
  return tools.filter((tool) => tool.flavour === flavour)
}

/** Python writes `3.13.0rc1` where ranges say `3.13.0-rc1`; `3.13-dev` is that version as it grows. */
function rangeOf(text: string): string {
  return text
    .replace(/^(\d+)\.(\d+)-dev$/, '~$1.$2.0-0')
    .replaceAll(/(\d{1,9}\.\d{1,9}\.\d{1,9})((?:a|b|rc)\d*)/g, '$1-$2')
}
