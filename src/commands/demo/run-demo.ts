import { join } from 'node:path'
import { findRepository } from '@speculate-dev/embedded-github'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { type Scenario, sampleIssue, sampleRepository } from '../../sample/scenarios.ts'
import { isGuard } from '../../stages/gates/gates.ts'
import { commandLine } from '../called-as.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import type { Identity } from '../local/identity.ts'
import { type JudgedBase, judgeBase } from '../local/judge-base.ts'
import { hasEscalated, hasOneWinner, type Outcome, readOutcome } from '../local/outcome.ts'
import { runIssue } from '../local/run-issue.ts'
import { printSummary } from '../local/shown/print-summary.ts'
import { createProgress, type Progress } from '../local/shown/progress.ts'
import { type Terminal, terminalOf } from '../local/shown/terminal.ts'
import { type WatchedRuns, watchRuns } from '../local/shown/watch-runs.ts'
import type { StartingDatabase } from '../local/start-database.ts'
import { type LocalRun, startLocal } from '../local/start-local.ts'
import { untilInterrupted } from '../local/until-interrupted.ts'
import type { DemoOptions } from './demo.ts'
import { type DemoAgents, demoAgents } from './demo-agents.ts'

const OWNER = 'acme'
const NAME = 'payment-client'
/** Twenty times the usual duration; real agents need longer to start. */
const LIMIT_MS = 180_000
const BASE_MINUTES = 2
const REAL_AGENTS_LIMIT_MS = 600_000

interface DemoRun {
  readonly options: DemoOptions
  readonly dataDir: string
  readonly database: StartingDatabase
  readonly identity: Promise<Identity>
  readonly signal: AbortSignal
}

/** Everything of a demo that takes long to load. Closes the database. */
export async function runDemo(run: DemoRun): Promise<ExitCode> {
  const { options, dataDir, signal } = run
  const terminal = terminalOf(options.json ? process.stderr : process.stdout)
  const progress = createProgress(terminal)
  let agents: DemoAgents | undefined
  try {
    agents = await demoAgents({ names: options.toolchain ?? [], progress, signal })
    progress.note(`starting an embedded GitHub and the app in ${dataDir}`)
    return await startAndWatch({ ...run, agents, terminal, progress })
  } finally {
    await agents?.close()
  }
}

interface Demo extends DemoRun {
  readonly agents: DemoAgents
  readonly terminal: Terminal
  readonly progress: Progress
}

async function startAndWatch(demo: Demo): Promise<ExitCode> {
  const { options, terminal, progress, signal } = demo
  const runs = watchRuns(progress)
  const { local, judging } = await startDemo(demo, runs)
  try {
    const limit = AbortSignal.any([
      signal,
      deadline(options.toolchain === undefined ? LIMIT_MS : REAL_AGENTS_LIMIT_MS),
    ])
    const issue = await ensureIssue(local, options.scenario, progress)
    const finished = await runIssue({ local, issue, progress, runs, signal: limit })
    const base = await judging
    const outcome = { ...(await readOutcome(finished, local)), ...withoutUndefined({ judgedBase: base }) }
    const { json = false, keep = false } = options
    progress.end()
    printSummary({ outcome, scoreboard: finished.scoreboard, terminal, json, keep })
    if (options.data !== undefined) terminal.write(readLater(outcome, options.data))

    if (keep) await untilInterrupted({ local, runs, terminal, shown: [outcome.speculation] }, signal)
    return isAsReported(options.scenario, outcome) ? 0 : 1
  } finally {
    await local.close()
  }
}

/** The checks run on the base while the app starts and candidates are written. */
async function startDemo(
  { options, dataDir, database, identity, agents, progress, signal }: Demo,
  { watch, observe }: WatchedRuns,
): Promise<{ local: LocalRun; judging: Promise<JudgedBase> | undefined }> {
  let judging: Promise<JudgedBase> | undefined
  const files = await sampleRepository(options.scenario, join(dataDir, 'sample'))
  const local = await startLocal({
    dataDir,
    database,
    identity,
    repository: { owner: OWNER, name: NAME, source: { directory: files } },
    toolchains: agents.toolchains,
    askedToolchains: options.toolchain,
    agents: agents.agents,
    // One repository has half of them, which is one for each candidate.
    attempts: 6,
    // Those of one candidate, or of the base, are small and mostly wait for programs to start.
    jobs: 4,
    isKept: options.keep ?? false,
    watch,
    observe,
    signal,
    prepare: async (github) => {
      const repository = { owner: OWNER, name: NAME }
      // Candidates are shown meanwhile: what is waited for has no place of its own.
      const shown = { ...progress, wait: () => {} }
      judging = judgeBase({ github, repository, deadlineMinutes: BASE_MINUTES, progress: shown, signal })
      // The result is awaited at the end; until then a failure must not count as unhandled.
      judging.catch(() => undefined)
    },
  })
  return { local, judging }
}

/** Only one process can use the database at a time: these commands work once the demo has ended. */
function readLater({ speculation: run, candidates }: Outcome, data: string): string {
  const kept = candidates.filter(({ pullRequest, gates }) => pullRequest === null && gates.some(isGuard))
  const commands = [
    ['why', run],
    ['replay', run],
    ['audit', 'verify', '--run', run],
    ...kept.map(({ id }) => ['why', run, id, '--patch']),
  ]
  const lines = commands.map((words) => `  ${commandLine(...words, '--data', data)}\n`)
  return `\nOnce this has ended, its log can be read, judged again and checked:\n${lines.join('')}`
}

function deadline(ms: number): AbortSignal {
  const controller = new AbortController()
  const message = `the run did not end within ${ms / 1_000} seconds; its log is speculate.log in the folder named with --data`
  setTimeout(() => controller.abort(new CommandError(message, 1)), ms).unref()
  return controller.signal
}

/** The issue of an earlier run on the same data, which is continued, or a new one. */
async function ensureIssue(local: LocalRun, scenario: Scenario, progress: Progress) {
  const { title, body } = sampleIssue(scenario)
  const repository = findRepository(local.github.context, OWNER, NAME)
  const known = repository?.issues.find((issue) => issue.pull === undefined && issue.title === title)
  const number = known?.number ?? (await local.maintainer.createIssue(title, body))
  progress.note(`issue #${number} "${title}": ${local.url}/issues/${number}`)
  return { owner: OWNER, repo: NAME, number }
}

function isAsReported(scenario: Scenario, outcome: Outcome): boolean {
  return scenario === 'escalate' ? hasEscalated(outcome) : hasOneWinner(outcome)
}
