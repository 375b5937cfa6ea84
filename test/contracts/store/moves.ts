import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { AT, exampleSpeculation, LATER } from '../examples.ts'

/** O16: the forge's id of a repository stays; its name does not. */
export function describeMoves(store: () => Store): void {
  const aRun = (owner: string, repositoryId?: string, run = 1) => {
    const speculation = exampleSpeculation(owner, 12, run)
    return repositoryId === undefined ? speculation : { ...speculation, repositoryId }
  }
  const named = (owner: string) => ({ owner, repo: exampleSpeculation(owner).issue.repo })
  const runOf = (owner: string) => store().latestSpeculation({ ...named(owner), number: 12 })

  it('O16: what is kept of a repository goes under its new name, and the run keeps its id', async () => {
    const run = aRun('before', 'R_moves')
    await store().insertSpeculation(run)
    const comment = { on: 12, marker: 'scoreboard', id: 7, body: 'Said.' }
    await store().recordComment(named('before'), comment)
    const move = { id: 'R_moves', to: named('after'), at: AT }
    expect(await store().moveRepository(move)).toBe(true)
    expect(await runOf('before')).toBeUndefined()
    expect(await runOf('after')).toEqual({ ...run, issue: { ...named('after'), number: 12 } })
    expect(await store().issueOf(run.id)).toEqual({ ...named('after'), number: 12 })
    expect(await store().writtenComments(named('after'), [12])).toEqual([comment])
    const { entries } = await store().auditLog(run.id)
    const payload = { from: `before/${named('before').repo}`, to: `after/${named('after').repo}`, at: AT }
    expect(entries.at(-1)).toMatchObject({ kind: 'moved', at: AT, payload })
    expect(await store().openIssues(AT)).toContainEqual({ ...named('after'), number: 12 })
    expect(await store().moveRepository(move)).toBe(false)
  })

  it('O16: a run from before ids were kept is found by the name that it was asked for under', async () => {
    await store().insertSpeculation(aRun('old-name'))
    const move = { id: 'R_legacy', to: named('new-name'), at: AT }
    expect(await store().moveRepository(move)).toBe(false)
    expect(await store().moveRepository({ ...move, from: named('old-name') })).toBe(true)
    expect((await runOf('new-name'))?.repositoryId).toBe('R_legacy')
  })

  it('O16: another repository that takes the name has none of the runs, which come back with their own', async () => {
    await store().insertSpeculation(aRun('reused', 'R_first'))
    expect(await store().moveRepository({ id: 'R_second', to: named('reused'), at: AT })).toBe(true)
    expect(await runOf('reused')).toBeUndefined()
    const open = await store().openIssues(AT)
    expect(open.filter(({ owner }) => owner === 'reused')).toEqual([])
    expect(await store().moveRepository({ id: 'R_first', to: named('elsewhere'), at: LATER })).toBe(true)
    expect((await runOf('elsewhere'))?.repositoryId).toBe('R_first')
    const { entries } = await store().auditLog(aRun('reused').id)
    expect(entries.at(-1)?.payload).toMatchObject({ from: `reused/${named('reused').repo}` })
  })

  it('O16: another repository that takes the name gets no number of a run that the first one had under it', async () => {
    const issue = { ...named('taken'), number: 12 }
    for (const run of [1, 2]) await store().insertSpeculation(aRun('taken', 'R_first', run))
    await store().moveRepository({ id: 'R_second', to: named('taken'), at: AT })
    expect(await store().latestSpeculation(issue)).toBeUndefined()
    const run = await store().freeRun(issue, 1)
    expect(run).toBe(3)
    const third = aRun('taken', 'R_second', run)
    await store().insertSpeculation(third)
    expect(await store().latestSpeculation(issue)).toEqual(third)
    expect(await store().freeRun({ ...issue, number: 13 }, 1)).toBe(1)
  })

  it('a repository under the name that is known moves nothing, and its runs learn their id', async () => {
    await store().insertSpeculation(aRun('stays'))
    expect(await store().moveRepository({ id: 'R_stays', to: named('stays'), at: AT })).toBe(false)
    expect((await runOf('stays'))?.repositoryId).toBe('R_stays')
  })
}
