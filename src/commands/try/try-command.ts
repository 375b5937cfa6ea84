import { Command } from 'commander'
import { loadLocal } from '../load-local.ts'
import { repeated } from '../repeated.ts'
import { JSON_OBJECT } from '../shared-options.ts'
import type { CleanOptions } from './clean/clean.ts'
import type { TryOptions } from './try.ts'

/** Settings are inherited once, when a command is added: its own command needs them before that. */
export function tryCommand(program: Command, signal: AbortSignal): Command {
  const command = new Command('try').copyInheritedSettings(program)
  return command
    .description('let agents compete on an issue of a local git repository, without changing it')
    .option('--repo <path>', 'the repository; candidates start from its HEAD (required)')
    .option('--issue <file>', 'the issue as Markdown; its first heading is the title (required)')
    .option(
      '--verify <command>',
      'a command that must succeed on each candidate; several run in one checkout, in order',
      repeated,
    )
    .option(
      '--setup <command>',
      'a command that installs what the project needs, for every agent; repeatable (default: `setup` of the settings)',
      repeated,
    )
    .option('--no-setup-cache', 'install everything anew, and keep nothing of it for the next run')
    .option(
      '--toolchain <name>',
      'an agent to use, in rank order; two to four make one candidate each, a single one writes all three',
      repeated,
    )
    .option('--toolchains <file>', 'definitions of further agents (default: toolchains.yml, if there is one)')
    .option('--unconfined', 'run agents without a sandbox, with your rights')
    .option(
      '--ignore-uncommitted',
      'start from HEAD even if there are uncommitted changes, which are left out',
    )
    .option(
      '--anyway',
      'start even if every check is red on HEAD and no failing test is seen: a candidate that turns one green is proven by it',
    )
    .option(
      '--allow-actions',
      "let jobs run other people's actions that lie in ~/.cache/speculate/actions/OWNER/NAME@REF",
    )
    .option(
      '--proof',
      "run candidates' tests on the base and on each other (default: where that is possible)",
    )
    .option('--no-proof', 'do not run the tests of one candidate on another')
    .option('--proof-command <command>', 'the command that runs tests, with {files} where their files go')
    .option('--branches', 'fetch the winner into the repository, as speculate/…')
    .option('--keep', 'leave the pages running afterwards')
    .option('--json', 'print one JSON object at the end, and progress on standard error')
    .addHelpText('after', TRY_EXAMPLES)
    .addCommand(cleanCommand().copyInheritedSettings(command))
    .action(async (options: Partial<TryOptions>) => {
      if (!isComplete(options, command)) return
      const { begin } = await import('../local/begin.ts')
      begin('reading the repository and the checks that will judge', options)
      const { tryOut } = await loadLocal('try', () => import('./try.ts'))
      process.exitCode = await tryOut(options, signal)
    })
}

/** Not left to the parser, which would ask for them with `try clean` as well. */
function isComplete(options: Partial<TryOptions>, command: Command): options is TryOptions {
  for (const [name, option] of [
    ['repo', '--repo <path>'],
    ['issue', '--issue <file>'],
  ] as const)
    if (options[name] === undefined) command.error(`error: required option '${option}' not specified`)
  return true
}

function cleanCommand(): Command {
  return new Command('clean')
    .description('list what runs have left on this machine, and with --yes remove it')
    .option('--yes', 'remove it; without this, it is only listed')
    .option('--dry-run', 'only list it, as without --yes')
    .option('--branches', 'also the branches that `--branches` made, where nobody has changed them')
    .option(...JSON_OBJECT)
    .addHelpText('after', CLEAN_HELP)
    .action(async (options: CleanOptions) => {
      const { clean } = await import('./clean/clean.ts')
      process.exitCode = await clean(options)
    })
}

const CLEAN_HELP = `
These are the candidates and logs that \`try\` keeps, what set-ups have installed for the next run, and the working
folders of runs that were killed. What belongs to a run that is still going on, or to another user, is never touched.

Exits with 0, or with 1 when something could not be removed.

Examples:
  speculate try clean
  speculate try clean --branches --yes
`

const TRY_EXAMPLES = `
The repository's own \`on: pull_request\` workflows judge the candidates, or the commands named with --verify. They are run
on HEAD first, before any agent starts, and what is red there is reported. Where nothing can judge, or everything that
could is red and no failing test is seen, it exits with 2; --anyway is for an issue about what is red. All candidates stay
as branches of a clone, whose path is printed.

Actions are served by the runner, or refused by name; nothing is downloaded. With --allow-actions a job may also run
JavaScript and composite actions of other people from ~/.cache/speculate/actions, where you have put them:
\`git clone --branch v7 https://github.com/actions/github-script ~/.cache/speculate/actions/actions/github-script@v7\`.

Each agent runs in a sandbox made by bubblewrap: it sees its work tree and reaches its model, and nothing
else of this machine. --unconfined is for machines that may be thrown away.

Exits with 0 when a candidate was promoted, with 1 when none was, with 2 when it could not be tried, and with 130 when
it was interrupted; the patches that were written by then are kept as well.

Examples:
  speculate try --repo . --issue bug.md --toolchain codex --toolchain claude
  speculate try --repo ../shop --issue bug.md --verify "npm ci" --verify "npm test" --toolchain claude --branches
`
