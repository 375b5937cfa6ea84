import { dirname } from 'node:path'
import { commandLine, shellWord } from '../called-as.ts'
import type { Outcome } from '../local/outcome.ts'

interface KeptBranch {
  readonly path: string
  /** Nothing can be checked out there. */
  readonly isBare: boolean
  readonly branch: string
}

interface KeptPatches {
  readonly outcome: Outcome
  readonly clone: string
  readonly log: string
  /** Candidates whose patch lies beside the log. */
  readonly patches: readonly string[]
  /** The repository that has got the winner's branch, and what it is called there. */
  readonly into: KeptBranch | undefined
}

/** What can be done with what a run leaves: one command per line, to be copied as it stands. */
export function whatNext({ outcome, clone, log, patches, into }: KeptPatches): string {
  const { candidates, decision } = outcome
  const winner = decision.kind === 'promote' ? decision.candidate : undefined
  const written = candidates.filter(({ id }) => patches.includes(id))
  const shown = written.find(({ id }) => id === winner) ?? written[0]
  const diffs = shown === undefined ? [] : [shown, ...written.filter((one) => one !== shown)]
  const without = candidates.filter((one) => !written.includes(one)).map(({ id }) => id)
  return paragraphs([
    {
      heading: `Every patch is a branch of a clone${without.length === 0 ? '' : ` (${without.join(', ')} wrote none)`}:`,
      lines: [`cd ${shellWord(clone)}`],
    },
    {
      heading: 'What each one changes:',
      lines: diffs.map(({ id }) => commandLine('why', log, id, '--patch')),
    },
    ...(into === undefined || winner === undefined
      ? []
      : [
          {
            heading: 'The winner is also a branch of your repository:',
            lines: [`git -C ${shellWord(into.path)} ${into.isBare ? 'show' : 'switch'} ${into.branch}`],
          },
        ]),
    { heading: 'Why it ended this way:', lines: [commandLine('why', log)] },
    {
      heading: 'Judge it again from its log, and verify the log:',
      lines: [commandLine('replay', log), commandLine('audit', 'verify', log)],
    },
    {
      heading: 'All of this is in one folder, which stays until you remove it:',
      lines: [`rm -rf ${shellWord(dirname(clone))}`],
    },
    {
      heading: 'To see what all runs have left, and to remove it with --yes:',
      lines: [commandLine('try', 'clean')],
    },
  ])
}

interface Paragraph {
  readonly heading: string
  readonly lines: readonly string[]
}

function paragraphs(all: readonly Paragraph[]): string {
  return all
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => `\n${heading}\n${lines.map((line) => `  ${line}\n`).join('')}`)
    .join('')
}
