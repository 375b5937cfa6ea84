import { randomUUID } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { createSandbox } from '../../../src/adapters/sandbox/create-sandbox.ts'
import { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { Store } from '../../../src/ports/store.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { createSampleRepository, plainGit, type SampleRepository } from '../git/sample-repository.ts'
import { noProcessWith } from './processes.ts'
import { inSandbox } from './test-sandbox.ts'

/** Never written where the agent gets it from us: whoever shows it has read what it may not. */
const CANARY = 'canary-3f9d2c71b8'
const REACHED = `reached-${randomUUID()}`
const ENVIRONMENT = { CANARY_OF_WORKER: CANARY, PRIVATE_KEY: CANARY, GITHUB_TOKEN: CANARY }
const key = { speculation: aSpeculation().id, candidate: 'one', number: 1 }

let directory: string
let dataDir: string
let sample: SampleRepository
let planted: { files: string[]; folders: string[] }
let store: Store
let said: string[]
let servers: Server[]
let visits: number
let targets: string

beforeAll(async () => {
  directory = await temporaryFolder()
  dataDir = join(directory, 'data')
  sample = await createSampleRepository(directory)
  Object.assign(process.env, ENVIRONMENT)
})
afterAll(async () => {
  for (const name of Object.keys(ENVIRONMENT)) delete process.env[name]
})

beforeEach(async () => {
  planted = await plant()
  store = createMemoryStore()
  said = []
  visits = 0
  const sockets = [join(directory, 'host.sock'), `\0speculate-${CANARY.slice(-4)}-${process.pid}`]
  servers = await Promise.all([...sockets, 0].map(listen))
  const address = servers.at(-1)?.address()
  const port = typeof address === 'object' ? address?.port : undefined
  targets = JSON.stringify({
    ...planted,
    sockets,
    port,
    marker: join(directory, 'marker'),
    reached: [...REACHED].reverse().join(''),
  })
})
afterEach(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))))

function listen(place: string | number): Promise<Server> {
  const server = createServer((socket) => {
    visits++
    socket
      .on('error', () => undefined)
      .resume()
      .end(CANARY)
  })
  return new Promise((resolve) => {
    const ready = () => resolve(server)
    typeof place === 'string' ? server.listen(place, ready) : server.listen(place, '0.0.0.0', ready)
  })
}

/** A user's key, another candidate's work, the mirror's configuration and our own view of another work tree. */
async function plant() {
  const repository = { owner: 'acme', repo: 'payments' }
  const remote = { url: sample.url, authorization: undefined }
  const other = await createWorkspace({ dataDir }).prepare({
    repository,
    remote,
    base: sample.base,
    name: 'other',
  })
  const user = join(directory, 'user')
  const mirror = join(dataDir, 'mirrors/acme/payments.git')
  const folders = [user, other.path, other.home, mirror, join(dataDir, 'imports/other.git')]
  await mkdir(user, { recursive: true })
  const files = folders.map((folder) => join(folder, 'secret'))
  for (const file of files) await writeFile(file, `{"rationale": "${CANARY}"}\n`)
  await appendFile(join(mirror, 'config'), `# ${CANARY}\n`)
  return { files: [...files, join(mirror, 'config')], folders }
}

interface Ended {
  readonly outcome: AttemptOutcome
  /** All that was said or stored of it, the content of its patch included. */
  readonly words: string
}

async function runHostile(
  way: string,
  { minutes = 5, hostIsDisposable = false, limits = {} } = {},
): Promise<Ended> {
  const toolchain = Toolchain.parse({
    kind: 'command',
    command: [process.execPath, fileURLToPath(new URL('./fixtures/hostile-agent.ts', import.meta.url)), way],
    set: { TARGETS: targets },
    limits: { memory_mb: 500, processes: 100, disk_mb: 150, ...limits },
  })
  const { settings } = aSpeculation()
  const base = { branch: 'main', commit: sample.base }
  await store.insertSpeculation(aSpeculation({ base, settings: { ...settings, attempt_minutes: minutes } }))
  await store.insertAttempt({
    ...key,
    toolchain: 'hostile',
    task: { kind: 'patch' },
    status: 'queued',
    queuedAt: NOW,
  })
  const log = (message: string) => said.push(message)
  const agents = createAgents(new Map([['hostile', toolchain]]), {
    sandbox: createSandbox({ hostIsDisposable }),
    packages: join(directory, 'packages'),
    prices: {},
    transcripts: undefined,
    redactor: createRedactor(),
    log,
  })
  const context = {
    store: {
      ...store,
      heartbeat: (...[attempt, at, progress]: Parameters<Store['heartbeat']>) => {
        said.push(progress ?? '')
        return store.heartbeat(attempt, at, progress)
      },
    },
    workspace: createWorkspace({ dataDir }),
    analysis: createAnalysis(),
    clock: { now: () => Date.parse(NOW) },
    agents,
    forgeFor: async () => ({ gitRemote: async () => ({ url: sample.url, authorization: undefined }) }),
    log,
    heartbeatMs: 10,
  }
  await runAttempt(context, key, new AbortController().signal)
  const [attempt] = await store.attempts(key.speculation)
  if (attempt?.outcome === undefined) throw new Error('the attempt has no outcome')
  const words = [JSON.stringify(attempt), ...said, await patchText(attempt.outcome)].join('\n')
  return { outcome: attempt.outcome, words }
}

