import { realpath, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { TestRunner } from '../../adapters/proof/run/test-runner.ts'
import { createSandbox } from '../../adapters/sandbox/create-sandbox.ts'
import { makeScratchFolder, removeLeftScratch } from '../../adapters/scratch-folder.ts'
import type { Backtest, BacktestFix } from '../../domain/judgement/backtest.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { backtestText, foundText } from '../../messages/terminal/backtest/backtest.ts'
import { backtestPage } from '../../messages/terminal/backtest/backtest-page.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { commitTree } from '../contract/commit-tree.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { readOwnSettings, settingsOf } from '../own-settings/read-own-settings.ts'
import { gitIn } from '../try/git.ts'
import { countBacktest } from './count-backtest.ts'
import { type BacktestRun, type BacktestWatch, runBacktest } from './run-backtest.ts'
import { findPastRunner, findRunner } from './set-up/find-runner.ts'
import { showProgress } from './show-progress.ts'

export interface BacktestOptions {
  readonly repo: string
  readonly last?: string
  readonly command?: string
  readonly setup?: string
  readonly minutes?: string
  readonly json?: boolean
  readonly html?: string
  readonly unconfined?: boolean
}

/**
 * How often the right patch would have won on past fixes of a repository, with and without proof. Answers 0 when fixes could be judged and
 * 1 when none could. The repository is only read.
 */
export async function backtest(options: BacktestOptions, signal: AbortSignal): Promise<ExitCode> {
  const progress = showProgress(terminalOf(process.stderr))
  const { runner, line, ...known } = await readRun(options)
  if (line !== undefined) progress.say(line)
  await removeLeftScratch()
  const scratch = await makeScratchFolder()
  try {
    progress.say(`Runs all tests by ${runner.whole}, and named files by ${runner.files}`)
    let looked: Backtest['looked']
    const onFound: BacktestWatch['onFound'] = ({ fixes, commits, saying }) => {
      looked = { commits, saying }
      progress.say(foundText(fixes.length, looked))
    }
    const { begin: onBegin, doing: onDoing } = progress
    const fixes: BacktestFix[] = []
    const onFix = (fix: BacktestFix) => {
      fixes.push(fix)
      progress.end(fix)
    }
    const write = () => {
      const about = {
        version: 1 as const,
        head: known.head,
        runner: runner.name,
        ...withoutUndefined({ looked }),
      }
      return writeBacktest({ ...about, fixes, counts: countBacktest(fixes) }, options)
    }
    const watch = { onFound, onBegin, onDoing, onFix, signal }
    await runBacktest({ ...known, scratch: scratch.path }, watch).catch(async (error: unknown) => {
      // An interrupted backtest still reports what is known by then.
      if (fixes.length > 0) await write()
      throw error
    })
    await write()
    return fixes.some(({ kind }) => kind === 'judged') ? 0 : 1
  } finally {
    progress.stop()
    await scratch.remove()
  }
}

async function writeBacktest(document: Backtest, { html, json }: BacktestOptions): Promise<void> {
  if (html !== undefined) await writeFile(html, backtestPage(document))
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : backtestText(document))
}

type BacktestPlan = Omit<BacktestRun, 'scratch'> & {
  readonly runner: TestRunner
  readonly line: string | undefined
}

/** Checks the request before anything is made. Throws `CommandError` for one that cannot be met. */
async function readRun(options: BacktestOptions): Promise<BacktestPlan> {
  const last = wholeNumber(options.last ?? '50', '--last')
  const seconds = wholeNumber(options.minutes ?? '5', '--minutes') * 60
  const { commit: head, git } = await commitTree(options.repo, 'HEAD')
  const repo = await realpath(resolve(options.repo))
  // What they say today: past fixes are judged as the next one would be.
  const own = await readOwnSettings(git, head)
  const settings = settingsOf(own)
  const runner = await findRunner(repo, options.command)
  const sandbox = createSandbox({ hostIsDisposable: options.unconfined ?? false })
  const missing = await sandbox.missing()
  if (missing !== undefined)
    throw new CommandError(`${missing} Or pass --unconfined where this machine may be thrown away.`)
  const where = ['rev-parse', '--path-format=absolute', '--git-path', 'objects']
  const { stdout: objects } = await gitIn(repo)(where)
  const runnerAt = async (commit: string) =>
    options.command === undefined ? ((await findPastRunner(repo, commit)) ?? runner) : runner
  return {
    head,
    last,
    settings,
    line: own.line,
    runner,
    runnerAt,
    sandbox,
    seconds,
    objects,
    setup: options.setup,
  }
}

function wholeNumber(text: string, option: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new CommandError(`${option} needs a whole number from 1 to 9999, not "${text}"`)
}
