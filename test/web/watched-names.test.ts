import { expect, it, onTestFinished, vi } from 'vitest'
import type { IssueRef } from '../../src/domain/issue/issue.ts'
import type { Watched } from '../../src/ports/store.ts'
import { createWatchedNames, pullRequestName } from '../../src/web/watched-names.ts'

const repository = { owner: 'acme', repo: 'payments' }
const issue = { ...repository, number: 12 }

/** With a store that counts what it is asked. */
function watching(readEveryMs: number) {
  const asked = { read: 0, find: 0 }
  const store: { watched: Watched[] } = { watched: [] }
  const late: IssueRef[] = []
  const names = createWatchedNames({
    read: async () => {
      asked.read += 1
      return [...store.watched]
    },
    foundLate: async (issues) => void late.push(...issues),
    readEveryMs,
  })
  const about = (number: number) =>
    names.find({
      name: pullRequestName(repository, number),
      find: async () => {
        asked.find += 1
        return [issue]
      },
    })
  return { asked, store, late, about }
}

const enter = (number: number) => ({ ...repository, pullRequests: [number], branch: undefined })

it('answers a hundred events about pull requests of others with one reading, and finds the one that was entered', async () => {
  const { asked, store, about } = watching(60_000)
  store.watched = [enter(7)]
  for (let number = 100; number < 200; number += 1) expect(await about(number)).toEqual([])
  expect(asked).toEqual({ read: 1, find: 0 })
  expect(await about(7)).toEqual([issue])
  expect(asked).toEqual({ read: 1, find: 1 })
})

it('finds what was passed over because another process has entered it since the last reading', async () => {
  const { store, late, about } = watching(20)
  expect(await about(7)).toEqual([])
  store.watched = [enter(7)]
  await vi.waitUntil(() => late.length > 0)
  expect(late).toEqual([issue])
})

it('finds what was passed over again while a reading was under way that does not know it yet', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const answers: PromiseWithResolvers<readonly Watched[]>[] = []
  const late: IssueRef[] = []
  const names = createWatchedNames({
    read: () => {
      const answer = Promise.withResolvers<readonly Watched[]>()
      answers.push(answer)
      return answer.promise
    },
    foundLate: async (issues) => void late.push(...issues),
    readEveryMs: 100,
  })
  const passOver = () => names.find({ name: pullRequestName(repository, 7), find: async () => [issue] })
  const first = passOver()
  await vi.advanceTimersByTimeAsync(30)
  answers[0]?.resolve([])
  expect(await first).toEqual([])
  await vi.advanceTimersByTimeAsync(90)
  const second = passOver()
  answers[1]?.resolve([])
  expect(await second).toEqual([])
  await vi.advanceTimersByTimeAsync(10)
  expect(answers).toHaveLength(3)
  expect(await passOver()).toEqual([])
  answers[2]?.resolve([])
  await vi.advanceTimersByTimeAsync(100)
  answers[3]?.resolve([enter(7)])
  await vi.advanceTimersByTimeAsync(0)
  expect(late).toEqual([issue])
})

it('fails while what is watched cannot be read, so that the delivery is sent again', async () => {
  const read = vi.fn(() => Promise.reject(new Error('the database is away')))
  const names = createWatchedNames({ read, foundLate: async () => {}, readEveryMs: 60_000 })
  await expect(names.find({ name: 'acme/payments#7', find: async () => [] })).rejects.toThrow('away')
})
