import { expect, test } from 'vitest'
import { createLimiter } from '../../../src/adapters/agents/limiter.ts'

const never = new AbortController().signal

test('lets in as many as may be, and the next one only when one has left, in the order of arrival', async () => {
  const limiter = createLimiter(2)
  const waited: string[] = []
  const inside: string[] = []
  const enter = async (name: string) => {
    const leave = await limiter.enter(never, () => waited.push(name))
    inside.push(name)
    return leave
  }
  const first = await enter('first')
  await enter('second')
  const third = enter('third')
  const fourth = enter('fourth')
  expect(waited).toEqual(['third', 'fourth'])
  expect(inside).toEqual(['first', 'second'])
  first()
  const leaveThird = await third
  expect(inside).toEqual(['first', 'second', 'third'])
  leaveThird()
  await fourth
  expect(inside).toEqual(['first', 'second', 'third', 'fourth'])
})

test('who gives up waiting takes nobody’s place', async () => {
  const limiter = createLimiter(1)
  const leave = await limiter.enter(never, () => undefined)
  const impatient = new AbortController()
  const gone = limiter.enter(impatient.signal, () => undefined)
  const patient = limiter.enter(never, () => undefined)
  impatient.abort('cancelled')
  await expect(gone).rejects.toBe('cancelled')
  leave()
  await patient
  await expect(limiter.enter(AbortSignal.abort('late'), () => undefined)).rejects.toBe('late')
})
