import { describe, expect, it } from 'vitest'
import { aForge, api, PATH, REPOSITORY, useNock } from '../nocked-github.ts'

useNock()

describe('errors', () => {
  const read = () => aForge().roleOf(REPOSITORY, 'maya')
  const answer = (status: number, body: object, headers: Record<string, string> = {}) =>
    api().get(`${PATH}/collaborators/maya/permission`).reply(status, body, headers)

  it.each<[string, number, string, Record<string, string>, object]>([
    [
      'a secondary limit',
      403,
      'secondary rate limit',
      { 'retry-after': '7' },
      { kind: 'rate-limited', retryAfterMs: 7000 },
    ],
    [
      'a secondary limit without a time',
      403,
      'You have exceeded a secondary rate limit',
      {},
      { kind: 'rate-limited', retryAfterMs: 60_000 },
    ],
    [
      'too many requests',
      429,
      'slow down',
      { 'retry-after': '3' },
      { kind: 'rate-limited', retryAfterMs: 3000 },
    ],
    [
      'too many requests without a time',
      429,
      'slow down',
      {},
      { kind: 'rate-limited', retryAfterMs: 60_000 },
    ],
    [
      'an exhausted limit',
      403,
      'no more',
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '1767225720',
        date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      },
      { kind: 'rate-limited', retryAfterMs: 120_000 },
    ],
    ['a missing permission', 403, 'Resource not accessible by integration', {}, { kind: 'forbidden' }],
    ['bad credentials', 401, 'Bad credentials', {}, { kind: 'forbidden' }],
    ['no such repository', 404, 'Not Found', {}, { kind: 'not-found' }],
    ['a wrong request', 422, 'Validation Failed', {}, { kind: 'unprocessable' }],
  ])('are told apart: %s', async (_name, status, message, headers, expected) => {
    answer(status, { message }, headers)
    await expect(read()).rejects.toMatchObject(expected)
  })

  it('of the server are tried again when reading, and told when they stay', async () => {
    api().get(`${PATH}/collaborators/maya/permission`).times(3).reply(502)
    await expect(read()).rejects.toMatchObject({ kind: 'unavailable' })
  })
})

describe('roleOf', () => {
  it.each([
    [{ permission: 'read', role_name: 'triage' }, 'triage'],
    [{ permission: 'write', role_name: 'maintain' }, 'maintain'],
    [{ permission: 'write', role_name: 'a custom role' }, 'write'],
    [{ permission: 'none', role_name: 'none' }, 'none'],
    [{ permission: 'something new' }, 'none'],
  ])('%j is %s', async (answer, role) => {
    api().get(`${PATH}/collaborators/maya/permission`).reply(200, answer)
    expect(await aForge().roleOf(REPOSITORY, 'maya')).toBe(role)
  })

  it('is none for an account that is gone', async () => {
    api().get(`${PATH}/collaborators/gone/permission`).reply(404, { message: 'gone is not a user' })
    expect(await aForge().roleOf(REPOSITORY, 'gone')).toBe('none')
  })
})

describe('requiredChecks', () => {
  const rules = (...checks: object[]) => [
    { type: 'deletion' },
    {
      type: 'workflows',
      parameters: { workflows: [{ path: '.github/workflows/ci.yml', repository_id: 1 }] },
    },
    { type: 'required_status_checks', parameters: { required_status_checks: checks } },
  ]
  const onRules = (status: number, body: object) =>
    api().get(`${PATH}/rules/branches/release%2F1`).query({ per_page: 100, page: 1 }).reply(status, body)
  const onBranch = (required_status_checks?: object) =>
    api().get(`${PATH}/branches/release%2F1`).reply(200, { protection: { required_status_checks } })
  const read = () => aForge().requiredChecks(REPOSITORY, 'release/1', 30)

  it('joins rulesets and classic protection, each check once', async () => {
    onRules(200, rules({ context: 'test', integration_id: 15_368 }, { context: 'lint' }))
    const checks = [
      { context: 'test', app_id: null },
      { context: 'lint', app_id: -1 },
      { context: 'e2e', app_id: 5 },
    ]
    onBranch({ enforcement_level: 'everyone', contexts: ['test', 'lint', 'e2e', 'old'], checks })
    expect(await read()).toEqual([
      { name: 'test', source: 'ruleset', appId: 15_368, deadlineMinutes: 30 },
      { name: 'lint', source: 'ruleset', deadlineMinutes: 30 },
      { name: 'e2e', source: 'branch protection', appId: 5, deadlineMinutes: 30 },
      { name: 'old', source: 'branch protection', deadlineMinutes: 30 },
    ])
  })

  it('requires nothing where rulesets need a paid plan and protection is off', async () => {
    onRules(403, { message: 'Upgrade to GitHub Pro or make this repository public to enable this feature.' })
    onBranch({ enforcement_level: 'off', contexts: ['test'] })
    expect(await read()).toEqual([])
  })

  it('guesses nothing when the rules cannot be read', async () => {
    onRules(403, { message: 'Resource not accessible by integration' })
    await expect(read()).rejects.toMatchObject({ kind: 'forbidden' })
  })
})

