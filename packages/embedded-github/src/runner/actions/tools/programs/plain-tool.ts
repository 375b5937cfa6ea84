import { matchRange } from '../../../versions/match-range.ts'
import type { VersionMatch } from '../../../versions/version-match.ts'
import { askVersion } from '../serve/ask-version.ts'
import { linkPrograms } from '../serve/link-programs.ts'
import type { ToolAction } from '../tool-action.ts'

/** An action that does nothing but put one program of one version on PATH. */
export interface PlainTool {
  readonly names: readonly string[]
  readonly tool: string
  readonly title: string
  /** The input that names the version, and the one that names a file. */
  readonly version: string
  readonly file?: string
  readonly defaults?: readonly string[]
  versionsIn?(path: string, text: string): readonly string[]
  /** Without a version nothing is set up. */
  readonly isOptional?: boolean
  /** What stands on PATH afterwards, the main program first. */
  readonly programs: readonly [string, ...string[]]
  /** The output that holds the version. */
  readonly output?: string
  readonly follows?: readonly string[]
  readonly match?: VersionMatch
}

export function plainTool({ match = matchRange, follows = [], ...plain }: PlainTool): ToolAction {
  const { names, tool, title, version, file, isOptional = false } = plain
  return {
    names,
    tool,
    title,
    follows: [version, ...(file === undefined ? [] : [file]), ...follows],
    async asked(request) {
      const asked = await askVersion(request, plain)
      return asked.kind === 'any' && isOptional ? { kind: 'nothing' } : asked
    },
    match: () => match,
    async setUp({ directory }, [chosen]) {
      if (chosen === undefined) return {}
      const outputs = plain.output === undefined ? {} : { [plain.output]: chosen.version }
      return {
        outputs: { ...outputs, 'cache-hit': 'false' },
        path: [await linkPrograms(directory, chosen, plain.programs)],
      }
    },
  }
}
