import { Octokit } from '@octokit/rest'
import { createRunner, isPullRequest } from '@speculate-dev/embedded-github'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../../../src/adapters/observing/create-log.ts'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { hostileToolchain, shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp } from '../worlds/start-app.ts'

/** The whole app on a GitHub that runs the jobs; no webhook ever arrives. */
vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 })

const WAIT = { timeout: 300_000, interval: 300 }
const SETTINGS = 'speculation: { vote_threshold: 0.5 }\nverifier: { checks: [unit] }\n'
const ci = (on: string, more = '') =>
  `on: { pull_request: ${on} }\n${more}jobs: { unit: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: 'grep -q true fixed.js' }] } }\n`

let stage: EmbeddedStage
let directory: string
const running: Speculate[] = []
const logged: string[] = []

beforeEach(async () => {
  directory = await temporaryFolder()
  stage = await startEmbeddedStage({ runner: createRunner() })
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
})
afterEach(async () => {
  for (const app of running.splice(0)) await app.close()
  await stage.close()
  logged.length = 0
})

const writing = shellToolchain(
  'echo "export const fixed = true" > fixed.js; echo "export const $(basename $PWD | tr -dc a-z)x = 1" > more.js',
)

async function start(toolchain = writing): Promise<Speculate> {
  const app = await startApp(stage, { directory, toolchain, log: (message) => logged.push(message) })
  running.push(app)
  return app
}

function repository() {
  const [found] = stage.github.state.repositories
  if (!found) throw new Error('there is no repository')
  return found
}

const runOf = (app: Speculate, number: number) => app.store.latestSpeculation({ ...stage.repository, number })
const settled = async (app: Speculate, number: number) => {
  await expect.poll(async () => (await runOf(app, number))?.settledAt, WAIT).toBeDefined()
  return runOf(app, number)
}
const saidOn = (number: number) =>
  repository()
    .comments.filter(({ issue }) => issue === number)
    .map(({ body }) => body)
    .join('\n')

async function maya() {
  const { token } = await stage.github.admin.createUser('maya')
  return new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
}

async function labelled(label: string = TRIGGER_LABEL): Promise<number> {
  const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
  await stage.label(number, label)
  return number
}

describe('labels of ours on drafts', () => {
  it('V6, varied: begin no run that cancels another before the verdict, whatever the workflow lists', async () => {
    const group = `concurrency: { group: "g-\${{ github.event.pull_request.number }}", cancel-in-progress: true }\n`
    const types = '[opened, synchronize, labeled, unlabeled, assigned, review_requested, edited]'
    await stage.commitToMain('.github/workflows/ci.yml', ci(`{ types: ${types} }`, group))
    const number = await labelled()
    const app = await start()
    await expect.poll(async () => (await runOf(app, number))?.verdict, WAIT).toBeDefined()
    const first = repository()
      .issues.filter(isPullRequest)
      .flatMap(({ pull }) => repository().workflowRuns.find(({ headSha }) => headSha === pull.head.sha) ?? [])
    expect(first.map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'success'])
    expect((await settled(app, number))?.verdict?.decision.kind).toBe('promote')
  })
})

describe('a branch on which no check can judge', () => {
  it.each([
    ['release/2.x', '{ branches: ["release/1.*", main] }'],
    ['trunk', '{ branches-ignore: ["t*"] }'],
    ['next', '{ types: [closed, locked] }'],
  ])('V9, varied: %s by %s is refused before anybody writes, with the filter', async (branch, filter) => {
    const sha = await stage.commitToMain('.github/workflows/ci.yml', ci(filter))
    const octokit = await maya()
    await octokit.rest.git.createRef({ ...stage.repository, ref: `refs/heads/${branch}`, sha })
    repository().defaultBranch = branch
    const number = await labelled()
    await start()
    await expect.poll(() => saidOn(number), WAIT).toContain('ci.yml')
    expect(repository().issues.filter(isPullRequest)).toEqual([])
    const key = filter.match(/\w[\w-]+/)?.[0] ?? ''
    expect(saidOn(number)).toContain(key === 'types' ? 'closed' : branch)
  })
})

