import { rm, symlink } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { commitAndPush, git, pushBranch, repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

it('V23: a tree stands on a tree, not on a commit that has one', async () => {
  const { data: main } = await stage.bot.git.getRef({ ...repo, ref: 'heads/main' })
  const tree = [{ path: 'a.txt', mode: '100644' as const, type: 'blob' as const, content: 'a\n' }]
  const onCommit = stage.bot.git.createTree({ ...repo, base_tree: main.object.sha, tree })
  await expect(onCommit).rejects.toMatchObject({ status: 422 })
})

it.each([
  [[{ path: '/abs', mode: '100644', content: 'x' }]],
  [[{ path: 'a/', mode: '100644', content: 'x' }]],
  [[{ path: '', mode: '100644', content: 'x' }]],
  [[{ path: '..', mode: '100644', content: 'x' }]],
  [[{ path: 'a', mode: '100640', content: 'x' }]],
  [[{ path: 'a', mode: '100644', sha: 'f'.repeat(40) }]],
  [[{ path: 'a', mode: '100644', sha: 'short' }]],
  [[]],
])('R15: a tree of %j is refused', async (entries) => {
  const creating = stage.bot.git.createTree({ ...repo, tree: entries } as never)
  await expect(creating).rejects.toMatchObject({ status: 422 })
})

it('R15: a tree stands on that of a commit that was pushed', async () => {
  const clone = await pushBranch(stage, 'pushed', { 'b.txt': 'b\n' })
  const { data } = await stage.bot.git.getCommit({
    ...repo,
    commit_sha: await git(clone, 'rev-parse', 'HEAD'),
  })
  const tree = [{ path: 'n.txt', mode: '100644' as const, type: 'blob' as const, content: 'x' }]
  const created = await stage.bot.git.createTree({ ...repo, base_tree: data.tree.sha, tree })
  expect(created.status).toBe(201)
})

it('a commit can be made through the API alone', async () => {
  const { data: main } = await stage.bot.git.getRef({ ...repo, ref: 'heads/main' })
  const { data: base } = await stage.bot.git.getCommit({ ...repo, commit_sha: main.object.sha })
  const { data: tree } = await stage.bot.git.createTree({
    ...repo,
    base_tree: base.tree.sha,
    tree: [
      { path: 'deep/er/file.txt', mode: '100644', type: 'blob', content: 'hello\n' },
      { path: 'README.md', mode: '100644', type: 'blob', sha: null },
    ],
  })
  const { data: commit } = await stage.bot.git.createCommit({
    ...repo,
    message: 'By API',
    tree: tree.sha,
    parents: [base.sha],
  })
  expect(commit).toMatchObject({
    message: 'By API',
    author: { name: 'helper[bot]' },
    committer: { name: 'GitHub' },
    verification: { verified: true, reason: 'valid' },
  })
  const author = { name: 'Codex', email: 'codex@example.org' }
  const named = { ...repo, message: 'By Codex', tree: tree.sha, parents: [base.sha], author }
  expect((await stage.bot.git.createCommit(named)).data.verification.verified).toBe(false)
  await stage.bot.git.createRef({ ...repo, ref: 'refs/heads/feature/by-api', sha: commit.sha })
  await expect(
    stage.bot.git.createRef({ ...repo, ref: 'refs/heads/feature/by-api', sha: commit.sha }),
  ).rejects.toMatchObject({ status: 422, message: expect.stringContaining('Reference already exists') })

  const { data: comparison } = await stage.bot.repos.compareCommitsWithBasehead({
    ...repo,
    basehead: 'main...feature/by-api',
  })
  expect(comparison).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0 })
  expect(comparison.files?.map(({ filename, status }) => [filename, status])).toEqual([
    ['README.md', 'removed'],
    ['deep/er/file.txt', 'added'],
  ])
  const { data: whole } = await stage.bot.git.getTree({ ...repo, tree_sha: tree.sha, recursive: 'true' })
  expect(whole.tree.map(({ path }) => path)).toContain('deep/er/file.txt')
})