/** Of the bundle, which is compressed: every byte that it would bring to GitHub. */
async function patchText(outcome: AttemptOutcome): Promise<string> {
  if (outcome.kind !== 'patch') return ''
  const clone = join(directory, 'unbundled.git')
  await rm(clone, { recursive: true, force: true })
  await plainGit(directory, 'clone', '--quiet', '--bare', sample.path, clone)
  await writeFile(join(directory, 'bundle'), (await store.bundle(key)) ?? '')
  await plainGit(clone, 'bundle', 'unbundle', join(directory, 'bundle'))
  return plainGit(
    clone,
    'log',
    '--patch',
    '--text',
    '--format=raw',
    `${sample.base}..${outcome.patch.commit}`,
  )
}

async function expectNothingHappened({ words }: Ended): Promise<void> {
  expect(words).not.toContain(CANARY)
  expect(words).not.toContain(REACHED)
  expect(visits).toBe(0)
  expect(await readdir(directory)).not.toContain('marker')
  for (const file of planted.files) expect(await readFile(file, 'utf8')).toContain(CANARY)
  expect(await readdir(join(directory, 'user'))).toEqual(['secret'])
  expect(await readdir(join(dataDir, 'attempts'))).toEqual(['other'])
  expect(await readdir(join(dataDir, 'imports'))).toEqual(['other.git'])
  await noProcessWith(`attempts/${attemptName}`)
}

const { owner, repo, number } = aSpeculation().issue
const attemptName = `${owner}.${repo}.${number}.${aSpeculation().run}.one.1`

describe('an agent that does its worst', () => {
  inSandbox('would find the canaries and reach the listeners where nothing confines it', async () => {
    const { words } = await runHostile('known files', { hostIsDisposable: true })
    expect(words).toContain(CANARY)
    await store.close()
    store = createMemoryStore()
    expect((await runHostile('known listeners', { hostIsDisposable: true })).words).toContain(REACHED)
    expect(visits).toBeGreaterThan(0)
  })

  inSandbox.each([
    'environment',
    'files',
    'network',
    'links',
    'linked report',
    'linked folder of the report',
    'huge report',
    'report that is none',
    'forged report',
    'git configuration',
    'git directory as a link',
    'git directory as a file',
    'writing outside',
    'mounts and namespaces',
    'a tree that is hard to remove',
  ])('gets nothing out and harms nothing: %s', async (way) => {
    const ended = await runHostile(way)
    await expectNothingHappened(ended)
    const { outcome, words } = ended
    // It came to its end, where it writes its loot down.
    if (outcome.kind === 'patch') expect(words).toContain(`+${way}`)
    if (outcome.kind === 'patch') expect(JSON.stringify(outcome)).not.toContain('passed')
    else
      expect(outcome).toMatchObject({ failure: expect.stringMatching(/^(?:damaged-work-tree|too-large)$/) })
  })

  inSandbox.each([
    ['memory hog', 'The attempt used more than 500 MB of memory and was ended.'],
    ['disk filler', 'The attempt used more than 150 MB of disk and was ended.'],
  ])('is ended at its limit, which is told: %s', async (way, detail) => {
    const ended = await runHostile(way)
    expect(ended.outcome).toMatchObject({ kind: 'failure', failure: 'limit-exceeded', detail })
    await expectNothingHappened(ended)
  })

  inSandbox.each(['process flood', 'deafness', 'endless output'])(
    'is ended with its time, if not before: %s',
    async (way) => {
      const before = process.memoryUsage().rss
      const ended = await runHostile(way, { minutes: 0.05 })
      expect(ended.outcome).toMatchObject({ kind: 'failure' })
      expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
      await expectNothingHappened(ended)
    },
  )
})
