import { expect, test } from 'vitest'
import { createJobSlots } from '../../../../src/embedded-github/runner/start/job-slots.ts'

const never = new AbortController().signal

test('no more jobs run at once than there are places', async () => {
  const slots = createJobSlots(1)
  const order: string[] = []
  const giveBack = await slots.take('a', never)
  const second = slots.take('a', never).then(() => order.push('second'))
  order.push('first ends')
  giveBack()
  await second
  expect(order).toEqual(['first ends', 'second'])
})

test('a pull request with many jobs does not keep another one waiting', async () => {
  const slots = createJobSlots(1)
  const served: string[] = []
  const take = async (key: string) => {
    const giveBack = await slots.take(key, never)
    served.push(key)
    await Promise.resolve()
    giveBack()
  }
  await Promise.all([take('a'), take('a'), take('a'), take('b'), take('b')])
  expect(served).toEqual(['a', 'b', 'a', 'b', 'a'])
})

test('who stops waiting takes no place', async () => {
  const slots = createJobSlots(1)
  const giveBack = await slots.take('a', never)
  const stop = new AbortController()
  const waiting = slots.take('b', stop.signal)
  stop.abort('cancelled')
  await expect(waiting).rejects.toBe('cancelled')
  giveBack()
  await slots.take('c', never)
})
