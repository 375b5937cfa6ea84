import nock from 'nock'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { createOctokit } from '../../../src/adapters/github/connection/sending/create-octokit.ts'
import { createGitHubForge } from '../../../src/adapters/github/github-forge.ts'

export const REPOSITORY = { owner: 'acme', repo: 'payments' }
export const LOGIN = 'speculate[bot]'
export const PATH = '/repos/acme/payments'
const BASE_URL = 'https://api.github.com'

/** Every request of the file is answered by nock or fails; each test must use up what it has prepared. */
export function useNock(): void {
  beforeAll(() => {
    // Another file of this process may have given the network back.
    if (!nock.isActive()) nock.activate()
    nock.disableNetConnect()
  })
  afterEach(() => {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    expect(pending).toEqual([])
  })
  afterAll(() => {
    nock.enableNetConnect()
    nock.restore()
  })
}

/** `https://api.github.com`, ready to be told what to answer. */
export function api(): nock.Scope {
  return nock(BASE_URL)
}

export function aForge() {
  const octokit = createOctokit({ baseUrl: BASE_URL, pacing: 'none' }, {})
  return createGitHubForge({
    octokit,
    actions: octokit,
    checks: octokit,
    mayWriteChecks: true,
    dependencies: octokit,
    projects: octokit,
    mayReadProjects: true,
    login: LOGIN,
    baseUrl: BASE_URL,
    gitToken: async () => 'a-git-token',
    pauseMs: 1,
  })
}

/** Answers one GraphQL operation, by its name, and shows the variables it came with. */
export function onGraphql(
  operation: string,
  answer: object,
  look: (variables: Record<string, unknown>) => void = () => {},
): nock.Scope {
  return api()
    .post('/graphql', ({ query, variables }) => {
      if (!new RegExp(`^(query|mutation) ${operation}\\b`).test(query)) return false
      look(variables ?? {})
      return true
    })
    .reply(200, answer)
}
