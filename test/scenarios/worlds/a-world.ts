import { deriveReach } from '../../../src/adapters/analysis/reach/derive-reach.ts'
import { touchedJudges } from '../../../src/adapters/analysis/reach/touched/touched-judges.ts'
import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { ReviewVerdict } from '../../../src/domain/checks/evidence.ts'
import { issueKey } from '../../../src/domain/issue/issue.ts'
import type { IssueAnswer } from '../../../src/domain/proof/distinction.ts'
import type { Trace } from '../../../src/domain/run/trace.ts'
import type { AttemptKey } from '../../../src/ports/store.ts'
import { type ReconcileContext, reconcile } from '../../../src/reconcile.ts'
import { distinctionAbout } from '../../../src/stages/proof/distinction-attempt.ts'
import { lookUnlessFailing } from '../../../src/worker/look-unless-failing.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { createFakeForge } from '../../fakes/forge/fake-forge.ts'
import { createFakeRepository, type FakeRepository } from '../../fakes/forge/fake-repository.ts'
import { createMemoryRows, createMemoryStore } from '../../fakes/memory-store.ts'

const REPOSITORY = { owner: 'acme', repo: 'payments' }
const SETTINGS = 'verifier:\n  checks: [lint, test]\n'
const TOOLCHAINS: readonly string[] = ['scripted']
export const IDS = ['minimal-change', 'refactor-heavy', 'pattern-extraction']

/** All that a world remembers, but for its clock and for what its agents have still to do. */
export interface SavedWorld {
  readonly number: number
  readonly state: FakeRepository
  readonly rows: ReturnType<typeof createMemoryRows>
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
  const clock = { now: () => now }
  const fake = createFakeForge(REPOSITORY, clock, state)
  const store = createMemoryStore(rows)
  const queued: AttemptKey[] = []
  const traces: Trace[] = []
  const logged: string[] = []
  const waits: number[] = []
  const key = issueKey({ ...REPOSITORY, number })

