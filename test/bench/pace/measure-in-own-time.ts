import { pause } from '@speculate-dev/system'
import { ledgersInMemory } from '../../../src/adapters/github/pacing/ledgers.ts'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { createMemoryRows } from '../../fakes/store/memory-rows.ts'
import { simulatedAnalysis } from '../../simulation/app/simulated-agent.ts'
import { createJobs } from '../../simulation/app/simulated-queue.ts'
import { simulatedWorkspace } from '../../simulation/app/simulated-workspace.ts'
import { type Receive, startProcess } from '../../simulation/app/start-process.ts'
import { APP, createPerson, OWNER, type Person, REPOSITORY } from '../../simulation/people/people.ts'
import { createRandom } from '../../simulation/random.ts'
import { pendingFiles } from '../../simulation/time/pending-files.ts'
import { takeTime, type VirtualTime } from '../../simulation/time/virtual-time.ts'
import { createLife } from '../../simulation/world/life.ts'
import { type GitHubOfWorld, openGitHub } from '../../simulation/world/open-world.ts'
import { readFirst } from '../../simulation/world/read-first.ts'
import { ANSWER_MS, CANDIDATES, type Figures, SETTINGS, writingMs } from '../latency/measure-runs.ts'

const START = Date.parse('2026-05-05T12:00:00.000Z')
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const WEBHOOK_MS = 100
/** Long enough that meanwhile it is time to show on the issue how far things are. */
const WRITING_MS = [1_000, 28_000] as const
/** Enough that GitHub's limits for one person are never near. */
const RUNS_OF_ONE = 15

/** `count` issues, each labelled so many milliseconds after the one before; all checks of those labelled at once end at once. */
interface Load {
  readonly count: number
  readonly everyMs: number
}

/**
 * What `measureRuns` measures, in a time that passes only while everybody waits: computing takes none of it, on whatever machine. All
 * agents write at the same time, so that nothing is left but GitHub's answers, its limits, and the waits that Speculate has chosen.
 */
export async function measureInOwnTime(load: Load): Promise<Figures> {
  await readFirst()
  const time = takeTime(START, pendingFiles)
  let close = async () => {}
  try {
    const world = await startWorld(time, load.count)
    close = world.close
    return await measure(world, load)
  } finally {
    await close()
    time.giveBack()
  }
}

type World = Awaited<ReturnType<typeof startWorld>>

async function startWorld(time: VirtualTime, runs: number) {
  const hook: { receive: Receive | undefined } = { receive: undefined }
  const opened = await openGitHub(
    { clock: { now: time.now }, secondaryLimits: true, send: webhooks(time, hook) },
    SETTINGS,
  )
  const { github, credentials } = opened
  const crowd = await aCrowd(opened, Math.ceil(runs / RUNS_OF_ONE))
  const random = createRandom(1)
  const rows = createMemoryRows()
  const store = createMemoryStore(rows)
  const life = createLife(1)
  const jobs = createJobs({ time, note: () => {}, faults: () => 0 })
  const crossing = <T>(_name: string, call: () => Promise<T>) => call()
  const onAnswer = new Set<() => void>()
  const starting = startProcess({
    ...{ credentials, store, baseUrl: github.apiUrl, analysis: simulatedAnalysis, now: time.now },
    ...{ ledgers: ledgersInMemory({ now: time.now }), log: () => {} },
    attempts: runs * CANDIDATES,
    agent: {
      missing: async () => undefined,
      run: async () => {
        const ms = random.between(...WRITING_MS)
        await pause(ms)
        return { kind: 'finished', usage: { seconds: ms / 1_000 } }
      },
    },
    send: slowly(time, github.fetch, () => {
      for (const look of onAnswer) look()
    }),
    queue: jobs.queueFor(life, crossing),
    workspace: simulatedWorkspace({
      ...{ life, time, places: { folders: new Set(), refs: new Map() } },
      pusher: inTurns(crowd),
    }),
  })
  void starting.then((receive) => {
    hook.receive = receive
  })
  return { ...opened, time, crowd, rows, store, onAnswer }
}

async function aCrowd({ github }: GitHubOfWorld, count: number): Promise<readonly [Person, ...Person[]]> {
  const person = async (login: string) => {
    const { token } = await github.admin.createUser(login)
    await github.admin.setCollaborator({ owner: OWNER, name: REPOSITORY.repo }, login, 'write')
    return createPerson(github, token)
  }
  const others = Array.from({ length: 2 * count }, (_, n) => person(`maintainer-${n}`))
  return [await person('maintainer'), ...(await Promise.all(others))]
}

/** What is pushed costs nothing by GitHub's limits: whoever stands for git is never near one. */
function inTurns(crowd: readonly [Person, ...Person[]]): Person {
  let turn = 0
  const next = () => {
    turn += 1
    return crowd[turn % crowd.length] ?? crowd[0]
  }
  return { ...crowd[0], call: (...request) => next().call(...request) }
}

