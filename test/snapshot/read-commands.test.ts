import { expect, it } from 'vitest'
import type { Forge } from '../../src/ports/forge.ts'
import { ForgeError } from '../../src/ports/forge-errors.ts'
import { readCommands } from '../../src/snapshot/read-commands.ts'
import { aCommandComment } from '../builders/issue/command.ts'
import { anIssue } from '../builders/issue/issue.ts'
import { aRepository } from '../builders/issue/repository.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'

const facts = {
  issue: anIssue({ commands: [aCommandComment({ body: '/speculate status' })] }),
  repository: aRepository(),
  candidates: [],
}

function read(speculation: Parameters<typeof readCommands>[1], error: Error) {
  const roleOf = () => Promise.reject(error)
  return readCommands(facts, speculation, {
    forge: { roleOf } as unknown as Forge,
    store: createMemoryStore(),
  })
}

const unavailable = new ForgeError('unavailable', 'Server Error')
const limited = new ForgeError('rate-limited', 'API rate limit exceeded', 81_000)

it.each([
  ['without a run', undefined],
  ['after its end', aSpeculation({ settledAt: NOW })],
])('fails where a permission cannot be told now, so that the look comes back: %s', async (_when, run) => {
  await expect(read(run, unavailable)).rejects.toBe(unavailable)
  await expect(read(run, limited)).rejects.toBe(limited)
})

it('leaves the command for the next look where a run is open, or where the permission may never be read', async () => {
  expect(await read(aSpeculation(), limited)).toEqual([])
  expect(await read(undefined, new ForgeError('forbidden', 'Resource not accessible'))).toEqual([])
})
