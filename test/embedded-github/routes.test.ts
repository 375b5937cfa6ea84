import { afterAll, beforeAll, expect, it } from 'vitest'
import { pushBranch, repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
  await stage.maintainer.issues.createLabel({ ...repo, name: 'area/good first' })
  await pushBranch(stage, 'feat/status/new', { 'a.txt': 'a\n' })
})
afterAll(() => stage.close())

const call = (method: string, path: string) =>
  fetch(`${stage.github.apiUrl}/repos/acme/payments${path}`, {
    method,
    headers: { authorization: `token ${stage.tokens.acme}` },
  })

it.each([
  ['a label with a slash and a blank', '/labels/area%2Fgood%20first', 'name', 'area/good first'],
  ['a branch with slashes', '/branches/feat/status/new', 'name', 'feat/status/new'],
  ['a branch with encoded slashes', '/branches/feat%2Fstatus%2Fnew', 'name', 'feat/status/new'],
  ['a ref', '/git/ref/heads/feat/status/new', 'ref', 'refs/heads/feat/status/new'],
  ['a slash at the end', '/git/ref/heads%2Ffeat%2Fstatus%2Fnew/', 'ref', 'refs/heads/feat/status/new'],
  ['a ref before the end of a path', '/commits/feat/status/new/status', 'state', 'pending'],
  ['the checks of such a ref', '/commits/feat%2Fstatus%2Fnew/check-runs', 'total_count', 0],
])('finds %s', async (_, path, field, value) => {
  const response = await call('GET', path)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ [field]: value })
})

it.each([
  ['GET', '/labels/area%252Fgood%20first'],
  ['GET', '/labels/%E0%A4%A'],
  ['GET', '/labels/area/good%20first'],
  ['PUT', '/labels/area%2Fgood%20first'],
  ['HEAD', '/labels/area%2Fgood%20first'],
  ['GET', '/no/such/call'],
])('answers %s %s with 404', async (method, path) => {
  expect((await call(method, path)).status).toBe(404)
})

it('says of a call that nobody has written that it is not implemented', async () => {
  const [unknown, missing] = [await call('GET', '/no/such/call'), await call('GET', '/labels/none')]
  expect(unknown.headers.get('x-embedded-github')).toBe('not implemented')
  expect(missing.headers.get('x-embedded-github')).toBeNull()
})
