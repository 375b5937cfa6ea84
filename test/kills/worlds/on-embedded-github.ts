import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { deriveReach } from '../../../src/adapters/analysis/reach/derive-reach.ts'
import { touchedJudges } from '../../../src/adapters/analysis/reach/touched/touched-judges.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createInstallations } from '../../../src/adapters/github/connection/installations/installations.ts'
import type { Pacer } from '../../../src/adapters/github/pacing/create-pacer.ts'
import { type IssueRef, issueKey } from '../../../src/domain/issue/issue.ts'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Agent } from '../../../src/ports/agent.ts'
import { startWorker, type WorkerContext } from '../../../src/worker/start-worker.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import { startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { createMemoryRows } from '../../fakes/store/memory-rows.ts'
import { heldChecks } from '../../scenarios/worlds/counted/held-checks.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { createLife, type Death, type Life } from './create-life.ts'
import { noJobs, queueOf } from './durable-queue.ts'
import type { End } from './end.ts'
import { pictureOfGitHub } from './picture-of-github.ts'

const FILES = {
  'package.json': '{ "name": "adder", "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/add.js': 'export function add(a, b) { return a - b }\n',
  '.github/workflows/ci.yml':
    'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: npm test }] }\n',
  '.github/speculate.yml': 'verifier:\n  checks: [test]\nreviewers: [acme]\n',
}

/** More than any run needs. */
const MOST_SWEEPS = 60
const MINUTE_MS = 60_000
const WRITE = 'github.write'

/**
 * A run of three candidates to its end: the workers, the adapters of GitHub and git, and an embedded GitHub are real, the store and the
 * queue are in memory. Its processes die one after the other; what comes after them has what those and the disk hold.
 */
export async function endOnEmbeddedGitHub(deaths: readonly Death[]): Promise<End> {
  const world = await aPlace()
  const lives: Life[] = []
  try {
    for (;;) {
      const life = createLife(deaths[lives.length], deaths.length === 0 ? dataOf(world) : undefined)
      lives.push(life)
      const end = await Promise.race([life.died, live(world, life)])
      if (end !== 'ended') continue
      const picture = await pictureOfGitHub(world.stage.github)
      const minutes = world.time.passed / MINUTE_MS
      return { picture, minutes, calls: lives[0]?.calls ?? [], died: lives.length - 1 }
    }
  } finally {
    await world.stage.close()
  }
}

/** Everything that outlives a process. */
async function aPlace() {
  const startedAt = Date.now()
  const time = { passed: 0 }
  const clock = { now: () => startedAt + time.passed }
  const checks = heldChecks(['test'])
  const stage = await startEmbeddedStage({ clock, runner: checks.runner })
  for (const [path, text] of Object.entries(FILES)) await stage.commitToMain(path, text)
  const number = await stage.openIssue({ title: 'Adds wrongly', body: 'It does.' })
  await stage.label(number, TRIGGER_LABEL)
  const issue: IssueRef = { ...stage.repository, number }
  return {
    ...{ stage, checks, issue, clock, time },
    /** Pull requests whose checks have ended. */
    ended: new Set<number>(),
    rows: createMemoryRows(),
    jobs: noJobs(),
    disk: await temporaryFolder(),
  }
}

type Place = Awaited<ReturnType<typeof aPlace>>

function dataOf({ rows, jobs }: Place): () => string {
  return () => serialize([rows, jobs]).toString('latin1')
}

/** Until nothing is left to do, as three sweeps in a row agree. */
async function live(place: Place, life: Life): Promise<'ended'> {
  const { issue, clock, time, rows, jobs } = place
  const { queue, workOff } = queueOf(jobs, clock)
  const store = createMemoryStore(rows)
  await startWorker(contextOf(place, life, queue), { attempts: 1 })
  let quiet = 0
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    const before = writesOf(life)
    jobs.wakes.add(issueKey(issue))
    await workOff()
    const isSettled = (await store.latestSpeculation(issue))?.settledAt !== undefined
    quiet = isSettled && writesOf(life) === before ? quiet + 1 : 0
    if (quiet === 3) return 'ended'
    time.passed += MINUTE_MS
    await checksEnd(place)
  }
  throw new Error(`no end after ${MOST_SWEEPS} sweeps`)
}

function contextOf(
  { stage, clock, rows, disk }: Place,
  life: Life,
  queue: WorkerContext['queue'],
): WorkerContext {
  const installations = createInstallations(stage.credentials, {
    baseUrl: stage.github.apiUrl,
    pacing: 'github',
    pacer: pacerOf(life),
  })
  const { work, toolchains, ...enqueueing } = queue
  return {
    forgeFor: (repository) => installations.forgeFor(repository),
    store: life.of('store', createMemoryStore(rows)),
    queue: { ...life.of('queue', enqueueing), work, toolchains, stop: queue.stop },
    workspace: life.of('workspace', createWorkspace({ dataDir: disk }), true),
    clock,
    deriveReach,
    touchedJudges,
    toolchains: { named: ['writer'], runnable: async () => ['writer'] },
    agents: { agent: () => life.of('agent', writer, true) },
    analysis: createAnalysis({ read: sharedReading }),
    writeTraces: async () => {},
    log: () => {},
    watch: () => {},
  }
}

/** Has no limits, and is told of every request of the process. */
function pacerOf(life: Life): Pacer {
  return {
    take: async (_installation, { cost }) => {
      const isWrite = cost.rest > 1 || cost.graphql > 1
      return life.begin(isWrite ? WRITE : 'github.read', isWrite)
    },
    idle: async () => {},
  }
}

/** Writes the right patch, each candidate in words of its own. */
const writer: Agent = {
  missing: async () => undefined,
  run: async ({ workTree: { path } }) => {
    const note = /minimal-change|refactor-heavy|pattern-extraction/.exec(path)?.[0] ?? ''
    await writeFile(join(path, 'src/add.js'), `// ${note}\nexport function add(a, b) {\n  return a + b\n}\n`)
    return { kind: 'finished', usage: { seconds: 1 } }
  },
}

/** Of every draft; one of them fails. */
async function checksEnd({ stage, checks, ended }: Place): Promise<void> {
  await checks.started()
  const pulls = stage.github.state.repositories[0]?.issues.filter(isPullRequest) ?? []
  for (const { pull } of pulls.filter((one) => !ended.has(one.number))) {
    const candidate = pull.head.ref.split('/').at(-1) ?? ''
    const conclusion = candidate === 'refactor-heavy' ? 'failure' : 'success'
    await checks.endJob(candidate, 0, conclusion)
    await checks.endRun(candidate, conclusion)
  }
  for (const { number } of pulls) ended.add(number)
}

function writesOf({ calls }: Life): number {
  return calls.filter(({ name }) => name === WRITE).length
}