it('contents are read as files, folders and raw text', async () => {
  const { data: file } = await stage.bot.repos.getContent({ ...repo, path: 'src/retry.js' })
  expect('content' in file && Buffer.from(file.content, 'base64').toString()).toBe('one\ntwo\nthree\n')
  const { data: folder } = await stage.bot.repos.getContent({ ...repo, path: 'src' })
  expect(Array.isArray(folder) && folder.map(({ name, type }) => [name, type])).toEqual([
    ['retry.js', 'file'],
  ])
  const raw = await stage.bot.repos.getContent({ ...repo, path: 'README.md', mediaType: { format: 'raw' } })
  expect(raw.data).toBe('# Payments\n')
  await expect(stage.bot.repos.getContent({ ...repo, path: 'missing' })).rejects.toMatchObject({
    status: 404,
  })
  await expect(stage.bot.repos.getContent({ ...repo, path: '../../state.json' })).rejects.toMatchObject({
    status: 404,
  })
})

it('required checks are told by ruleset and by classic protection', async () => {
  const name = { owner: repo.owner, name: repo.repo }
  await stage.github.admin.setRuleset(name, {
    name: 'main',
    branches: ['~DEFAULT_BRANCH'],
    checks: [{ context: 'test', integrationId: 15368 }],
  })
  await stage.github.admin.setBranchProtection(name, 'main', [{ context: 'lint', integrationId: null }])
  await stage.github.admin.setRequiredWorkflow(name, {
    path: '.github/workflows/required.yml',
    content: 'on: pull_request',
  })
  const { data: rules } = await stage.bot.repos.getBranchRules({ ...repo, branch: 'main' })
  expect(rules.map(({ type }) => type)).toEqual(['required_status_checks', 'workflows'])
  expect(rules[0]).toMatchObject({
    parameters: { required_status_checks: [{ context: 'test', integration_id: 15368 }] },
  })
  const { data: branch } = await stage.bot.repos.getBranch({ ...repo, branch: 'main' })
  expect(branch.protection.required_status_checks?.contexts).toEqual(['lint'])
})

it('renames, links, binaries and strange names are told as git tells them', async () => {
  const clone = await pushBranch(stage, 'files', {
    'a.txt': '1\n2\n3\n4\n5\n6\n',
    'link.txt': 'text\n',
    'z.txt': 'z\n',
  })
  await git(clone, 'checkout', '--quiet', '-b', 'changed')
  await git(clone, 'mv', 'a.txt', 'b.txt')
  await rm(join(clone, 'link.txt'))
  await symlink('/etc/passwd', join(clone, 'link.txt'))
  await commitAndPush(clone, 'changed', { 'bin.dat': '\0\u0001\0', 'odd "näme".txt': 'x\n', 'z.txt': 'zz\n' })
  const { data } = await stage.bot.repos.compareCommitsWithBasehead({ ...repo, basehead: 'files...changed' })
  const files = data.files?.map((file) => [
    file.filename,
    file.status,
    file.previous_filename,
    file.patch?.split('\n').at(-1),
  ])
  expect(files).toEqual([
    ['b.txt', 'renamed', 'a.txt', undefined],
    ['bin.dat', 'added', undefined, undefined],
    ['link.txt', 'changed', undefined, expect.stringContaining('No newline')],
    ['odd "näme".txt', 'added', undefined, '+x'],
    ['z.txt', 'modified', undefined, '+zz'],
  ])
})

it('a push that breaks off does not keep others from pushing', async () => {
  const socket = request(`${stage.github.url}/acme/payments.git/git-receive-pack`, {
    method: 'POST',
    headers: {
      authorization: `token ${stage.tokens.acme}`,
      'content-type': 'application/x-git-receive-pack-request',
    },
  })
  socket.on('error', () => {})
  await new Promise<void>((done) => socket.write('00a', () => done()))
  socket.destroy()
  await pushBranch(stage, 'after-all', { 'x.txt': 'x\n' })
  expect((await stage.bot.git.getRef({ ...repo, ref: 'heads/after-all' })).status).toBe(200)
})

it("the server's own refs cannot be pushed", async () => {
  const clone = await pushBranch(stage, 'hidden', { 'h.txt': 'h\n' })
  await expect(git(clone, 'push', 'origin', 'HEAD:refs/pull/1/head')).rejects.toThrow(/hidden ref/)
})
