import { Command, Option } from 'commander'
import { PolicyName } from '../../domain/settings/policy-settings.ts'
import { DATA, JSON_OBJECT } from '../shared-options.ts'
import type { CountOptions } from './count-audit.ts'
import type { ExportOptions } from './export-audit.ts'
import type { PruneOptions } from './prune-audit.ts'
import type { PushOptions } from './push-audit.ts'
import type { VerifyOptions } from './verify-audit.ts'

const A_RUN = 'owner/repo#issue.run, or owner/repo#issue for the latest run'

/** Settings are inherited once, when a command is added: its own commands need them before that. */
export function auditCommand(program: Command): Command {
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
    .requiredOption('--run <id>', A_RUN)
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
    .argument('[run...]', A_RUN)
    .option('--all', 'every run in the database')
    .option('--branch <name>', 'the branch, which holds nothing else', 'speculate-audit')
    .option(...JSON_OBJECT)
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
    .option('--run <id>', A_RUN)
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
    .option(...JSON_OBJECT)
    .option(...DATA)
    .addHelpText('after', COUNT_HELP)
    .action(async (repository: string, options: CountOptions) => {
      const { countAudit } = await import('./count-audit.ts')
      process.exitCode = await countAudit(repository, options)
    })
}

const COUNT_HELP = `
A winner is right where it was merged and not reverted within 30 days. It is wrong where it was reverted, where a person
closed it, and where another candidate was merged or promoted by a person. The app keeps this count by itself; this
command also counts what happened before it did, and past fixes. Once there are ten verdicts of a kind, each scoreboard
with a verdict of that kind says how the others turned out.

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