describe('contents', () => {
  const commit = 'c'.repeat(40)
  const file = (bytes: Uint8Array) => ({
    type: 'file',
    size: bytes.length,
    encoding: 'base64',
    content: Buffer.from(bytes).toString('base64'),
  })
  const on = (path: string, body: object, status = 200) =>
    api().get(`${PATH}/contents/${path}`).query({ ref: commit }).reply(status, body)
  const read = (path: string) => aForge().readTextFile(REPOSITORY, commit, path, 10)

  it('reads text', async () => {
    on('a%2Fb.yml', file(Buffer.from('grüß: 1')))
    expect(await read('a/b.yml')).toBe('grüß: 1')
  })

  it.each([
    ['larger than asked for', file(Buffer.from('12345678901'))],
    ['not UTF-8', file(Uint8Array.of(0xff, 0xfe))],
    ['a folder', []],
    ['a submodule', { type: 'submodule' }],
  ])('refuses what is %s', async (_name, body) => {
    on('x', body)
    await expect(read('x')).rejects.toMatchObject({ kind: 'unprocessable' })
  })

  const FOLDER = '.github/workflows'
  const onTree = (tree: object[], truncated = false) =>
    api().get(`${PATH}/git/trees/${commit}`).query({ recursive: '1' }).reply(200, { tree, truncated })

  it('answers from one listing which files a folder has, and what its tree is', async () => {
    const entry = (path: string, type: string) => ({ path, type, mode: '100644', sha: 'd'.repeat(40) })
    onTree([
      entry(FOLDER, 'tree'),
      entry(`${FOLDER}/ci.yml`, 'blob'),
      entry(`${FOLDER}/old/ci.yml`, 'blob'),
      entry('.github/workflows.md', 'blob'),
    ])
    const forge = aForge()
    expect(await forge.filesIn(REPOSITORY, commit, FOLDER)).toEqual([`${FOLDER}/ci.yml`])
    expect(await forge.treeOf(REPOSITORY, commit, FOLDER)).toBe('d'.repeat(40))
    expect(await forge.treeOf(REPOSITORY, commit, '.github/none')).toBeUndefined()
  })

  it('asks for the folders by themselves where a repository is too large to be listed', async () => {
    onTree([], true)
    const listing = [
      { name: 'workflows', type: 'dir', sha: 'd'.repeat(40) },
      { name: 'workflow', type: 'file', sha: 'e'.repeat(40) },
    ]
    on('.github', listing)
    on('.github%2Fworkflows', [{ name: 'ci.yml', type: 'file', sha: 'f'.repeat(40) }])
    const forge = aForge()
    expect(await forge.treeOf(REPOSITORY, commit, FOLDER)).toBe('d'.repeat(40))
    expect(await forge.filesIn(REPOSITORY, commit, FOLDER)).toEqual([`${FOLDER}/ci.yml`])
  })
})

it('hands git a token in a header, and none in the address', async () => {
  const { url, authorization } = await aForge().gitRemote(REPOSITORY)
  expect(url).toBe('https://github.com/acme/payments.git')
  expect(authorization).toBe(`Basic ${Buffer.from('x-access-token:a-git-token').toString('base64')}`)
})
