import { expect, it } from 'vitest'
import { createHub } from '../../../src/dashboard/live/hub.ts'

const options = { log: () => {}, everyMs: 5 }
const who = 'maya'

it('tells all who listen the version of now, and each one that follows, asking once for all of them', async () => {
  const hub = createHub(options)
  let version = 'a'
  let reads = 0
  const read = async () => {
    reads += 1
    return version
  }
  const [one, other]: [string[], string[]] = [[], []]
  const told = Promise.withResolvers<void>()
  const tellOther = (said: string) => {
    other.push(said)
    if (said === 'a') version = 'b'
    else told.resolve()
  }
  const leave = hub.listen('run', { who, read, tell: (said) => one.push(said), end: () => {} })
  hub.listen('run', { who, read, tell: tellOther, end: () => {} })
  await told.promise
  expect([one, other]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ])
  const late: string[] = []
  hub.listen('run', { who, read, tell: (said) => late.push(said), end: () => {} })
  expect(late).toEqual(['b'])
  leave?.()
  await hub.stop()
  const before = reads
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(reads).toBe(before)
})

it('has room for so many, ends them all when it stops, and goes on when the database was away', async () => {
  const hub = createHub({ ...options, most: 1 })
  const told = Promise.withResolvers<string>()
  let isEnded = false
  let tries = 0
  const read = async () => {
    tries += 1
    if (tries === 1) throw new Error('away')
    return 'back'
  }
  const end = () => {
    isEnded = true
  }
  expect(hub.listen('run', { who, read, tell: told.resolve, end })).toBeDefined()
  expect(hub.listen('other', { who, read, tell: () => {}, end })).toBeUndefined()
  expect(await told.promise).toBe('back')
  await hub.stop()
  expect(isEnded).toBe(true)
  expect(hub.listen('run', { who, read, tell: () => {}, end })).toBeUndefined()
})

it('leaves room for others, however much one person listens to', async () => {
  const hub = createHub({ ...options, mostEach: 2 })
  const listen = (who: string, topic: string) =>
    hub.listen(topic, { who, read: async () => 'a', tell: () => {}, end: () => {} })
  const leave = listen('maya', 'one')
  expect(listen('maya', 'two')).toBeDefined()
  expect(listen('maya', 'three')).toBeUndefined()
  expect(listen('ada', 'three')).toBeDefined()
  leave?.()
  expect(listen('maya', 'three')).toBeDefined()
  await hub.stop()
})
