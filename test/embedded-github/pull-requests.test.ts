import { afterAll, beforeAll, expect, it } from 'vitest'
import { commitAndPush, git, pushBranch, remote, repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

async function openDraft(branch: string, files: Record<string, string>) {
  const clone = await pushBranch(stage, branch, files)
  const { data } = await stage.bot.pulls.create({
    ...repo,
    title: branch,
    head: branch,
    base: 'main',
    draft: true,
  })
  return { clone, ...data }
}

it('a pushed branch becomes a draft pull request whose figures come from git', async () => {
  const pull = await openDraft('first', { 'src/retry.js': 'one\n2\nthree\n', 'src/new.js': 'x\n' })

  expect(pull).toMatchObject({
    draft: true,
    state: 'open',
    mergeable: true,
    additions: 2,
    deletions: 1,
    changed_files: 2,
  })
  expect(pull.user.login).toBe('helper[bot]')
  const { data: files } = await stage.bot.pulls.listFiles({ ...repo, pull_number: pull.number })
  expect(files.map(({ filename, status }) => [filename, status])).toEqual([
    ['src/new.js', 'added'],
    ['src/retry.js', 'modified'],
  ])
  expect(files[1]?.patch).toBe('@@ -1,3 +1,3 @@\n one\n-two\n+2\n three')
  const diff = await stage.bot.pulls.get({ ...repo, pull_number: pull.number, mediaType: { format: 'diff' } })
  expect(diff.data).toContain('+++ b/src/new.js')
})

it('a push to the branch moves the head, and deleting it closes the pull request but keeps its head', async () => {
  const pull = await openDraft('second', { 'a.txt': 'a\n' })
  const head = await commitAndPush(pull.clone, 'second', { 'b.txt': 'b\n' })
  const moved = await stage.bot.pulls.get({ ...repo, pull_number: pull.number })
  expect(moved.data).toMatchObject({ head: { sha: head }, commits: 2 })

  await stage.bot.git.deleteRef({ ...repo, ref: 'heads/second' })
  const closed = await stage.bot.pulls.get({ ...repo, pull_number: pull.number })
  expect(closed.data).toMatchObject({ state: 'closed', merged: false })
  await git(pull.clone, 'fetch', '--quiet', remote(stage, stage.tokens.acme), `refs/pull/${pull.number}/head`)
  expect(await git(pull.clone, 'rev-parse', 'FETCH_HEAD')).toBe(head)

  await stage.github.webhooksDelivered()
  expect(stage.hooks.named()).toEqual(
    expect.arrayContaining([
      'pull_request.opened',
      'pull_request.synchronize',
      'pull_request.closed',
      'delete',
      'push',
    ]),
  )
})

it('a conflict with the base shows as not mergeable', async () => {
  const pull = await openDraft('conflict', { 'README.md': '# One\n' })
  await commitAndPush(await pushBranch(stage, 'other', { 'README.md': '# Two\n' }), 'other:main', { c: 'c' })
  const { data } = await stage.bot.pulls.get({ ...repo, pull_number: pull.number })
  expect(data).toMatchObject({ mergeable: false, mergeable_state: 'dirty' })
})

it('the same branches cannot have two open pull requests', async () => {
  await openDraft('twice', { 'twice.txt': '1\n' })
  const again = stage.bot.pulls.create({ ...repo, title: 'again', head: 'twice', base: 'main' })
  await expect(again).rejects.toMatchObject({
    status: 422,
    message: expect.stringContaining('already exists'),
  })
})

it('without draft support a draft is refused in words the app can recognise', async () => {
  await pushBranch(stage, 'undraftable', { 'u.txt': '1\n' })
  const name = { owner: repo.owner, name: repo.repo }
  await stage.github.admin.setDraftSupport(name, false)
  const draft = { ...repo, title: 'u', head: 'undraftable', base: 'main' }
  await expect(stage.bot.pulls.create({ ...draft, draft: true })).rejects.toMatchObject({
    status: 422,
    message: expect.stringContaining('Draft pull requests are not supported in this repository.'),
  })
  expect((await stage.bot.pulls.create(draft)).data.draft).toBe(false)
  await stage.github.admin.setDraftSupport(name, true)
})

it('V22: merging into the default branch closes what the description says it fixes, and nothing else', async () => {
  const issues = []
  for (const title of ['named', 'part']) {
    issues.push((await stage.maintainer.issues.create({ ...repo, title })).data.number)
  }
  const [named, part] = issues
  await pushBranch(stage, 'closing', { 'closing.txt': 'c\n' })
  const { data: pull } = await stage.bot.pulls.create({
    ...repo,
    title: 'closes',
    body: `Fixes #${named}\n\nPart of #${part}`,
    head: 'closing',
    base: 'main',
  })
  await stage.maintainer.pulls.merge({ ...repo, pull_number: pull.number })
  const stateOf = async (number = 0) =>
    (await stage.bot.issues.get({ ...repo, issue_number: number })).data.state
  expect([await stateOf(named), await stateOf(part)]).toEqual(['closed', 'open'])
})

it('merging puts the head into the base and marks the pull request merged', async () => {
  await pushBranch(stage, 'mergeable', { 'm.txt': 'm\n' })
  const { data: pull } = await stage.bot.pulls.create({
    ...repo,
    title: 'm',
    head: 'mergeable',
    base: 'main',
  })
  const { data: merge } = await stage.maintainer.pulls.merge({ ...repo, pull_number: pull.number })
  const { data: after } = await stage.bot.pulls.get({ ...repo, pull_number: pull.number })
  expect(after).toMatchObject({
    state: 'closed',
    merged: true,
    merge_commit_sha: merge.sha,
    merged_by: { login: 'acme' },
  })
})

it('reviewers are asked, and review', async () => {
  const pull = await openDraft('reviewed', { 'r.txt': 'r\n' })
  const asked = await stage.bot.pulls.requestReviewers({
    ...repo,
    pull_number: pull.number,
    reviewers: ['acme'],
  })
  expect(asked.data.requested_reviewers?.map(({ login }) => login)).toEqual(['acme'])
  await expect(
    stage.bot.pulls.requestReviewers({ ...repo, pull_number: pull.number, reviewers: ['stranger'] }),
  ).rejects.toMatchObject({ status: 422 })
  await stage.maintainer.pulls.createReview({
    ...repo,
    pull_number: pull.number,
    event: 'APPROVE',
    body: 'Good',
  })
  const { data } = await stage.bot.pulls.listReviews({ ...repo, pull_number: pull.number })
  expect(data.map(({ state, user }) => [state, user?.login])).toEqual([['APPROVED', 'acme']])
})

it('an App may not push workflow files', async () => {
  const { token } = (await stage.bot.auth({ type: 'installation' })) as { token: string }
  await expect(
    pushBranch(stage, 'evil', { '.github/workflows/ci.yml': 'on: push\n' }, token),
  ).rejects.toThrow(/refusing to allow a GitHub App to create or update workflow/)
  await pushBranch(stage, 'good', { 'docs/ci.md': 'text\n' }, token)
  expect((await stage.bot.git.getRef({ ...repo, ref: 'heads/good' })).status).toBe(200)
  await expect(stage.bot.git.getRef({ ...repo, ref: 'heads/evil' })).rejects.toMatchObject({ status: 404 })
})
