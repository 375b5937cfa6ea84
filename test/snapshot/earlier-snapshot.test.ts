import { expect, it } from 'vitest'
import type { Forge } from '../../src/ports/forge.ts'
import { ForgeError } from '../../src/ports/forge-errors.ts'
import { takeEarlierSnapshot } from '../../src/snapshot/earlier-snapshot.ts'
import type { Sources } from '../../src/snapshot/snapshot.ts'
import { aPullRequest } from '../builders/candidate/pull-request.ts'
import { aCommandComment } from '../builders/issue/command.ts'
import { anIssue } from '../builders/issue/issue.ts'
import { aRepository } from '../builders/issue/repository.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'

const limited = new ForgeError('rate-limited', 'API rate limit exceeded', 81_000)

/** Somebody has written `/speculate restore` on a draft of the run. */
function look(run: Parameters<typeof aSpeculation>[0], roleOf: Forge['roleOf']) {
  const commands = [aCommandComment({ body: '/speculate restore', on: 7 })]
  const pullRequest = aPullRequest('one', 7, { state: 'closed', commands })
  const facts = {
    issue: anIssue(),
    repository: aRepository(),
    candidates: [{ candidate: 'one', branch: 'speculate/12.1/one', checks: [], pullRequest }],
  }
  const forge = { facts: async () => facts, roleOf } as unknown as Forge
  const clock = { now: () => Date.parse(NOW) }
  return takeEarlierSnapshot(aSpeculation(run), {
    ...{ forge, clock, toolchains: [], store: createMemoryStore() },
  } as unknown as Sources)
}

it('reads who has written a command on a draft of a run that another one has followed', async () => {
  expect(await look({ settledAt: NOW }, async () => 'write')).toMatchObject({ commands: [{ role: 'write' }] })
})

it.each([
  ['is settled', { settledAt: NOW }],
  ['is not', {}],
])(
  'comes back where that cannot be told now, for nobody looks again by themselves: the run %s',
  async (_, run) => {
    await expect(look(run, () => Promise.reject(limited))).rejects.toBe(limited)
  },
)
