import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.github.faults.clear())
afterAll(() => stage.close())

const route = '/repos/:owner/:repo/issues'
const titles = async () => (await stage.bot.issues.listForRepo(repo)).data.map(({ title }) => title)

it('an error before the effect leaves nothing, an error after it leaves the effect', async () => {
  stage.github.faults.add({ on: { method: 'POST', route }, fault: { kind: 'error-before', status: 502 } })
  await expect(stage.bot.issues.create({ ...repo, title: 'before' })).rejects.toMatchObject({ status: 502 })
  stage.github.faults.add({ on: { method: 'POST', route }, fault: { kind: 'error-after', status: 502 } })
  await expect(stage.bot.issues.create({ ...repo, title: 'after' })).rejects.toMatchObject({ status: 502 })
  stage.github.faults.add({ on: { method: 'POST', route }, fault: { kind: 'disconnect', when: 'after' } })
  await expect(stage.bot.issues.create({ ...repo, title: 'lost' })).rejects.toThrow()
  expect(await titles()).toEqual(['lost', 'after'])
})

it('only the chosen call is hit, with the headers given', async () => {
  const headers = { 'retry-after': '7' }
  stage.github.faults.add({ on: { route }, nth: 2, fault: { kind: 'error-before', status: 429, headers } })
  await titles()
  await expect(titles()).rejects.toMatchObject({ status: 429, response: { headers } })
  await titles()
})

it('a stale read shows what was', async () => {
  const before = await titles()
  stage.github.faults.add({ on: { method: 'GET', route }, fault: { kind: 'stale' } })
  await stage.bot.issues.create({ ...repo, title: 'newer' })
  expect(await titles()).toEqual(before)
  expect(await titles()).toEqual(['newer', ...before])
})

it('GraphQL can fail with 200, and answer partially', async () => {
  const query =
    'query Look { repository(owner: "acme", name: "payments") { name defaultBranchRef { name } } }'
  const errors = [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }]
  stage.github.faults.add({ on: { operation: 'Look' }, fault: { kind: 'graphql-errors', errors } })
  await expect(stage.bot.graphql(query)).rejects.toMatchObject({ errors })
  const path = 'repository.defaultBranchRef'
  stage.github.faults.add({ on: { operation: 'repository' }, fault: { kind: 'graphql-partial', path } })
  await expect(stage.bot.graphql(query)).rejects.toMatchObject({
    data: { repository: { name: 'payments', defaultBranchRef: null } },
    errors: [{ type: 'FORBIDDEN', path: ['repository', 'defaultBranchRef'] }],
  })
})

it('every request is in the log, with who asked and what was answered', async () => {
  const from = stage.github.faults.requests.length
  await stage.maintainer.issues.create({ ...repo, title: 'counted' })
  await stage.bot.repos.getContent({ ...repo, path: 'nothing' }).catch(() => {})
  expect(stage.github.faults.requests.slice(from)).toMatchObject([
    { method: 'POST', route, status: 201, actor: 'acme' },
    { method: 'GET', route: '/repos/:owner/:repo/contents/:path{.+}', status: 404, actor: 'helper[bot]' },
  ])
})
