import { join } from 'node:path'
import { matchRange } from '../../../versions/match-range.ts'
import type { ActionCall } from '../../served-action.ts'
import { askVersion, inWorkspace } from '../serve/ask-version.ts'
import type { ToolAction } from '../tool-action.ts'

/** An action that does nothing but run one program on the checkout. */
export interface RunTool {
  readonly names: readonly string[]
  readonly tool: string
  readonly title: string
  /** The input that names the version; without it the machine's own serves. */
  readonly version?: string
  /** The input that names the folder in which it runs. */
  readonly folder?: string
  /** Other inputs that are followed. */
  readonly follows: readonly string[]
  /** What the program is called with. */
  parameters(inputs: ActionCall['inputs']): readonly string[]
}

export function runTool({ names, tool, title, version, folder, follows, parameters }: RunTool): ToolAction {
  return {
    names,
    tool,
    title,
    follows: [...follows, ...[version, folder].filter((name) => name !== undefined)],
    asked: async (request) => {
      // `latest` and the like are of no release.
      if (version === undefined || /^[a-z]*$/i.test(request.inputs[version] ?? '')) return { kind: 'any' }
      return askVersion(request, { version })
    },
    match: () => matchRange,
    async setUp({ inputs, directory, execute }, [program]) {
      if (program === undefined) return {}
      const own = folder === undefined ? undefined : inWorkspace(inputs[folder])
      const ran = await execute([program.program, ...parameters(inputs)], {
        directory: join(directory.workspace, own ?? '.'),
      })
      if (ran.kind === 'not-started') return { problem: `${title} could not be started: ${ran.reason}` }
      if (ran.kind === 'killed') return { problem: `${title} did not end` }
      return ran.code === 0 ? {} : { problem: `${title} ended with exit code ${ran.code}.` }
    },
  }
}

/** Words with spaces between them, which quotes keep together, as a shell would read them. */
export function wordsOf(text = ''): readonly string[] {
  return [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  )
}
