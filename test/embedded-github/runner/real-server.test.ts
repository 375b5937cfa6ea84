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
  const directory = await temporaryFolder()
  const server = await startEmbeddedGitHub({
    dataDir: join(directory, 'data'),
    runner: createRunner(),
    pages: createPages,
  })
  onTestFinished(async () => {
    await server.close()
  })
  const files = join(directory, 'files')
  await mkdir(join(files, '.github/workflows'), { recursive: true })
  await writeFile(join(files, '.github/workflows/ci.yml'), WORKFLOW)
  const { token } = await server.admin.createUser('ada')
  await server.admin.createRepository({ owner: 'ada', name: 'payments', source: { directory: files } })
  await pushBranch(directory, `${server.url.replace('//', `//ada:${token}@`)}/ada/payments.git`)

  const client = new Octokit({ baseUrl: server.apiUrl, auth: token })
  const repository = { owner: 'ada', repo: 'payments' }
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
