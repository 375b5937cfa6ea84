import { once } from 'node:events'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, it, onTestFinished } from 'vitest'
import { startEmbeddedGitHub } from '../../packages/embedded-github/src/embedded-github.ts'
import type { RunnerFactory } from '../../packages/embedded-github/src/runner-host.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { anyClient, botClient, git, pushBranch, repo, setStage } from './support.ts'

it('what was acknowledged is there after a restart, and unfinished work is taken up again', async () => {
  const runs: RunnerFactory = (host) => ({
    onPullRequestActivity: ({ repository, pullRequest }) => {
      void host.createRun({
        repository,
        workflow: { path: '.github/workflows/ci.yml', name: 'CI' },
        event: 'pull_request',
        headSha: pullRequest.pull.head.sha,
        headBranch: pullRequest.pull.head.ref,
        pullRequests: [pullRequest.number],
        actor: 'acme',
      })
    },
    resume: () => {},
    close: async () => {},
  })
  const stage = await setStage({ runner: runs })
  onTestFinished(() => stage.close())
  stage.hooks.answer.status = 500
  await stage.bot.issues.create({ ...repo, title: 'Kept' })
  await pushBranch(stage, 'kept', { 'k.txt': 'k\n' })
  await stage.bot.pulls.create({ ...repo, title: 'Kept too', head: 'kept', base: 'main', draft: true })
  await stage.github.webhooksDelivered()
  await stage.bot.issues.createComment({ ...repo, issue_number: 1, body: 'last' })

  // The files as a killed process would leave them.
  const copy = await temporaryFolder()
  await cp(stage.dataDir, copy, { recursive: true })
  const resumed: string[] = []
  const again = await startEmbeddedGitHub({
    dataDir: copy,
    runner: () => ({
      onPullRequestActivity: ({ action }) => resumed.push(action),
      resume: (_, run) => resumed.push(run.path),
      close: async () => {},
    }),
  })
  onTestFinished(() => again.close())
  expect(resumed).toEqual(['.github/workflows/ci.yml'])

  const bot = botClient(again.apiUrl, stage.app)
  const { data: issues } = await bot.issues.listForRepo(repo)
  expect(issues.map(({ title, comments }) => [title, comments])).toEqual([
    ['Kept too', 0],
    ['Kept', 1],
  ])
  expect((await bot.pulls.get({ ...repo, pull_number: 2 })).data).toMatchObject({
    draft: true,
    changed_files: 1,
  })
  const next = await bot.issues.create({ ...repo, title: 'Next' })
  expect(next.data.number).toBe(3)

  const app = botClient(again.apiUrl, { id: stage.app.id, privateKey: stage.app.privateKey })
  const { data: failed } = await app.request('GET /app/hook/deliveries', { status: 'failure', per_page: 100 })
  expect(failed.map(({ event }) => event)).toContain('issue_comment')
})

it('what a repository begins with is pushed once, and not again after a restart', async () => {
  const pushes: string[] = []
  const runner: RunnerFactory = () => ({
    onPullRequestActivity: () => {},
    onPush: ({ branch, before }) => pushes.push(`${branch} ${before}`),
    resume: () => {},
    close: async () => {},
  })
  const stage = await setStage({ runner })
  onTestFinished(() => stage.close())
  expect(pushes).toEqual([`main ${'0'.repeat(40)}`])
  const copy = await temporaryFolder()
  await cp(stage.dataDir, copy, { recursive: true })
  const again = await startEmbeddedGitHub({ dataDir: copy, runner })
  onTestFinished(() => again.close())
  expect(pushes).toHaveLength(1)
})

it('a repository can begin as the history of another', async () => {
  const stage = await setStage()
  onTestFinished(() => stage.close())
  const [repository] = stage.github.state.repositories
  if (repository === undefined) throw new Error('no repository')
  const git = stage.github.context.git(repository)
  const commit = (await git.resolve('main')) ?? ''
  const { admin } = stage.github
  await admin.createRepository({
    owner: 'acme',
    name: 'copy',
    source: { cloneFrom: git.directory, commit },
    defaultBranch: 'trunk',
  })
  const { data } = await stage.maintainer.repos.getBranch({ owner: 'acme', repo: 'copy', branch: 'trunk' })
  expect(data.commit.sha).toBe(commit)
  const missing = { cloneFrom: git.directory, commit: '1'.repeat(40) }
  await expect(admin.createRepository({ owner: 'acme', name: 'none', source: missing })).rejects.toThrow()
  await admin.createRepository({ owner: 'acme', name: 'none', source: { cloneFrom: git.directory, commit } })
})

it('a hard kill loses nothing that was acknowledged', async () => {
  const dataDir = await temporaryFolder()
  const source = join(dataDir, 'source')
  await mkdir(source)
  await writeFile(join(source, 'README.md'), '# Killed\n')
  const server = fileURLToPath(new URL('./serve-until-killed.ts', import.meta.url))
  const child = execa(process.execPath, [server, dataDir, source], { reject: false })
  const [line] = await once(child.stdout, 'data')
  const { url, token } = JSON.parse(String(line))
  const client = anyClient(`${url}/api/v3`, token)
  const acknowledged: string[] = []
  const work = async (worker: number) => {
    for (let index = 0; index < 20; index += 1) {
      const title = `Issue ${worker}.${index}`
      await client.issues.create({ ...repo, title })
      acknowledged.push(title)
      if (acknowledged.length === 40) child.kill('SIGKILL')
    }
  }
  await Promise.allSettled([1, 2, 3, 4, 5, 6].map(work))
  await child

  const again = await startEmbeddedGitHub({ dataDir })
  onTestFinished(() => again.close())
  const titles = new Set(again.state.repositories[0]?.issues.map(({ title }) => title))
  expect(acknowledged.length).toBeGreaterThanOrEqual(40)
  expect(acknowledged.filter((title) => !titles.has(title))).toEqual([])
})

it('a branch that moved before a kill could be noted moves its pull request at the next start', async () => {
  const stage = await setStage()
  onTestFinished(() => stage.close())
  const clone = await pushBranch(stage, 'moving', { 'm.txt': '1\n' })
  await stage.bot.pulls.create({ ...repo, title: 'Moving', head: 'moving', base: 'main' })
  const copy = await temporaryFolder()
  await cp(stage.dataDir, copy, { recursive: true })
  await git(clone, 'commit', '--quiet', '--allow-empty', '--message', 'Later')
  const bare = join(copy, 'git/acme/payments.git')
  await git(clone, 'push', '--quiet', bare, 'moving')
  await writeFile(join(bare, 'refs/heads/moving.lock'), '')

  const again = await startEmbeddedGitHub({ dataDir: copy })
  onTestFinished(() => again.close())
  const bot = botClient(again.apiUrl, stage.app)
  const head = await git(clone, 'rev-parse', 'HEAD')
  expect((await bot.pulls.get({ ...repo, pull_number: 1 })).data.head.sha).toBe(head)
  expect((await bot.git.deleteRef({ ...repo, ref: 'heads/moving' })).status).toBe(204)
})
