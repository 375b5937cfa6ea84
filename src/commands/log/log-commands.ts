import { Command, Option } from 'commander'
import { PolicyName } from '../../domain/settings/policy-settings.ts'
import { CommandError } from '../command-error.ts'
import { DATA, JSON_OBJECT } from '../shared-options.ts'
import { auditCommand } from './audit-commands.ts'
import type { LearnOptions } from './learn-command.ts'
import type { ReplayAllOptions } from './replay-all.ts'

/** Commands that read the log of finished runs. */
export function logCommands(program: Command): readonly Command[] {
  return [auditCommand(program), replayCommand(), learnCommand(), whyCommand()]
}

const A_RUN = 'owner/repo#issue.run, owner/repo#issue for the latest run, or an exported audit.jsonl'

function replayCommand(): Command {
  return new Command('replay')
    .description('judge a finished run again from its log alone, and compare the verdicts bit for bit')
    .argument('[run]', A_RUN)
    .addOption(
      new Option('--policy <name>', 'what another policy would have decided').choices(PolicyName.options),
    )
    .option(
      '--all',
      'every run of the log, with --policy: what it would have promoted, and what maintainers did',
    )
    .option('--repository <owner/repo>', 'with --all, only runs of this repository')
    .option(...JSON_OBJECT)
    .option(...DATA)
    .addHelpText('after', REPLAY_EXAMPLES)
    .action(async (run: string | undefined, { all, ...options }: ReplayAllOptions & { all?: boolean }) => {
      if ((all ?? false) === (run !== undefined)) throw new CommandError('name one run, or say --all')
      if (run === undefined) {
        const { replayAll } = await import('./replay-all.ts')
        process.exitCode = await replayAll(options)
        return
      }
      const { replayRun } = await import('./replay-run.ts')
      process.exitCode = await replayRun(run, options)
    })
}

const REPLAY_EXAMPLES = `
Exits with 0 when the same verdict comes out, with 1 when another one does or the log was tampered with.

Examples:
  speculate replay OWNER/REPO#NUMBER.1
  speculate replay ./audit.jsonl --policy lexicographic
  speculate replay --all --policy scorecard --repository OWNER/REPO
`

function learnCommand(): Command {
  return new Command('learn')
    .description(
      'say what maintainers made of runs: by strategy, toolchain and kind of issue, with intervals',
    )
    .argument('[repository]', 'owner/repo (default: all runs of the database)')
    .option(...JSON_OBJECT)
    .option(...DATA)
    .addHelpText('after', LEARN_EXAMPLES)
    .action(async (repository: string | undefined, options: LearnOptions) => {
      const { learnFrom } = await import('./learn-command.ts')
      process.exitCode = await learnFrom(repository, options)
    })
}

const LEARN_EXAMPLES = `
It reads the database alone. What a person does to a candidate after the verdict is the answer: merged as it was, edited
and merged, closed, or another one chosen.

Examples:
  speculate learn OWNER/REPO
  speculate learn --json | jq .strategies
`

function whyCommand(): Command {
  return new Command('why')
    .description('tell in words what happened in a run, and why each candidate ended as it did')
    .argument('<run>', A_RUN)
    .argument('[candidate]', 'only this one')
    .option('--patch', 'print what the candidate changes, also when it was never published')
    .option(...DATA)
    .addHelpText('after', WHY_EXAMPLES)
    .action(async (run: string, candidate: string | undefined, options: WhyOptions) => {
      const { why } = await import('./why.ts')
      process.exitCode = await why(run, candidate, options)
    })
}

interface WhyOptions {
  readonly data?: string
  readonly patch?: boolean
}

const WHY_EXAMPLES = `
Examples:
  speculate why OWNER/REPO#NUMBER
  speculate why OWNER/REPO#NUMBER.1 minimal-change
  speculate why OWNER/REPO#NUMBER minimal-change --patch | git apply
  speculate why ./audit.jsonl minimal-change --patch     of what \`try\` has left
`