  const reconciling: ReconcileContext = {
    forge: fake.forge,
    store,
    clock,
    deriveReach,
    touchedJudges,
    toolchains,
    queue: {
      wake: async (_issue, afterMs = 0) => void waits.push(afterMs),
      enqueueAttempt: async (attempt) => void queued.push(attempt),
      work: async () => {},
      stop: async () => {},
    },
    workspace: {
      prepare: () => Promise.reject(new Error('not in this test')),
      collect: () => Promise.reject(new Error('not in this test')),
      collectCommit: () => Promise.reject(new Error('not in this test')),
      dispose: async () => {},
      readPatch: () => Promise.reject(new Error('not in this test')),
      graft: async ({ wanted }) => wanted.map(({ author }) => ({ author, made: madeOf(author) })),
      mirror: () => Promise.reject(new Error('not in this test')),
      diff: () => Promise.reject(new Error('not in this test')),
      readReview: () => Promise.reject(new Error('not in this test')),
      readProposals: () => Promise.reject(new Error('not in this test')),
      withObjects: async (_request, work) => work(new Map()),
    },
    writeTraces: async (written) => void traces.push(...written),
    log: (line) => logged.push(line),
    watch: () => {},
  }
  const iso = () => new Date(now).toISOString()
  const written = (candidate: string, confidence: number): AttemptOutcome => {
    const base = fake.state.heads.get('main') ?? ''
    const outcome = anOutcome(candidate, { confidence })
    return outcome.kind === 'patch' ? { ...outcome, patch: { ...outcome.patch, base } } : outcome
  }
  /** Of a pull request that was entered: nobody reports anything of it. */
  const read = (candidate: string, commit: string): AttemptOutcome => {
    const outcome = written(candidate, 0)
    if (outcome.kind !== 'patch') return outcome
    const report = { rationale: '', testsAdded: [], risks: [] }
    return { ...outcome, patch: { ...outcome.patch, commit }, report, usage: { seconds: 0 } }
  }
  /** Of the run's own commit of a candidate, which the forge has written. */
  const headOf = (candidate: string) => {
    const [head] = [...fake.state.heads].flatMap(([name, at]) =>
      name.endsWith(`.1/${candidate}`) ? [at] : [],
    )
    if (head === undefined) throw new Error(`no branch of ${candidate}`)
    return head
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
    wake: () => reconcile(key, reconciling),
    /** As a worker does it. */
    attend: () => lookUnlessFailing(key, reconciling, () => reconcile(key, reconciling)),
    /** What may be changed from here on is not part of it. */
    save: (): SavedWorld => structuredClone({ number, state, rows }),
    passTime: (ms: number) => {
      now += ms
    },
    /** Every queued attempt ends; `without` names the candidates that come back empty-handed. */
    agentsAnswer: async ({
      without = [] as string[],
      /** Whose attempts end now; the others go on. */
      only = (_candidate: string): boolean => true,
      change = (_candidate: string, outcome: AttemptOutcome): AttemptOutcome => outcome,
      confidence = 0.9,
      review = approve,
      plan = nothingToPropose,
      proof = nothingToRun,
      distinguish = nothingLeft,
      says = (_asked: Attempt): IssueAnswer | undefined => undefined,
    } = {}) => {
      const all = queued.splice(0)
      queued.push(...all.filter(({ candidate }) => !only(candidate)))
      for (const attempt of all.filter(({ candidate }) => only(candidate))) {
        const asked = (await store.attempts(attempt.speculation)).find(
          ({ candidate, number: n }) => candidate === attempt.candidate && n === attempt.number,
        )
        await store.beginAttempt(attempt, iso())
        if (asked?.task.kind === 'plan') {
          await store.endAttempt(attempt, iso(), plan(asked), undefined)
          continue
        }
        if (asked?.task.kind === 'prove') {
          await store.endAttempt(attempt, iso(), proof(asked), undefined)
          continue
        }
        if (asked?.task.kind === 'distinguish') {
          await store.endAttempt(attempt, iso(), distinguish(asked), undefined)
          continue
        }
        if (asked?.task.kind === 'review') {
          const verdict = review(asked)
          const about = { candidate: asked.candidate, commit: asked.task.commit }
          const reported = distinctionAbout(await store.attempts(attempt.speculation), about)
          const answer = reported && says(asked)
          const issueSays = answer && { ...answer, attempt: reported.number }
          const said = {
            ...{ verdict, summary: '', findings: [], commit: asked.task.commit },
            ...(issueSays && { issueSays }),
          }
          const outcome: AttemptOutcome = { kind: 'review', review: said, usage: { seconds: 1 } }
          await store.endAttempt(attempt, iso(), outcome, undefined)
          continue
        }
        const failed = {
          kind: 'failure' as const,
          failure: 'crashed' as const,
          detail: 'exit code 1',
          usage: { seconds: 1 },
        }
        const outcome = without.includes(attempt.candidate)
          ? failed
          : asked?.task.kind === 'read'
            ? read(attempt.candidate, asked.task.commit)
            : change(attempt.candidate, written(attempt.candidate, confidence))
        await store.endAttempt(attempt, iso(), outcome, new Uint8Array([1]))
      }
    },
    headOf,
    checksAnswer: async (red: readonly string[] = [], ids: readonly string[] = IDS) => {
      const published = new Set(fake.state.heads.keys().map((name) => name.split('/').at(-1)))
      for (const id of ids.filter((one) => published.has(one))) {
        await fake.report(headOf(id), { name: 'lint', conclusion: 'success' })
        await fake.report(headOf(id), {
          name: 'test',
          conclusion: red.includes(id) ? 'failure' : 'success',
        })
      }
    },
    speculation: () => store.latestSpeculation({ ...REPOSITORY, number }),
    pulls: () =>
      fake.state.issues.flatMap(({ pull, open, labels, comments }) =>
        pull ? [{ ...pull, isOpen: open, labels: [...labels], comments }] : [],
      ),
    issue: () => {
      const issue = fake.state.issues.find((one) => one.number === number)
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

const nothingToPropose = (_asked: Attempt): AttemptOutcome => ({
  kind: 'plan',
  proposals: { dimension: '', strategies: [] },
  usage: { seconds: 1 },
})

const nothingToRun = (_asked: Attempt): AttemptOutcome => ({
  kind: 'failure',
  failure: 'not-installed',
  detail: 'no test runner',
  usage: { seconds: 1 },
})

const nothingLeft = (_asked: Attempt): AttemptOutcome => ({
  kind: 'failure',
  failure: 'no-changes',
  detail: '',
  usage: { seconds: 1 },
})

const approve = (_asked: Attempt): ReviewVerdict => 'approve'

/** Until everybody has written: attempts start in turns. */
export async function write(
  world: ReturnType<typeof openWorld>,
  answer: Parameters<typeof world.agentsAnswer>[0] = {},
) {
  await world.wake()
  while (world.queued.length > 0) {
    await world.agentsAnswer(answer)
    await world.wake()
  }
}
