import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRefs } from '../../packages/embedded-github/src/git/read-refs.ts'
import { queryCost } from '../../packages/embedded-github/src/graphql/query-cost.ts'
import { pushBranch, repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

describe('a review comment', () => {
  const LONG = Array.from({ length: 40 }, (_, at) => `line ${at + 1}`)
  let pull: { number: number; sha: string }
  beforeAll(async () => {
    const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
    await pushBranch(stage, 'long', { 'long.txt': text(LONG) })
    await stage.maintainer.pulls
      .create({ ...repo, title: 'long', head: 'long', base: 'main' })
      .then(({ data }) => stage.maintainer.pulls.merge({ ...repo, pull_number: data.number }))
    await pushBranch(stage, 'short', { 'long.txt': text(LONG.with(19, 'changed')) })
    const { data } = await stage.maintainer.pulls.create({ ...repo, title: 'x', head: 'short', base: 'main' })
    pull = { number: data.number, sha: data.head.sha }
  })
  const comment = (more: { path: string; line: number; side?: 'LEFT' | 'RIGHT' }) =>
    stage.maintainer.pulls.createReviewComment({
      ...{ ...repo, pull_number: pull.number, commit_id: pull.sha, body: 'why?' },
      ...more,
    })

  it.each([
    { path: 'long.txt', line: 20 },
    { path: 'long.txt', line: 17 },
    { path: 'long.txt', line: 23, side: 'LEFT' as const },
  ])('R15: stands at a line that a hunk shows: $line $side', async (more) => {
    expect((await comment(more)).status).toBe(201)
  })

  it.each([
    { path: 'long.txt', line: 16 },
    { path: 'long.txt', line: 24 },
    { path: 'long.txt', line: 4000, side: 'LEFT' as const },
    { path: 'src/retry.js', line: 1 },
    { path: 'nowhere.txt', line: 1 },
  ])('R15: is refused outside of the diff: $path, $line', async (more) => {
    await expect(comment(more)).rejects.toMatchObject({ status: 422 })
    const review = { ...repo, pull_number: pull.number, event: 'COMMENT' as const, body: 'a' }
    await expect(
      stage.maintainer.pulls.createReview({ ...review, comments: [{ ...more, body: 'b' }] }),
    ).rejects.toMatchObject({ status: 422, message: expect.stringContaining('Line could not be resolved') })
    const { data } = await stage.maintainer.pulls.listReviews({ ...repo, pull_number: pull.number })
    expect(data.filter(({ body }) => body === 'a')).toEqual([])
  })
})

describe('a tree', () => {
  const treeOf = (path: string, client = stage.bot) =>
    client.git.createTree({ ...repo, tree: [{ path, mode: '100644', content: 'x\n' }] })

  it.each([
    '.git/config',
    '.git',
    'a/.GIT/hooks/x',
    'a/../b',
    'a//b',
    './a',
    'git~1/config',
    '.git::$INDEX_ALLOCATION',
    '.g\u200cit/config',
    '.git. /x',
  ])('R15: cannot hold %s', async (path) => {
    await expect(treeOf(path)).rejects.toMatchObject({ status: 422 })
  })

  it('R15: with a workflow is not for an App without that permission', async () => {
    await expect(treeOf('.github/workflows/new.yml')).rejects.toMatchObject({ status: 403 })
    expect((await treeOf('.github/dependabot.yml')).status).toBe(201)
    expect((await treeOf('.github/workflows/new.yml', stage.maintainer)).status).toBe(201)
  })

  it('R15: is not built on the id of a commit', async () => {
    const { data } = await stage.bot.git.getRef({ ...repo, ref: 'heads/main' })
    await expect(
      stage.bot.git.createTree({
        ...repo,
        base_tree: data.object.sha,
        tree: [{ path: 'a.txt', mode: '100644', content: 'x' }],
      }),
    ).rejects.toMatchObject({ status: 422 })
  })
})

it('R15: somebody who is no user has no permission to be told', async () => {
  await expect(
    stage.bot.repos.getCollaboratorPermissionLevel({ ...repo, username: 'nobody-at-all' }),
  ).rejects.toMatchObject({ status: 404, message: expect.stringContaining('nobody-at-all is not a user') })
})

describe('the points of a query', () => {
  const costOf = (query: string, variables = {}) => queryCost(parse(query), variables)

  it("R15: are counted by the formula of GitHub's documentation", () => {
    // Its own example: 100 repositories, 50 issues of each, 60 labels of each issue.
    const query = `query { viewer { repositories(first: 100) { edges { node {
      issues(first: 50) { edges { node { labels(first: 60) { edges { node { name } } } } } } } } } } }`
    expect(costOf(query)).toEqual({ points: 51, nodes: 100 + 100 * 50 + 100 * 50 * 60 })
  })

  it('R15: are one at least, count pages given by variables, and each alias', () => {
    expect(costOf('{ viewer { login } }').points).toBe(1)
    const aliased = `query ($n: Int!) { repository(owner: "a", name: "b") {
      ${Array.from({ length: 4 }, (_, at) => `a${at}: pullRequests(first: $n) { nodes { ...More } }`).join('\n')} } }
      fragment More on PullRequest { reviews(last: 10) { nodes { comments(first: 5) { nodes { id } } } } }`
    // Each alias: one for the pull requests, 50 for the reviews, 500 for their comments.
    expect(costOf(aliased, { n: 50 }).points).toBe(Math.round((4 * (1 + 50 + 500)) / 100))
  })

  it('R15: are counted for each node that is named by its id', () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Issue {
      labels(first: 10) { nodes { name } } projectItems(first: 20) { nodes { id } } } } }`
    const ids = Array.from({ length: 100 }, (_, at) => `I_${at}`)
    expect(costOf(query, { ids })).toEqual({ points: 2, nodes: 100 * (10 + 20) })
    expect(
      costOf('{ nodes(ids: ["a", "b"]) { ... on Issue { labels(first: 100) { nodes { name } } } } }'),
    ).toEqual({ points: 1, nodes: 200 })
  })

  it('R15: are counted once for each fragment, however often others name it', () => {
    const fragments = Array.from(
      { length: 50 },
      (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`,
    )
    const last = 'fragment F50 on Query { ...F0 search(first: 10) { nodes { id } } }'
    expect(costOf(`query { ...F0 } ${fragments.join(' ')} ${last}`).nodes).toBe(10 * 2 ** 50)
  })

  it('O3: are not even counted where it asks for more than 500,000 nodes', async () => {
    const query = `{ search(type: REPOSITORY, query: "x", first: 100) { nodes { ... on Repository { issues(first: 100) { nodes { comments(first: 100) { nodes { id } } } } } } } }`
    await expect(stage.bot.graphql(query)).rejects.toThrow(/1,010,100 possible nodes.* limit of 500,000/)
  })

  it('R15: are taken from a budget of its own, and told in the answer', async () => {
    const query = `query { rateLimit { cost remaining } repository(owner: "acme", name: "payments") {
      issues(first: 100) { nodes { comments(first: 100) { nodes { reactionGroups { content } } } labels(first: 100) { nodes { name } } } } } }`
    const core = async () => (await stage.bot.rateLimit.get()).data.resources.core.used
    const before = await core()
    const first = await stage.bot.graphql<{ rateLimit: { cost: number; remaining: number } }>(query)
    const second = await stage.bot.graphql<{ rateLimit: { cost: number; remaining: number } }>(query)
    expect(first.rateLimit.cost).toBe(2)
    expect(first.rateLimit.remaining - second.rateLimit.remaining).toBe(2)
    expect(await core()).toBeLessThanOrEqual(before + 1)
  })
})

it('R15: refs are read while folders of nested branches come and go', async () => {
  const directory = join(stage.dataDir, 'refs-only')
  const heads = join(directory, 'refs/heads')
  await mkdir(heads, { recursive: true })
  await writeFile(join(heads, 'main'), `${'a'.repeat(40)}\n`)
  const churn = async () => {
    for (let at = 0; at < 200; at += 1) {
      const folder = join(heads, `x${at % 7}/y/z`)
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, 'b'), `${'b'.repeat(40)}\n`)
      await rm(join(heads, `x${at % 7}`), { recursive: true })
    }
  }
  const read = async () => {
    for (let at = 0; at < 200; at += 1)
      expect((await readRefs(directory, 'refs/heads/main')).get('refs/heads/main')).toBe('a'.repeat(40))
  }
  await Promise.all([churn(), read(), read()])
})
