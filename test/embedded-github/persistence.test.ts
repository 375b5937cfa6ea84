import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startEmbeddedGitHub } from '../../src/embedded-github/embedded-github.ts'
import type { RunnerFactory } from '../../src/embedded-github/runner-host.ts'
import { botClient, pushBranch, repo, setStage } from './support.ts'

test('what was acknowledged is there after a restart, and unfinished work is taken up again', async () => {
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
  const copy = await mkdtemp(join(tmpdir(), 'embedded-github-copy-'))
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

test('a repository can begin as the history of another', async () => {
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
