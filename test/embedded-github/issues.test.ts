import { afterAll, beforeAll, expect, it } from 'vitest'
import { repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

it('labels, comments and states leave a timeline that names who did what', async () => {
  const { data: issue } = await stage.maintainer.issues.create({
    ...repo,
    title: 'Charged twice',
    body: 'See log.',
  })
  const on = { ...repo, issue_number: issue.number }
  await stage.bot.issues.createLabel({ ...repo, name: 'speculate', color: '1d76db', description: 'Try it' })
  await stage.maintainer.issues.addLabels({ ...on, labels: ['speculate'] })
  const { data: comment } = await stage.bot.issues.createComment({ ...on, body: 'Planning' })
  await stage.bot.issues.updateComment({ ...repo, comment_id: comment.id, body: 'Done' })
  await stage.maintainer.issues.removeLabel({ ...on, name: 'speculate' })
  await stage.maintainer.issues.update({ ...on, state: 'closed', state_reason: 'not_planned' })

  const { data } = await stage.bot.issues.listEventsForTimeline(on)
  const seen = data.map((event) => ('actor' in event ? [event.event, event.actor?.login] : []))
  expect(seen).toEqual([
    ['labeled', 'acme'],
    ['commented', 'helper[bot]'],
    ['unlabeled', 'acme'],
    ['closed', 'acme'],
  ])
  expect((await stage.bot.issues.get(on)).data).toMatchObject({
    state: 'closed',
    state_reason: 'not_planned',
    comments: 1,
  })
  expect((await stage.bot.issues.getComment({ ...repo, comment_id: comment.id })).data).toMatchObject({
    body: 'Done',
    performed_via_github_app: { slug: 'helper' },
  })
})

it('reacts to a comment once for each account and kind, and counts that', async () => {
  const { data: issue } = await stage.maintainer.issues.create({ ...repo, title: 'Asked' })
  const asked = { ...repo, issue_number: issue.number, body: '/try' }
  const { data: comment } = await stage.maintainer.issues.createComment(asked)
  const react = (content: '+1' | 'eyes') =>
    stage.bot.reactions.createForIssueComment({ ...repo, comment_id: comment.id, content })
  expect([(await react('+1')).status, (await react('+1')).status, (await react('eyes')).status]).toEqual([
    201, 200, 201,
  ])
  const { data: listed } = await stage.bot.reactions.listForIssueComment({ ...repo, comment_id: comment.id })
  expect(listed.map(({ content, user }) => [content, user?.login])).toEqual([
    ['+1', 'helper[bot]'],
    ['eyes', 'helper[bot]'],
  ])
  const { data: read } = await stage.bot.issues.getComment({ ...repo, comment_id: comment.id })
  expect(read.reactions).toMatchObject({ total_count: 2, '+1': 1, eyes: 1, heart: 0 })
  await expect(
    stage.bot.reactions.createForIssueComment({ ...repo, comment_id: 1, content: '+1' }),
  ).rejects.toMatchObject({ status: 404 })
})

it("GitHub's limits are kept", async () => {
  const label = (name: string) => stage.bot.issues.createLabel({ ...repo, name })
  await expect(label('x'.repeat(51))).rejects.toMatchObject({ status: 422 })
  await label('once')
  await expect(label('Once')).rejects.toMatchObject({
    status: 422,
    response: { data: { errors: [{ code: 'already_exists' }] } },
  })
  const { data: issue } = await stage.bot.issues.create({ ...repo, title: 'Limits' })
  const comment = (length: number) =>
    stage.bot.issues.createComment({ ...repo, issue_number: issue.number, body: 'x'.repeat(length) })
  await expect(comment(65_537)).rejects.toMatchObject({ status: 422 })
  expect((await comment(65_536)).status).toBe(201)
})

it('a stranger edits what is theirs and nothing else', async () => {
  const { data: issue } = await stage.bot.issues.create({ ...repo, title: 'Mine' })
  const theirs = await stage.stranger.issues.createComment({ ...repo, issue_number: issue.number, body: 'a' })
  const ours = await stage.bot.issues.createComment({ ...repo, issue_number: issue.number, body: 'b' })
  const edit = (id: number) => stage.stranger.issues.updateComment({ ...repo, comment_id: id, body: 'c' })
  expect((await edit(theirs.data.id)).data.body).toBe('c')
  await expect(edit(ours.data.id)).rejects.toMatchObject({ status: 403 })
})

it('lists come in pages with links, and octokit walks them', async () => {
  for (let i = 0; i < 7; i += 1) await stage.bot.issues.create({ ...repo, title: `Page ${i}` })
  const first = await stage.bot.issues.listForRepo({ ...repo, per_page: 3 })
  expect(first.headers.link).toMatch(/page=2>; rel="next", <.*>; rel="last"/)
  const all = await stage.bot.paginate(stage.bot.issues.listForRepo, { ...repo, per_page: 3 })
  expect(new Set(all.map(({ number }) => number)).size).toBe(all.length)
  expect(all.filter(({ title }) => title.startsWith('Page'))).toHaveLength(7)
})

it('an answer the client has already costs nothing', async () => {
  const get = (etag?: string) =>
    stage.stranger.repos.get({ ...repo, headers: etag === undefined ? {} : { 'if-none-match': etag } })
  const remaining = async () => (await stage.stranger.rateLimit.get()).data.rate.remaining
  const { headers } = await get()
  const before = await remaining()
  await expect(get(headers.etag)).rejects.toMatchObject({ status: 304 })
  expect(await remaining()).toBe(before - 1)
})

it('an issue that is gone: the way to where it was transferred, 410 where it was deleted, and nothing below it', async () => {
  const { data: moved } = await stage.maintainer.issues.create({ ...repo, title: 'Moves' })
  const { data: deleted } = await stage.maintainer.issues.create({ ...repo, title: 'Goes' })
  await stage.github.admin.createRepository({
    ...{ owner: repo.owner, name: 'elsewhere', source: { directory: import.meta.dirname } },
  })
  const { data: target } = await stage.maintainer.repos.get({ owner: repo.owner, repo: 'elsewhere' })
  const change = (mutation: string, variables: Record<string, string>) =>
    stage.maintainer.graphql(mutation, variables)
  await change(
    'mutation ($issueId: ID!, $repositoryId: ID!) { transferIssue(input: { issueId: $issueId, repositoryId: $repositoryId }) { issue { number } } }',
    { issueId: moved.node_id, repositoryId: target.node_id },
  )
  await change(
    'mutation ($issueId: ID!) { deleteIssue(input: { issueId: $issueId }) { clientMutationId } }',
    { issueId: deleted.node_id },
  )
  const statusOf = (asked: Promise<{ status: number }>) =>
    asked.then(
      ({ status }) => status,
      ({ status }) => status,
    )
  const [there, gone] = [moved, deleted].map(({ number }) => ({ ...repo, issue_number: number }))
  if (!there || !gone) throw new Error('two issues')
  const { data } = await stage.maintainer.issues.get(there)
  expect(data).toMatchObject({ title: 'Moves', repository_url: target.url })
  const { issues } = stage.maintainer
  expect(await statusOf(issues.listComments(there))).toBe(404)
  expect(await statusOf(issues.createComment({ ...there, body: 'x' }))).toBe(404)
  expect(await statusOf(issues.listEventsForTimeline(there))).toBe(404)
  for (const asked of [issues.get(gone), issues.listComments(gone), issues.listLabelsOnIssue(gone)])
    expect(await statusOf(asked)).toBe(410)
  const query =
    'query ($owner: String!, $repo: String!, $number: Int!) { repository(owner: $owner, name: $repo) { issue(number: $number) { title } } }'
  for (const { number } of [moved, deleted])
    await expect(stage.maintainer.graphql(query, { ...repo, number })).rejects.toThrow(
      `Could not resolve to an Issue with the number of ${number}.`,
    )
})

it('in a locked conversation an App says nothing and edits nothing, and labels still', async () => {
  const { data: issue } = await stage.maintainer.issues.create({ ...repo, title: 'Locked' })
  const on = { ...repo, issue_number: issue.number }
  const { data: comment } = await stage.bot.issues.createComment({ ...on, body: 'a' })
  await stage.maintainer.issues.lock(on)
  const refused = { status: 403, message: expect.stringContaining('because issue is locked') }
  await expect(stage.bot.issues.createComment({ ...on, body: 'b' })).rejects.toMatchObject(refused)
  const edit = { ...repo, comment_id: comment.id, body: 'b' }
  await expect(stage.bot.issues.updateComment(edit)).rejects.toMatchObject(refused)
  await stage.maintainer.issues.createLabel({ ...repo, name: 'seen' })
  expect((await stage.bot.issues.addLabels({ ...on, labels: ['seen'] })).status).toBe(200)
  expect((await stage.maintainer.issues.createComment({ ...on, body: 'c' })).status).toBe(201)
})