function webhooks(time: VirtualTime, hook: { readonly receive: Receive | undefined }): typeof fetch {
  return (_url, init) =>
    new Promise((resolve) =>
      time.after(WEBHOOK_MS, async () => {
        const name = String(new Headers(init?.headers).get('x-github-event'))
        await hook.receive?.({ name, payload: JSON.parse(String(init?.body)) })
        resolve(new Response('', { status: 200 }))
      }),
    )
}

/** A request takes effect when it arrives; its answer takes as long to come back. */
function slowly(time: VirtualTime, send: typeof fetch, onAnswer: () => void): typeof fetch {
  return (input, { signal: _none, ...init } = {}) =>
    new Promise((resolve, reject) =>
      time.after(ANSWER_MS / 2, async () => {
        const answer = send(input, init)
        await answer.then(onAnswer, () => {})
        time.after(ANSWER_MS / 2, () => answer.then(resolve, reject))
      }),
    )
}

interface Run {
  readonly number: number
  /** Labels it, and says how its checks ended. */
  readonly person: Person
  labelledAt: number
  draftsAt?: number
  checkedAt?: number
  readyAt?: number
}

async function measure(world: World, { count, everyMs }: Load): Promise<Figures> {
  const { time, rows } = world
  const runs: Run[] = []
  for (let index = 0; index < count; index += 1) runs.push(await openIssue(world, index))
  // What this has cost lies behind everybody.
  await time.pass(time.now() + 2 * MINUTE_MS)
  const succeed = (run: Run) => time.after(1, () => endChecks(run, time.now()))
  world.onAnswer.add(() => watch(runs, time.now(), everyMs > 0 ? succeed : () => {}))
  for (const [index, run] of runs.entries()) time.after(index * everyMs, () => label(run, time.now()))
  const until = time.now() + count * everyMs + 2 * HOUR_MS
  if (everyMs === 0) {
    await time.pass(until, () => runs.every(({ draftsAt }) => draftsAt !== undefined))
    runs.forEach(succeed)
  }
  const settled = () => [...rows.speculations.values()].flatMap((one) => one.settledAt ?? [])
  await time.pass(until, () => settled().length === count)
  return figuresOf(runs, world)
}

async function openIssue({ crowd }: World, index: number): Promise<Run> {
  const person = crowd[index % crowd.length] ?? crowd[0]
  const opened = await person.call('POST', '/issues', { title: `Fix ${index}`, body: 'Do.' })
  return { number: (opened as { number: number }).number, person, labelledAt: Number.NaN }
}

function label(run: Run, now: number): Promise<unknown> {
  run.labelledAt = now
  return run.person.call('POST', `/issues/${run.number}/labels`, { labels: [TRIGGER_LABEL] })
}

async function endChecks(run: Run, now: number): Promise<void> {
  run.checkedAt = now
  const green = { context: 'unit', state: 'success' }
  for (const { pull } of draftsOf(run)) await run.person.call('POST', `/statuses/${pull.head.sha}`, green)
}

/** Writes down what has come about. */
function watch(runs: readonly Run[], now: number, onDrafts: (run: Run) => void): void {
  for (const run of runs) {
    if (run.draftsAt === undefined && draftsOf(run).length === CANDIDATES) {
      run.draftsAt = now
      onDrafts(run)
    } else if (run.checkedAt !== undefined && run.readyAt === undefined && isReady(run)) run.readyAt = now
  }
}

function draftsOf({ number, person }: Run) {
  return person.drafts().filter(({ pull }) => pull.head.ref.includes(`/${number}.1/`))
}

function isReady(run: Run): boolean {
  return draftsOf(run).some(({ pull }) => !pull.draft)
}

async function figuresOf(runs: readonly Run[], { store, github }: World): Promise<Figures> {
  const requests = github.faults.requests.filter(({ actor }) => actor === APP)
  const ends = await Promise.all(
    runs.map(async ({ number, labelledAt, draftsAt = Number.NaN, checkedAt = 0, readyAt = Number.NaN }) => {
      const run = await store.latestSpeculation({ ...REPOSITORY, number })
      return {
        drafts: draftsAt - labelledAt - writingMs(await store.attempts(`acme/payments#${number}.1`)),
        ready: readyAt - checkedAt,
        settled: Date.parse(run?.settledAt ?? '') - checkedAt,
      }
    }),
  )
  return {
    drafts: ends.map(({ drafts }) => drafts),
    ready: ends.map(({ ready }) => ready),
    settledMs: Math.max(...ends.map(({ settled }) => settled)),
    refusals: requests.filter(({ status }) => status === 403 || status === 429).length,
    requests: requests.length,
  }
}
