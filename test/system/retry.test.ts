import { retry } from '@speculate-dev/system'
import { expect, it } from 'vitest'

/** Fails so many times, each time with another message. */
function failing(times: number) {
  const calls = { count: 0 }
  const call = async () => {
    calls.count += 1
    if (calls.count <= times) throw new Error(`failure ${calls.count}`)
    return 'done'
  }
  return { calls, call }
}

it('calls again what failed, until it succeeds', async () => {
  const { calls, call } = failing(2)
  expect(await retry(call, { everyMs: 1, mayRetry: () => true })).toBe('done')
  expect(calls.count).toBe(3)
})

it('throws the last error after as many tries as it may', async () => {
  const { calls, call } = failing(9)
  const trying = retry(call, { everyMs: 1, mayRetry: (_error, tries) => tries < 3 })
  await expect(trying).rejects.toThrow('failure 3')
  expect(calls.count).toBe(3)
})

it('does not try again after an error that does not pass', async () => {
  const { calls, call } = failing(9)
  const mayRetry = (error: unknown) => error instanceof TypeError
  await expect(retry(call, { everyMs: 1, mayRetry })).rejects.toThrow('failure 1')
  expect(calls.count).toBe(1)
})
