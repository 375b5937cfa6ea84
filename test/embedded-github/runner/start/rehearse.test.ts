// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRunner } from '../../../../packages/embedded-github/src/runner/create-runner.ts'
import type { Runner } from '../../../../packages/embedded-github/src/runner-host.ts'
import { createMemoryHost, type MemoryHost } from '../memory-host.ts'

let host: MemoryHost
let runner: Runner
const errors: unknown[] = []

beforeEach(async () => {
  host = await createMemoryHost()
  runner = createRunner({ graceMs: 200, onError: (error) => errors.push(error), events: ['pull_request'] })(
    host,
  )
  errors.length = 0
})
afterEach(async () => {
  await runner.close()
  await host.dispose()
  expect(errors).toEqual([])
})

const CI = '.github/workflows/ci.yml'
const job = (run: string, more = '') =>
  `{ runs-on: ubuntu-latest${more}, steps: [{ uses: actions/checkout@v4, with: { fetch-depth: 0 } }, { run: ${JSON.stringify(run)} }] }`

async function rehearse(files: Readonly<Record<string, string>>, more: object = {}) {
  const sha = await host.commit('main', files)
  await runner.rehearse?.({ repository: host.repository, head: { ref: 'main', sha }, actor: 'acme', ...more })
  return sha
}

const conclusions = () =>
  Object.fromEntries(host.repository.checkRuns.map((one) => [one.name, one.conclusion]))

it('the checks of a commit are those of a pull request that changes nothing', async () => {
  const jobs = `
  tree: ${job('git diff --quiet HEAD^1 HEAD && git diff --quiet HEAD^1 HEAD^2 && ! git diff --quiet HEAD^1 HEAD~2')}
  event: ${job('test "$GITHUB_EVENT_NAME $GITHUB_BASE_REF" = "pull_request main"')}
  ready: ${job('true', ", if: '!github.event.pull_request.draft'")}
  base: ${job("test $(git rev-parse HEAD^1) = '${{ github.event.pull_request.base.sha }}'")}
  red: ${job('false')}`
  await host.commit('main', { 'a.txt': 'a\n' })
  const sha = await rehearse({ [CI]: `on: pull_request\njobs:${jobs}` })
  expect(conclusions()).toEqual({
    ...{ tree: 'success', event: 'success', ready: 'success', base: 'success' },
    red: 'failure',
  })
  expect(host.repository.checkRuns.map(({ headSha }) => headSha)).toEqual(Array(5).fill(sha))
  expect(host.repository.workflowRuns).toMatchObject([
    { event: 'pull_request', headSha: sha, pullRequests: [] },
  ])
})

it('filters for paths leave nothing out; pushes, other branches and other files stay out', async () => {
  const workflow = (on: string, name: string) => `on: ${on}\njobs: { ${name}: ${job('true')} }`
  await rehearse(
    {
      [CI]: workflow("{ pull_request: { paths: ['src/**'] } }", 'paths'),
      '.github/workflows/ignore.yml': workflow("{ pull_request: { paths-ignore: ['docs/**'] } }", 'ignore'),
      '.github/workflows/push.yml': workflow('push', 'push'),
      '.github/workflows/branch.yml': workflow('{ pull_request: { branches: [next] } }', 'branch'),
      '.github/workflows/other.yml': workflow('pull_request', 'other'),
    },
    {
      workflows: [
        CI,
        '.github/workflows/ignore.yml',
        '.github/workflows/branch.yml',
        '.github/workflows/push.yml',
      ],
    },
  )
  expect(conclusions()).toEqual({ paths: 'success', ignore: 'success' })
})

it('what is not wanted any more is cancelled, and its processes are ended', async () => {
  const stop = new AbortController()
  const done = rehearse(
    { [CI]: `on: pull_request\njobs: { test: ${job('sleep 600')} }` },
    { signal: stop.signal },
  )
  await host.until(() =>
    host.repository.workflowJobs.some(({ steps }) => steps.at(-1)?.status === 'in_progress'),
  )
  stop.abort()
  await done
  expect(conclusions()).toEqual({ test: 'cancelled' })
})

it('what a stopped server left is taken up again on the same commit', async () => {
  const done = rehearse({ [CI]: `on: pull_request\njobs: { test: ${job('sleep 0.5')} }` })
  await host.until(() => host.repository.workflowJobs.some(({ status }) => status === 'in_progress'))
  await runner.close()
  await done
  runner = createRunner({ onError: (error) => errors.push(error) })(host)
  const [run] = host.repository.workflowRuns
  if (!run) throw new Error('no run')
  expect(run.status).not.toBe('completed')
  runner.resume(host.repository, run)
  await host.until(() => run.status === 'completed')
  expect(conclusions()).toEqual({ test: 'success' })
})
