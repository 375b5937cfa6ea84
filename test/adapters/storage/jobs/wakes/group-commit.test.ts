import { expect, it, vi } from 'vitest'
import { groupCommit } from '../../../../../src/adapters/storage/jobs/wakes/group-commit.ts'

/** A write that lasts until it is told to end. */
function heldWrites() {
  const writes: { readonly keys: readonly string[]; readonly end: PromiseWithResolvers<void> }[] = []
  const add = groupCommit<string>((keys) => {
    const end = Promise.withResolvers<void>()
    writes.push({ keys, end })
    return end.promise
  })
  return { writes, add }
}

const begun = (writes: readonly unknown[], count: number) => vi.waitUntil(() => writes.length === count)

it('writes what comes during a write together in the next one, each key once and in order', async () => {
  const { writes, add } = heldWrites()
  const first = add('c')
  await begun(writes, 1)
  const later = ['b', 'a', 'b'].map(add)
  writes[0]?.end.resolve()
  await first
  await begun(writes, 2)
  expect(writes.map(({ keys }) => keys)).toEqual([['c'], ['a', 'b']])
  writes[1]?.end.resolve()
  await Promise.all(later)
})

it('does not take a key for written by the write that was under way when it came', async () => {
  const { writes, add } = heldWrites()
  const first = add('a')
  await begun(writes, 1)
  let isWritten = false
  const second = add('a').then(() => {
    isWritten = true
  })
  writes[0]?.end.resolve()
  await first
  await begun(writes, 2)
  expect(isWritten).toBe(false)
  writes[1]?.end.resolve()
  await second
})

it('fails for all whose write failed, and for nobody else', async () => {
  const { writes, add } = heldWrites()
  const failing = [add('a'), add('b')]
  await begun(writes, 1)
  const later = add('a')
  writes[0]?.end.reject(new Error('the database is away'))
  const outcomes = await Promise.allSettled(failing)
  await begun(writes, 2)
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  writes[1]?.end.resolve()
  await expect(later).resolves.toBeUndefined()
})
