import { expect, it } from 'vitest'
import { createLimiter } from '../../packages/system/src/limiter.ts'

const never = new AbortController().signal

it('lets in as many as may be, and the next one only when one has left, in the order of arrival', async () => {
  const limiter = createLimiter(2)
  const waited: string[] = []
  const inside: string[] = []
  const enter = async (name: string) => {
    const leave = await limiter.take(never, { onWait: () => waited.push(name) })
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

it('who gives up waiting takes nobody’s place', async () => {
  const limiter = createLimiter(1)
  const leave = await limiter.take(never)
  const impatient = new AbortController()
  const gone = limiter.take(impatient.signal)
  const patient = limiter.take(never)
  impatient.abort('cancelled')
  await expect(gone).rejects.toBe('cancelled')
  leave()
  await patient
  await expect(limiter.take(AbortSignal.abort('late'))).rejects.toBe('late')
})

it('who has much to do does not keep another one waiting', async () => {
  const limiter = createLimiter(1)
  const served: string[] = []
  const take = async (key: string) => {
    const giveBack = await limiter.take(never, { key })
    served.push(key)
    await Promise.resolve()
    giveBack()
  }
  await Promise.all([take('a'), take('a'), take('a'), take('b'), take('b')])
  expect(served).toEqual(['a', 'b', 'a', 'b', 'a'])
})

it('who may not have every place leaves one to whoever comes next, and goes on with those it has', async () => {
  const limiter = createLimiter(3, 2)
  const inside: string[] = []
  const enter = async (key: string, name: string) => {
    const leave = await limiter.take(never, { key })
    inside.push(name)
    return leave
  }
  const [first] = await Promise.all([enter('greedy', 'g1'), enter('greedy', 'g2')])
  const others = Array.from({ length: 20 }, (_, index) => enter('greedy', `g${index + 3}`))
  await enter('modest', 'm1')
  expect(inside).toEqual(['g1', 'g2', 'm1'])
  first?.()
  await others[0]
  expect(inside).toEqual(['g1', 'g2', 'm1', 'g3'])
})

it('a place that is given back twice is one place', async () => {
  const limiter = createLimiter(1)
  const giveBack = await limiter.take(never)
  giveBack()
  giveBack()
  await limiter.take(never)
  let waits = false
  const second = limiter.take(AbortSignal.timeout(50), { onWait: () => (waits = true) })
  await expect(second).rejects.toThrow()
  expect(waits).toBe(true)
})
