import { Argument, Command, Option } from 'commander'
import { PolicyName } from '../../domain/settings/policy-settings.ts'
import { CommandError } from '../command-error.ts'
import type { CountOptions } from './count-audit.ts'
import type { ExportOptions } from './export-audit.ts'
import type { LearnOptions } from './learn-command.ts'
import type { PruneOptions } from './prune-audit.ts'
import type { PushOptions } from './push-audit.ts'
import type { ReplayAllOptions } from './replay-all.ts'
import type { VerifyOptions } from './verify-audit.ts'

/** Commands that read the log of finished runs. */
export function logCommands(program: Command): readonly Command[] {
  return [auditCommand(program), replayCommand(), learnCommand(), whyCommand()]
}

const DATA = [
  '--data <dir|url>',
  'data folder of the app, or its postgres:// address (default: as the app: DATABASE_URL, DATA_DIR or .data)',
] as const
const RUN = new Argument(
  '<run>',
  'owner/repo#issue.run, owner/repo#issue for the latest run, or an exported audit.jsonl',
)

const OPTIONAL_RUN = new Argument(
  '[run]',
  'owner/repo#issue.run, owner/repo#issue for the latest run, or an exported audit.jsonl',
)

/** Settings are inherited once, when a command is added: its own commands need them before that. */
function auditCommand(program: Command): Command {
  const audit = new Command('audit')
    .copyInheritedSettings(program)
    .description('export, push, verify and prune the log of what was decided, and on what evidence')
    .addHelpText('after', AUDIT_EXAMPLES)
  for (const command of [exportCommand(), pushCommand(), verifyCommand(), countCommand(), pruneCommand()]) {
    audit.addCommand(command.copyInheritedSettings(audit))
  }
  return audit
}

const AUDIT_EXAMPLES = `
The log of each run is a chain of entries in which each carries the hash of the one before it. The embedded database
can be opened by one process at a time: stop the app first, verify an exported file, or use Postgres.

Examples:
  speculate audit export --run OWNER/REPO#NUMBER.1 --root .
  speculate audit push OWNER/REPO#NUMBER.1
  speculate audit verify
  speculate audit count OWNER/REPO
  speculate audit verify .nwave/speculative/OWNER.REPO.NUMBER.1/audit.jsonl
  speculate audit prune --older-than 365 --yes
`

function exportCommand(): Command {
  return new Command('export')
    .description('write traces.jsonl and audit.jsonl of a run below <root>/.nwave/speculative')
    .requiredOption('--run <id>', 'owner/repo#issue.run, or owner/repo#issue for the latest run')
    .option('--root <dir>', 'where .nwave is (default: the data folder)')
    .option(...DATA)
    .action(async (options: ExportOptions) => {
      const { exportAudit } = await import('./export-audit.ts')
      process.exitCode = await exportAudit(options)
    })
}

function pushCommand(): Command {
  return new Command('push')
    .description('add traces.jsonl and audit.jsonl of runs to a branch of the repository that each is about')
    .argument('[run...]', 'owner/repo#issue.run, or owner/repo#issue for the latest run')
    .option('--all', 'every run in the database')
    .option('--branch <name>', 'the branch, which holds nothing else', 'speculate-audit')
    .option('--json', 'print one JSON object')
    .option(...DATA)
    .addHelpText('after', PUSH_HELP)
    .action(async (runs: string[], options: PushOptions) => {
      const { pushAudit } = await import('./push-audit.ts')
      process.exitCode = await pushAudit(runs, options)
    })
}

const PUSH_HELP = `
Acts as the App, by APP_ID and PRIVATE_KEY or PRIVATE_KEY_PATH as in .env.example. The branch starts without a parent
and only ever grows: nothing is forced, what is there already makes no commit, and a log that contradicts the one on
the branch is refused. Whoever can read the repository can read it.

A push of an App can start workflows. This branch has none in it, so that \`on: push\` finds nothing to run, and its
commits say [skip ci] for systems that build every branch. To protect it, let a ruleset forbid force pushes and deletion.

Exits with 0 when all the logs are on their branches, with 1 when one was refused.

Examples:
  speculate audit push OWNER/REPO#NUMBER.1
  speculate audit push --all --json
`

function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'recompute the hash chain of every run, of one, or of an exported file; exits with 1 when one is broken',
    )
    .argument('[file]', 'an exported audit.jsonl')
    .option('--run <id>', 'owner/repo#issue.run, or owner/repo#issue for the latest run')
    .option(...DATA)
    .action(async (file: string | undefined, options: VerifyOptions) => {
      const { verifyAudit } = await import('./verify-audit.ts')
      process.exitCode = await verifyAudit(file, options)
    })
}

function countCommand(): Command {
  return new Command('count')
    .description(
      'count how verdicts of a repository have turned out, by the kind of evidence that they were based on',
    )
    .argument('<repository>', 'owner/repo')
    .option('--backtest <file>', 'what "speculate backtest --json" printed for it, to be counted as well')
    .addOption(
      new Option('--policy <name>', 'the policy whose winners in the backtest count').choices(
        PolicyName.options,
      ),
    )
    .option('--json', 'print one JSON object')
    .option(...DATA)
    .addHelpText('after', COUNT_HELP)
    .action(async (repository: string, options: CountOptions) => {
      const { countAudit } = await import('./count-audit.ts')
      process.exitCode = await countAudit(repository, options)
    })
}

const COUNT_HELP = `
A winner is right where its pull request was merged, and wrong where a person closed it or merged another candidate. The
app keeps this count by itself; this command also counts what happened before it did, and past fixes. Once there are ten
verdicts of a kind, each scoreboard with a verdict of that kind says how the others turned out.

Examples:
  speculate audit count OWNER/REPO
  speculate backtest --repo . --json > backtest.json && speculate audit count OWNER/REPO --backtest backtest.json
`

function pruneCommand(): Command {
  return new Command('prune')
    .description(
      'remove the logs of runs that were settled long ago; each removal is recorded in the log itself',
    )
    .requiredOption('--older-than <days>', 'only runs settled longer ago than this')
    .option('--yes', 'remove them; without it, only say what would be removed')
    .option(...DATA)
    .action(async (options: PruneOptions) => {
      const { pruneAudit } = await import('./prune-audit.ts')
      process.exitCode = await pruneAudit(options)
    })
}

function replayCommand(): Command {
  return new Command('replay')
    .description('judge a finished run again from its log alone, and compare the verdicts bit for bit')
    .addArgument(OPTIONAL_RUN)
    .addOption(
      new Option('--policy <name>', 'what another policy would have decided').choices(PolicyName.options),
    )
    .option(
      '--all',
      'every run of the log, with --policy: what it would have promoted, and what maintainers did',
    )
    .option('--repository <owner/repo>', 'with --all, only runs of this repository')
    .option('--json', 'print one JSON object')
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

function learnCommand(): Command {
  return new Command('learn')
    .description(
      'say what maintainers made of runs: by strategy, toolchain and kind of issue, with intervals',
    )
    .argument('[repository]', 'owner/repo (default: all runs of the database)')
    .option('--json', 'print one JSON object')
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

const REPLAY_EXAMPLES = `
Exits with 0 when the same verdict comes out, with 1 when another one does or the log was tampered with.

Examples:
  speculate replay OWNER/REPO#NUMBER.1
  speculate replay ./audit.jsonl --policy lexicographic
  speculate replay --all --policy scorecard --repository OWNER/REPO
`

function whyCommand(): Command {
  return new Command('why')
    .description('tell in words what happened in a run, and why each candidate ended as it did')
    .addArgument(RUN)
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
