import { expect, it } from 'vitest'
import type { GitHubClient } from '../../../../src/adapters/github/connection/installations/github-client.ts'
import { keysSeenFrom, keysWithoutNames } from '../../../../src/adapters/github/issues/graph-keys.ts'
import { GraphKey } from '../../../../src/domain/issue/issue-graph.ts'

const here = { owner: 'acme', repo: 'payments' }
const address = (repo: string, number: number) => `https://api.github.com/repos/acme/${repo}/issues/${number}`

/** A forge that answers with this status for each repository; 200 is a public one. */
function answering(statusFor: (repo: string) => number) {
  const asked: string[] = []
  const request = async (_: string, { repo }: { repo: string }) => {
    asked.push(repo)
    const status = statusFor(repo)
    if (status !== 200) throw Object.assign(new Error('no'), { status })
    return { data: { private: false } }
  }
  return { asked, octokit: { request } as unknown as GitHubClient['octokit'] }
}

it.each([403, 404, 451])('a repository that answers %i is not named, and holds nobody up', async (status) => {
  const { octokit } = answering((repo) => (repo === 'open' ? 200 : status))
  const urls = [address('payments', 1), address('open', 2), address('secret', 3), address('secret', 4)]
  const keyOf = await keysWithoutNames(octokit, urls, keysSeenFrom(here))
  expect(urls.map(keyOf)).toEqual([1, 'acme/open#2', 'private#1', 'private#2'])
})

it('what cannot be told now is no answer', async () => {
  const { octokit } = answering(() => 502)
  await expect(keysWithoutNames(octokit, [address('open', 2)], keysSeenFrom(here))).rejects.toThrow('no')
})

it('a hundred repositories are asked for at most, and what is beyond them is not named', async () => {
  const { asked, octokit } = answering(() => 200)
  const urls = Array.from({ length: 12_000 }, (_, at) =>
    address(`r${String(at % 6_000).padStart(4, '0')}`, 1 + at),
  )
  const keyOf = await keysWithoutNames(octokit, urls, keysSeenFrom(here))
  expect(asked).toHaveLength(100)
  expect(keyOf(address('r0099', 100))).toBe('acme/r0099#100')
  const last = keyOf(address('r5999', 12_000))
  expect(last).toBe('private#11799')
  expect(GraphKey.parse(last)).toBe(last)
})
