import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { AT, exampleSpeculation, exampleVerdict, LATER } from '../examples.ts'

export function describeWritten(store: () => Store): void {
  const repository = { owner: 'written', repo: 'down' }
  const comment = { on: 1, marker: '<!-- a -->', id: 7, body: 'first' }

  it('keeps of each place and marker what was written last', async () => {
    await store().recordComment(repository, comment)
    await store().recordComment(repository, { ...comment, marker: '<!-- b -->', id: 0 })
    await store().recordComment(repository, { ...comment, on: 2, id: 2 ** 40, body: "it's\u0000 'another'" })
    await store().recordComment({ ...repository, repo: 'elsewhere' }, { ...comment, body: 'not here' })
    await store().recordComment(repository, { ...comment, id: 8, body: 'second' })
    await store().recordComment(repository, { ...comment, id: 8, body: 'second' })
    const of = async (on: readonly number[]) =>
      (await store().writtenComments(repository, on)).toSorted((a, b) => a.id - b.id)
    expect(await of([1])).toEqual([
      { ...comment, marker: '<!-- b -->', id: 0 },
      { ...comment, id: 8, body: 'second' },
    ])
    expect((await of([1, 2])).at(-1)).toMatchObject({ on: 2, id: 2 ** 40 })
    expect(await of([])).toEqual([])
    expect(await of([3])).toEqual([])
  })

  it('remembers a small thing by its name until it is said anew', async () => {
    expect(await store().note('of nothing')).toBeUndefined()
    await store().setNote('of something', 'one')
    await store().setNote('of something', 'two')
    await store().setNote('of another thing', '')
    expect(await store().note('of something')).toBe('two')
    expect(await store().note('of another thing')).toBe('')
    const names = ['of something', 'of nothing', 'of another thing']
    expect([...(await store().notes(names))].toSorted()).toEqual([
      ['of another thing', ''],
      ['of something', 'two'],
    ])
    expect([...(await store().notes([]))]).toEqual([])
  })

  it('tells the runs before the latest, oldest first', async () => {
    const runs = [3, 1, 2].map((run) => exampleSpeculation('earlier', 12, run))
    for (const run of runs) await store().insertSpeculation(run)
    await store().insertSpeculation(exampleSpeculation('earlier', 13, 1))
    const earlier = await store().earlierSpeculations(runs[0]?.issue ?? { owner: '', repo: '', number: 0 })
    expect(earlier.map(({ run }) => run)).toEqual([1, 2])
    expect(await store().earlierSpeculations({ owner: 'earlier', repo: 'no', number: 1 })).toEqual([])
  })

  it('tells one run by its place', async () => {
    const runs = [1, 2].map((run) => exampleSpeculation('placed', 12, run))
    for (const run of runs) await store().insertSpeculation(run)
    await store().insertSpeculation(exampleSpeculation('placed', 13, 3))
    const { issue } = exampleSpeculation('placed', 12, 1)
    expect(await store().speculationAt(issue, 1)).toEqual(runs[0])
    expect(await store().speculationAt(issue, 2)).toEqual(runs[1])
    expect(await store().speculationAt(issue, 3)).toBeUndefined()
  })

  it('keeps what was seen of the label with the verdict, and of the settlement the first', async () => {
    const speculation = exampleSpeculation('label-seen')
    await store().insertSpeculation(speculation)
    await store().recordVerdict(speculation.id, exampleVerdict('over'))
    await store().settle(speculation.id, AT, AT)
    await store().settle(speculation.id, LATER, LATER)
    expect(await store().latestSpeculation(speculation.issue)).toMatchObject({ settledAt: AT, labelSeen: AT })
  })

  it('keeps text that a database might refuse readable', async () => {
    const speculation = exampleSpeculation('hostile')
    const body = 'quote \' " back\\slash \\u0000 ; drop table -- 🎉 \u2028'
    const snapshot = { ...speculation.snapshot, title: 'NUL \u0000 and half \uD800 a pair', body }
    await store().insertSpeculation({ ...speculation, snapshot })
    const read = await store().latestSpeculation(speculation.issue)
    expect(read?.snapshot.body).toBe(body)
    expect(read?.snapshot.title).toMatch(/^NUL . and half . a pair$/su)
  })

  it('keeps a key with such text as readable', async () => {
    const speculation = exampleSpeculation('hostile-key')
    await store().insertSpeculation({ ...speculation, ci: { 'NUL \u0000': 1, 'half \uD800': 2 } })
    const read = await store().latestSpeculation(speculation.issue)
    expect(Object.values(read?.ci ?? {}).toSorted()).toEqual([1, 2])
  })
}
