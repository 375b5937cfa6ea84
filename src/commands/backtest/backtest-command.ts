import { Command } from 'commander'
import { JSON_OBJECT } from '../shared-options.ts'
import type { BacktestOptions } from './backtest.ts'

export function backtestCommand(signal: AbortSignal): Command {
  return new Command('backtest')
    .description(
      'judge pools of patches made from past fixes of a repository, and say how often the right one would have won',
    )
    .requiredOption('--repo <path>', 'the repository; it is only read')
    .option('--last <number>', 'how many past fixes to look at, the newest first', '50')
    .option(
      '--command <command>',
      'the command that runs tests, with {files} where their files go (default: as its checks do)',
    )
    .option(
      '--setup <command>',
      'a command that installs dependencies, run once for the same lock files, with a network and your rights: "npm ci"',
    )
    .option('--minutes <number>', 'how long one run of tests may take', '5')
    .option('--html <file>', 'write a page with a plot')
    .option('--unconfined', 'run tests without a sandbox, with your rights')
    .option(...JSON_OBJECT)
    .addHelpText('after', EXAMPLES)
    .action(async (options: BacktestOptions) => {
      const { backtest } = await import('./backtest.ts')
      process.exitCode = await backtest(options, signal)
    })
}

const EXAMPLES = `
A past fix is a commit that says so ("fix", "bug", "crash" or the like in its first line, or "Closes #12" in its message)
and changes both code and tests, at most 12 files. One whose test passes on its parent, or whose parent cannot be tested
here, is left out, with the reason.

It makes four candidates of each past fix: the fix, the fix without its test,
the fix reverted in part, and the fix with one line mutated. Each policy judges them with and without proof by execution.
Exits with 0 if some could be judged, with 1 if none could.

Examples:
  speculate backtest --repo . --setup "npm ci"
  speculate backtest --repo ../shop --last 20 --command "python3 -m pytest {files}" --html backtest.html
  speculate backtest --repo . --json | jq .counts
`