it('O10: the log tells every turn of a run, each by the id of the speculation', async () => {
  await stage.commitToMain('.github/workflows/ci.yml', ci('{}'))
  const number = await labelled()
  const lines: string[] = []
  const redactor = { text: (text: string) => text }
  const write = (line: string) => lines.push(line)
  const { observe } = createLog({ level: 'info', form: 'json', redactor, write })
  const app = await startApp(stage, {
    directory,
    toolchain: writing,
    log: (line) => logged.push(line),
    observe,
  })
  running.push(app)
  await settled(app, number)
  await expect.poll(() => lines.at(-1), WAIT).toContain('"settled"')
  const told = lines.map((line): Readonly<Record<string, unknown>> => JSON.parse(line))
  const id = `acme/payments#${number}.1`
  expect(told.filter(({ run }) => run !== id)).toEqual([])
  const count = (event: string) => told.filter((line) => line.event === event).length
  expect({
    started: count('run-started'),
    attempts: [count('attempt-started'), count('attempt-ended')],
    drafts: count('draft-opened'),
    judged: count('candidate-judged'),
    verdict: count('verdict'),
    ready: count('made-ready'),
    settled: count('settled'),
  }).toEqual({ started: 1, attempts: [3, 3], drafts: 3, judged: 3, verdict: 1, ready: 1, settled: 1 })
  expect(
    told.map(({ event }) => event).filter((event) => event === 'run-started' || event === 'settled'),
  ).toEqual(['run-started', 'settled'])
  expect(told.find(({ event }) => event === 'verdict')?.msg).toMatch(/ wins after .*: /)
  const numbers = await (await fetch(`${app.url}/metrics`)).text()
  expect(numbers).toMatch(/^speculate_runs_settled_total 1$/m)
  expect(numbers).toMatch(/^speculate_github_requests_total\{installation="[^"]+",status="200"\} \d+$/m)
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200)
})

describe('a title that is not the labelled one', () => {
  it.each([
    ['in the second of the label, after it', 1],
    ['in the second of the label, before it', -1],
    ['a second later, and back again', 2],
  ])('V42, varied: renamed %s', async (_, order) => {
    await stage.commitToMain('.github/workflows/ci.yml', ci('null'))
    const number = await stage.openIssue({ title: 'Fix the typo', body: 'Do.' })
    const octokit = await maya()
    const rename = (title: string) =>
      octokit.rest.issues.update({ ...stage.repository, issue_number: number, title })
    if (order < 0) await rename('Publish the keys')
    await stage.label(number, TRIGGER_LABEL)
    if (order > 0) await rename('Publish the keys')
    if (order > 1) await rename('Publish all keys')
    const at = repository().timeline.find((one) => one.kind === 'labeled')?.createdAt ?? ''
    const later = new Date(Date.parse(at) + 1_000).toISOString().replace(/\.\d+Z$/, 'Z')
    for (const event of repository().timeline)
      if (event.kind === 'renamed') event.createdAt = order > 1 ? later : at
    const app = await start()
    await expect
      .poll(async () => (await runOf(app, number)) !== undefined || saidOn(number) !== '', WAIT)
      .toBe(true)
    const run = await runOf(app, number)
    // The one that stood there when the label went on, or nothing at all.
    const right = order < 0 ? 'Publish the keys' : 'Fix the typo'
    expect(run?.snapshot.title ?? right).toBe(right)
    if (!run) expect(saidOn(number)).toMatch(/edit|renam|chang/i)
  })
})

describe('a label that nobody was there to see', () => {
  it('V19, varied: in other letters, on two issues, and once more on one whose run is over', async () => {
    await stage.commitToMain('.github/workflows/ci.yml', ci('null'))
    const [one, two] = [await labelled('Speculate'), await labelled()]
    // That a run is over matters, and not how.
    const first = await start(hostileToolchain('crash'))
    for (const number of [one, two]) await settled(first, number)
    running.length = 0
    await first.close()

    const octokit = await maya()
    const at = { ...stage.repository, issue_number: two }
    // GitHub gives times in whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    await octokit.rest.issues.removeLabel({ ...at, name: TRIGGER_LABEL })
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    await stage.label(two, TRIGGER_LABEL)
    const three = await labelled()
    const second = await start(hostileToolchain('crash'))
    await expect.poll(async () => (await runOf(second, three))?.run, WAIT).toBe(1)
    await expect.poll(async () => (await runOf(second, two))?.run, WAIT).toBe(2)
    expect((await runOf(second, one))?.run).toBe(1)
  })
})

describe('an issue whose conversation is locked', () => {
  it.each(['before the label', 'when drafts are open'])(
    'V10, varied: %s is followed to its verdict, which its drafts tell',
    async (when) => {
      await stage.commitToMain('.github/workflows/ci.yml', ci('null'))
      const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
      const { token } = await stage.github.admin.createUser('acme')
      const owner = new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
      const lock = () => owner.rest.issues.lock({ ...stage.repository, issue_number: number })
      if (when === 'before the label') await lock()
      await stage.label(number, TRIGGER_LABEL)
      const app = await start()
      await expect.poll(() => repository().issues.filter(isPullRequest).length, WAIT).toBe(3)
      if (when === 'when drafts are open') await lock()
      expect((await settled(app, number))?.verdict?.decision.kind).toBe('promote')
      const drafts = repository().issues.filter(isPullRequest)
      expect(drafts.filter(({ state }) => state === 'open')).toHaveLength(1)
      for (const draft of drafts) expect(saidOn(draft.number)).toContain('speculate:scoreboard')
      expect(logged.join('\n')).toContain('a comment was refused')
      const writes = () => stage.github.faults.requests.filter(({ method }) => method !== 'GET').length
      const before = writes()
      const asked = logged.length
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      expect(logged.slice(asked).filter((line) => line.includes('refused'))).toEqual([])
      expect(writes() - before).toBeLessThan(10)
    },
  )
})
