import { isDeepStrictEqual } from 'node:util'
import { deriveReach } from '../../../src/adapters/analysis/reach/derive-reach.ts'
import { touchedJudges } from '../../../src/adapters/analysis/reach/touched/touched-judges.ts'
import { issueKey } from '../../../src/domain/issue/issue.ts'
import type { Trace } from '../../../src/domain/run/trace.ts'
import type { AttemptKey } from '../../../src/ports/store.ts'
import { type ReconcileContext, reconcile } from '../../../src/reconcile.ts'
import { lookUnlessFailing } from '../../../src/worker/look-unless-failing.ts'
import { createFakeForge } from '../../fakes/forge/fake-forge.ts'
import { createFakeRepository, type FakeRepository } from '../../fakes/forge/fake-repository.ts'
import { idleQueue } from '../../fakes/idle-queue.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { createMemoryRows, type MemoryRows } from '../../fakes/store/memory-rows.ts'
import { type AgentAnswers, answerAttempts } from './answer-attempts.ts'

const REPOSITORY = { owner: 'acme', repo: 'payments' }
const SETTINGS = 'verifier:\n  checks: [lint, test]\n'
const TOOLCHAINS: readonly string[] = ['scripted']
export const IDS = ['minimal-change', 'refactor-heavy', 'pattern-extraction']

/** All that a world remembers, but for its clock and for what its agents have still to do. */
export interface SavedWorld {
  readonly number: number
  readonly state: FakeRepository
  readonly rows: MemoryRows
}

/** The spine on a stateful forge and store; agents and checks answer when the test says so. */
export async function aWorld({ settings = SETTINGS, toolchains = TOOLCHAINS } = {}) {
  const saved = { number: 1, state: createFakeRepository(REPOSITORY), rows: createMemoryRows() }
  const world = openWorld(saved, toolchains)
  await world.commitToMain('.github/speculate.yml', settings)
  await world.openIssue({ title: 'Retry charges twice', body: 'It does.' })
  await world.setRole('maya', 'write')
  return world
}

/** A world as it was saved; the saved one stays as it is. */
export function openWorld(saved: SavedWorld, toolchains = TOOLCHAINS) {
  const { number, state, rows } = structuredClone(saved)
  let now = Date.parse('2026-05-05T12:00:00.000Z')
  let places = 2
  const clock = { now: () => now }
  const fake = createFakeForge(REPOSITORY, clock, state)
  const store = createMemoryStore(rows)
  const seen = nothingSeen()
  const { queued, traces, logged, waits } = seen
  const key = issueKey({ ...REPOSITORY, number })
  const reconciling = {
    ...reconcilingInto(seen),
    forge: fake.forge,
    store,
    clock,
    toolchains,
    freePlaces: async () => places,
  }
  const attempts = {
    store,
    queued,
    now: () => new Date(now).toISOString(),
    base: () => fake.state.heads.get('main') ?? '',
  }
  return {
    ...fake,
    store,
    traces,
    logged,
    /** How long the run was put off each time it was. */
    waits,
    queued,
    number,
    key,
    /** What a look is done with; and what attempts are. */
    reconciling,
    attempts,
    wake: () => reconcile(key, reconciling),
    /** As a worker does it. */
    attend: () => lookUnlessFailing(key, reconciling, () => reconcile(key, reconciling)),
    /** What may be changed from here on is not part of it. */
    save: (): SavedWorld => structuredClone({ number, state, rows }),
    /** How many attempts more workers could be at work on. */
    setFreePlaces: (free: number) => {
      places = free
    },
    now: () => now,
    passTime: (ms: number) => {
      now += ms
    },
    /** Every queued attempt ends. */
    agentsAnswer: (answers: AgentAnswers = {}) => answerAttempts(attempts, answers),
    ...candidateChecks(fake),
    speculation: () => store.latestSpeculation({ ...REPOSITORY, number }),
    ...whatIsShown(fake, number),
  }
}

/** What a run does to whatever is outside of forge and store. */
function nothingSeen() {
  return {
    queued: [] as AttemptKey[],
    traces: [] as Trace[],
    logged: [] as string[],
    waits: [] as number[],
  }
}

function reconcilingInto({ queued, traces, logged, waits }: ReturnType<typeof nothingSeen>) {
  const queue: ReconcileContext['queue'] = {
    ...idleQueue,
    wake: async (_issue, afterMs = 0) => void waits.push(afterMs),
    enqueueAttempt: async (attempt) => {
      if (!queued.some((one) => isDeepStrictEqual(one, attempt))) queued.push(attempt)
    },
  }
  return {
    deriveReach,
    touchedJudges,
    queue,
    workspace: noWorkTrees,
    writeTraces: async (written: readonly Trace[]) => void traces.push(...written),
    log: (line: string) => void logged.push(line),
    watch: () => {},
  }
}

const notHere = () => Promise.reject(new Error('not in this test'))

/** Commits of tests are made up; nothing is checked out. */
const noWorkTrees: ReconcileContext['workspace'] = {
  prepare: notHere,
  collect: notHere,
  collectCommit: notHere,
  dispose: async () => {},
  readPatch: notHere,
  graft: async ({ wanted }) => wanted.map(({ author }) => ({ author, made: madeOf(author) })),
  mirror: notHere,
  diff: notHere,
  readReview: notHere,
  readOpinion: notHere,
  filesAt: notHere,
  readProposals: notHere,
  withObjects: async (_request, work) => ({ made: await work(new Map()), areLeft: false }),
  removeObjects: async () => {},
}

/** What the checks say of the branches that a run has made. */
function candidateChecks({ state, report }: ReturnType<typeof createFakeForge>) {
  /** Of the run's own commit of a candidate, which the forge has written. */
  const headOf = (candidate: string) => {
    const [head] = [...state.heads].flatMap(([name, at]) => (name.endsWith(`.1/${candidate}`) ? [at] : []))
    if (head === undefined) throw new Error(`no branch of ${candidate}`)
    return head
  }
  return {
    headOf,
    checksAnswer: async (red: readonly string[] = [], ids: readonly string[] = IDS) => {
      const published = new Set(state.heads.keys().map((name) => name.split('/').at(-1)))
      for (const id of ids.filter((one) => published.has(one))) {
        await report(headOf(id), { name: 'lint', conclusion: 'success' })
        await report(headOf(id), { name: 'test', conclusion: red.includes(id) ? 'failure' : 'success' })
      }
    },
  }
}

function whatIsShown({ state }: ReturnType<typeof createFakeForge>, number: number) {
  return {
    pulls: () =>
      state.issues.flatMap(({ pull, open, labels, comments }) =>
        pull ? [{ ...pull, isOpen: open, labels: [...labels], comments }] : [],
      ),
    issue: () => {
      const issue = state.issues.find((one) => one.number === number)
      if (!issue) throw new Error('the issue is gone')
      return issue
    },
  }
}

/** A commit that adds the author's test. */
function madeOf(author: string) {
  const [commit, tree] = [`commit-${author}`, `tree-${author}`]
  return {
    kind: 'commit' as const,
    commit,
    tree,
    bundle: new Uint8Array([1]),
    files: [`test/${author}.test.js`],
  }
}

/** Until everybody has written: attempts start in turns. */
export async function write(world: ReturnType<typeof openWorld>, answer: AgentAnswers = {}) {
  await world.wake()
  while (world.queued.length > 0) {
    await world.agentsAnswer(answer)
    await world.wake()
    // Of new drafts the forge tells.
    await world.wake()
  }
}
