import { rm } from 'node:fs/promises'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { pause } from '@speculate-dev/system'
import { LIMITS } from '../../../src/adapters/github/pacing/limits.ts'
import type { Attempt } from '../../../src/domain/candidate/attempt.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { portOr } from '../../../src/web/port-or.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { startApp, WEBHOOK_SECRET } from '../../scenarios/worlds/start-app.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { aCrowd, type Person } from './a-crowd.ts'

/** Milliseconds, one for each issue. */
export interface Figures {
  /** From the label to three drafts, without the time in which agents wrote and their patches were measured. */
  readonly drafts: readonly number[]
  /** From the last check to a winner that is ready. */
  readonly ready: readonly number[]
  /** From the last check until nothing is left to do for anybody; not waited for where the limit of an hour would take longer. */
  readonly settledMs: number | undefined
  /** Answers that refused a request of the App because of a limit. */
  readonly refusals: number
  readonly requests: number
}

export const SETTINGS =
  'speculation: { default_parallelism: 3, vote_threshold: 0.5 }\nverifier: { checks: [unit] }\ncaps: { open_candidates: 1000, runs_per_day: 1000 }\n'
const WRITING = shellToolchain('echo "export const x = \'$(basename $(dirname $PWD))\'" > fixed.js')
export const CANDIDATES = 3
/** Of one run until it is settled: scoreboard, drafts, and a note on each. */
const CREATIONS = 7
const POLL_MS = 50
export const ANSWER_MS = 150

/** So many issues are labelled at once; all their checks end at once. */
export async function measureRuns(count: number): Promise<Figures> {
  const directory = await temporaryFolder()
  const port = await portOr(0, '127.0.0.1')
  const stage = await startEmbeddedStage({
    webhookUrl: `http://127.0.0.1:${port}/api/github/webhooks`,
    webhookSecret: WEBHOOK_SECRET,
    pace: { secondaryLimits: true, answerMs: ANSWER_MS },
  })
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  const app = await startApp(stage, {
    ...{ directory, port, toolchain: WRITING, pacing: 'github', sweepMs: 60_000 },
    log: (line) => process.env.VERBOSE && console.error(line),
  })
  try {
    return await measure(stage, app, count)
  } finally {
    await app.close()
    await stage.close()
    await rm(directory, { recursive: true, force: true })
  }
}

async function measure(stage: EmbeddedStage, app: Speculate, count: number): Promise<Figures> {
  const crowd = await aCrowd(stage, count)
  const issues: Issue[] = []
  for (let index = 0; index < count; index += 1) {
    const person = crowd[index % crowd.length]
    if (person) issues.push({ number: await person.openIssue(`Fix ${index}`), person })
  }
  const drafts: number[] = []
  const together = Promise.withResolvers<void>()
  const isSettling = count * CREATIONS <= LIMITS.hour.creations
  const runs = issues.map(async (issue) => {
    drafts.push(await labelToDrafts(stage, app, issue))
    if (drafts.length === count) together.resolve()
    await together.promise
    return checksToReady(stage, app, { ...issue, isSettling })
  })
  const ends = await Promise.all(runs)
  const requests = stage.github.faults.requests.filter(({ actor }) => actor === stage.login)
  return {
    drafts,
    ready: ends.map(({ readyAt, checkedAt }) => readyAt - checkedAt),
    settledMs: isSettling
      ? Math.max(...ends.map(({ settledAt, checkedAt }) => settledAt - checkedAt))
      : undefined,
    refusals: requests.filter(({ status }) => status === 403 || status === 429).length,
    requests: requests.length,
  }
}

interface Issue {
  readonly number: number
  /** Who labels it, and says how its checks ended. */
  readonly person: Person
}

async function labelToDrafts(
  stage: EmbeddedStage,
  app: Speculate,
  { number, person }: Issue,
): Promise<number> {
  await person.label(number)
  const labelledAt = Date.now()
  await until(() => draftsOf(stage, number).length === CANDIDATES)
  const draftsAt = Date.now()
  const attempts = await app.store.attempts(`acme/payments#${number}.1`)
  return draftsAt - labelledAt - writingMs(attempts)
}

/** From the first attempt that was wanted to the last that ended. */
export function writingMs(attempts: readonly Pick<Attempt, 'queuedAt' | 'endedAt'>[]): number {
  const times = (name: 'queuedAt' | 'endedAt') => attempts.map((one) => Date.parse(one[name] ?? ''))
  return Math.max(...times('endedAt')) - Math.min(...times('queuedAt'))
}

async function checksToReady(
  stage: EmbeddedStage,
  app: Speculate,
  { number, person, isSettling }: Issue & { readonly isSettling: boolean },
) {
  const drafts = draftsOf(stage, number)
  await Promise.all(drafts.map(({ pull }) => person.succeed(pull.head.sha)))
  const checkedAt = Date.now()
  await until(() => drafts.some(({ pull }) => !pull.draft))
  const readyAt = Date.now()
  await until(async () => {
    if (!isSettling) return true
    const run = await app.store.latestSpeculation({ ...stage.repository, number })
    return run?.settledAt !== undefined
  })
  return { checkedAt, readyAt, settledAt: Date.now() }
}

function draftsOf({ github }: EmbeddedStage, issue: number) {
  const issues = github.state.repositories[0]?.issues ?? []
  return issues.filter(isPullRequest).filter(({ pull }) => pull.head.ref.includes(`/${issue}.1/`))
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(POLL_MS)
}
