import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { execa } from 'execa'
import { expect, it, onTestFinished } from 'vitest'
import { startEmbeddedGitHub } from '../../../packages/embedded-github/src/embedded-github.ts'
import { createPages } from '../../../packages/embedded-github/src/pages/create-pages.ts'
import { createRunner } from '../../../packages/embedded-github/src/runner/create-runner.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

it('a pushed branch and a pull request over HTTP end in a check with a page', async () => {
  const { server, client, repository } = await serverWith(WORKFLOW)
  const { data: pull } = await client.pulls.create({
    ...repository,
    title: 'A change',
    head: 'feature',
    base: 'main',
    draft: true,
  })
  await expect
    .poll(() => server.state.repositories[0]?.workflowRuns[0]?.status, { timeout: 10_000 })
    .toBe('completed')

  const { data } = await client.checks.listForRef({ ...repository, ref: pull.head.sha })
  expect(data.check_runs).toMatchObject([
    { name: 'test', conclusion: 'success', app: { slug: 'github-actions' } },
  ])
  const page = await fetch(data.check_runs[0]?.html_url ?? '')
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('hello from refs/pull/1/merge')
  expect(await (await fetch(pull.html_url)).text()).toContain('1 successful')
})

it('R15: an activity starts the workflows that list it, also who is assigned and a lock', async () => {
  const { server, client, repository } = await serverWith(`on:
  pull_request: { types: [assigned, unassigned, locked, unlocked] }
jobs:
  "told": { runs-on: ubuntu-latest, steps: [{ run: 'echo "\${{ github.event.action }} \${{ github.event.assignee.login }}."' }] }
`)
  const { data: pull } = await client.pulls.create({
    ...repository,
    title: 'A',
    head: 'feature',
    base: 'main',
  })
  const at = { ...repository, issue_number: pull.number }
  const ended = (count: number) => {
    const runs = () => server.state.repositories[0]?.workflowRuns.map(({ status }) => status)
    return expect.poll(runs, { timeout: 20_000 }).toEqual(Array(count).fill('completed'))
  }
  await client.issues.addAssignees({ ...at, assignees: ['ada'] })
  await ended(1)
  await client.issues.removeAssignees({ ...at, assignees: ['ada'] })
  await ended(2)
  await client.issues.lock(at)
  await ended(3)
  await client.issues.unlock(at)
  await ended(4)
  const { data } = await client.actions.listWorkflowRunsForRepo(repository)
  const logs = await Promise.all(
    data.workflow_runs.map(async ({ id }) => {
      const { data: jobs } = await client.actions.listJobsForWorkflowRun({ ...repository, run_id: id })
      const page = await fetch(jobs.jobs[0]?.html_url ?? '')
      return /(?:un)?(?:assigned|locked) (?:ada)?\.(?!")/.exec(await page.text())?.[0]
    }),
  )
  expect(logs.sort()).toEqual(['assigned ada.', 'locked .', 'unassigned ada.', 'unlocked .'])
})

/** A server with a repository of `ada`, whose branch `feature` has a file more, and its client. */
async function serverWith(workflow: string) {
  const directory = await temporaryFolder()
  const server = await startEmbeddedGitHub({
    dataDir: join(directory, 'data'),
    runner: createRunner(),
    pages: createPages,
  })
  onTestFinished(() => server.close())
  const files = join(directory, 'files')
  await mkdir(join(files, '.github/workflows'), { recursive: true })
  await writeFile(join(files, '.github/workflows/ci.yml'), workflow)
  const { token } = await server.admin.createUser('ada')
  await server.admin.createRepository({ owner: 'ada', name: 'payments', source: { directory: files } })
  await pushBranch(directory, `${server.url.replace('//', `//ada:${token}@`)}/ada/payments.git`)
  const client = new Octokit({ baseUrl: server.apiUrl, auth: token })
  return { server, client, repository: { owner: 'ada', repo: 'payments' } }
}

const WORKFLOW = `on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: test -f new.txt && echo "hello from $GITHUB_REF"
`

async function pushBranch(directory: string, url: string): Promise<void> {
  const cwd = join(directory, 'clone')
  await execa('git', ['clone', '-q', url, cwd])
  await writeFile(join(cwd, 'new.txt'), 'new')
  await execa('git', ['checkout', '-q', '-b', 'feature'], { cwd })
  await execa('git', ['add', 'new.txt'], { cwd })
  await execa('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '-qm', 'New'], {
    cwd,
  })
  await execa('git', ['push', '-q', 'origin', 'feature'], { cwd })
}
