import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRunner } from '../../../packages/embedded-github/src/runner/create-runner.ts'
import type { Runner } from '../../../packages/embedded-github/src/runner-host.ts'
import { createMemoryHost, type MemoryHost } from './memory-host.ts'

let host: MemoryHost
let runner: Runner
const errors: unknown[] = []
const OPTIONS = { onError: (error: unknown) => errors.push(error) }

beforeEach(async () => {
  host = await createMemoryHost()
  runner = createRunner(OPTIONS)(host)
  errors.length = 0
})
afterEach(async () => {
  await runner.close()
  await host.dispose()
  expect(errors).toEqual([])
})

const NEW = '0'.repeat(40)

it('a push runs the workflow of the pushed commit, on that commit', async () => {
  const script = [
    'test "$GITHUB_EVENT_NAME $GITHUB_REF $GITHUB_REF_NAME $GITHUB_SHA" = "push refs/heads/main main $(git rev-parse HEAD)"',
    'test -z "$GITHUB_HEAD_REF$GITHUB_BASE_REF"',
    'test -f a.txt',
  ].join(' && ')
  const head = await push('main', { 'a.txt': 'a', '.github/workflows/ci.yml': workflow('push', script) })
  await ended()
  expect(host.check('test')).toMatchObject({ conclusion: 'success', headSha: head })
  expect(host.repository.workflowRuns).toMatchObject([
    { event: 'push', headBranch: 'main', headSha: head, pullRequests: [], before: NEW },
  ])
})

it.each([
  ['another branch than the filter names', '{ push: { branches: [main] } }', 'feature', false],
  ['a branch that the filter names', "{ push: { branches: ['feat*'] } }", 'feature', true],
  ['a branch that is ignored', '{ push: { branches-ignore: [feature] } }', 'feature', false],
  ['tags only', '{ push: { tags: [v1] } }', 'feature', false],
  ['pull requests only', 'pull_request', 'feature', false],
  ['a path that the push changes', '{ push: { paths: [src/**] } }', 'feature', true],
  ['a path that only an earlier commit changed', '{ push: { paths: [old/**] } }', 'feature', false],
  ['nothing but ignored paths', "{ push: { paths-ignore: ['**.js', '.github/**'] } }", 'feature', false],
])('%s decides whether a push runs', async (_, on, branch, runs) => {
  await host.commit('main', { 'old/a.js': 'a' })
  await push(branch, { 'src/b.js': 'b', '.github/workflows/ci.yml': workflow(on, 'true') }, 'main')
  expect((await runsOnceAllIsRead()).map(({ headBranch }) => headBranch)).toEqual(runs ? [branch] : [])
})

it('a push to a known branch is compared with what the branch was at', async () => {
  const files = { '.github/workflows/ci.yml': workflow('{ push: { paths: [src/**] } }', 'true') }
  const before = await host.commit('main', { ...files, 'src/a.js': 'a' })
  const unrelated = await host.commit('main', { 'b.txt': 'b' })
  announce('main', { before, after: unrelated })
  const related = await host.commit('main', { 'src/a.js': 'b' })
  announce('main', { before: unrelated, after: related })
  expect((await runsOnceAllIsRead()).map(({ headSha }) => headSha)).toEqual([related])
})

it('a runner for pull requests alone runs no push', async () => {
  await runner.close()
  runner = createRunner({ ...OPTIONS, events: ['pull_request'] })(host)
  await host.commit('main', { 'README.md': '# Payments' })
  await push(
    'feature',
    {
      '.github/workflows/ci.yml': workflow(
        '[push, pull_request]',
        'test "$GITHUB_EVENT_NAME" = pull_request',
      ),
    },
    'main',
  )
  const pullRequest = await host.openPullRequest('feature')
  runner.onPullRequestActivity({ repository: host.repository, pullRequest, action: 'opened', actor: 'ada' })
  await ended()
  expect(host.repository.workflowRuns).toMatchObject([{ event: 'pull_request', conclusion: 'success' }])
})

it('a run for a push that was cut off is run again', async () => {
  await push('main', { '.github/workflows/ci.yml': workflow('push', 'sleep 300') })
  await host.until(() => host.repository.workflowJobs[0]?.steps.length === 3)
  await runner.close()
  const [run] = host.repository.workflowRuns
  if (!run) throw new Error('no run')
  // The branch has moved on, which changes nothing for the run.
  const later = await host.commit('main', { '.github/workflows/ci.yml': workflow('push', 'exit 1') })
  expect(run.headSha).not.toBe(later)
  const cut = await host.commit('main', { '.github/workflows/ci.yml': workflow('push', 'true') })
  run.headSha = cut
  runner = createRunner(OPTIONS)(host)
  runner.resume(host.repository, run)
  await ended()
  expect(host.repository.workflowRuns).toMatchObject([{ event: 'push', conclusion: 'success' }])
})

function workflow(on: string, script: string): string {
  return `on: ${on}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps: [{ uses: actions/checkout@v4 }, { run: ${JSON.stringify(script)} }]\n`
}

async function push(branch: string, files: Readonly<Record<string, string>>, from?: string): Promise<string> {
  const after = await host.commit(branch, files, from)
  announce(branch, { before: NEW, after })
  return after
}

function announce(branch: string, move: { readonly before: string; readonly after: string }): void {
  runner.onPush?.({ repository: host.repository, branch, ...move, actor: 'ada' })
}

/** Closing ends the jobs, but every push is read to its end. */
async function runsOnceAllIsRead() {
  await runner.close()
  return host.repository.workflowRuns
}

function ended(): Promise<void> {
  const { workflowRuns } = host.repository
  return host.until(() => workflowRuns.length > 0 && workflowRuns.every((run) => run.status === 'completed'))
}
