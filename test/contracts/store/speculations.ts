import { expect, it } from 'vitest'
import { later } from '../../../src/domain/later.ts'
import type { Store } from '../../../src/ports/store.ts'
import { AT, exampleSpeculation, exampleVerdict, LATER } from '../examples.ts'

export function describeSpeculations(store: () => Store): void {
  it('knows nothing of an issue that never had a speculation', async () => {
    expect(await store().latestSpeculation({ owner: 'nobody', repo: 'nothing', number: 1 })).toBeUndefined()
  })

  it('gives back a speculation as it was written, the latest run first', async () => {
    const [first, second] = [exampleSpeculation('latest', 12, 1), exampleSpeculation('latest', 12, 2)]
    await store().insertSpeculation(second)
    await store().insertSpeculation(first)
    await store().insertSpeculation(exampleSpeculation('latest', 13, 9))
    expect(await store().latestSpeculation(first.issue)).toEqual(second)
  })

  it('keeps the first of two speculations with one id', async () => {
    const speculation = exampleSpeculation('twice')
    await store().insertSpeculation(speculation)
    await store().insertSpeculation({ ...speculation, startedAt: LATER })
    expect(await store().latestSpeculation(speculation.issue)).toEqual(speculation)
  })

  it('keeps the first verdict, the first settlement and the first archiving', async () => {
    const speculation = exampleSpeculation('verdicts')
    await store().insertSpeculation(speculation)
    for (const [reason, at] of [
      ['first', AT],
      ['second', LATER],
    ] as const) {
      await store().recordVerdict(speculation.id, exampleVerdict(reason))
      await store().settle(speculation.id, at)
      await store().archive(speculation.id, at)
    }
    expect(await store().latestSpeculation(speculation.issue)).toEqual({
      ...speculation,
      verdict: exampleVerdict('first'),
      settledAt: AT,
      archivedAt: AT,
    })
  })

  it('keeps the first revocation and opens a settled and archived speculation again for it, once', async () => {
    const speculation = exampleSpeculation('revoked')
    await store().insertSpeculation(speculation)
    await store().settle(speculation.id, AT)
    await store().archive(speculation.id, AT)
    const revoked = { cause: 'check-failed' as const, reason: '`test` failed', at: AT }
    await store().revoke(speculation.id, revoked)
    expect(await store().latestSpeculation(speculation.issue)).toEqual({ ...speculation, revoked })
    expect(await store().openIssues(AT)).toContainEqual(speculation.issue)
    await store().settle(speculation.id, LATER)
    await store().revoke(speculation.id, { ...revoked, cause: 'conflict', at: LATER })
    expect(await store().latestSpeculation(speculation.issue)).toEqual({
      ...speculation,
      revoked,
      settledAt: LATER,
    })
  })
}

export function describeOpenIssues(store: () => Store): void {
  it('lists an issue as open until it is settled, and again when the time of its losers is over', async () => {
    const open = async (now: string) =>
      (await store().openIssues(now)).filter(({ owner }) => owner === 'open')
    const later = new Date(Date.parse(AT) + 14 * 86_400_000)
    const [one, two] = [exampleSpeculation('open', 1), exampleSpeculation('open', 2)]
    await store().insertSpeculation(one)
    await store().insertSpeculation(two)
    expect(await open(AT)).toEqual([one.issue, two.issue])
    await store().settle(one.id, AT)
    await store().putOffLook(one.id, '2099-01-01T00:00:00.000Z')
    expect(await open(AT)).toEqual([two.issue])
    expect(await open(new Date(later.getTime() - 1).toISOString())).toEqual([two.issue])
    expect(await open(later.toISOString())).toEqual([one.issue, two.issue])
    await store().archive(one.id, AT)
    expect(await open(later.toISOString())).toEqual([two.issue])
    // An earlier run that was never archived does not keep an issue open.
    await store().insertSpeculation({ ...exampleSpeculation('open', 2, 2), archivedAt: AT })
    expect(await open(later.toISOString())).toEqual([])
  })

  it('O3: lists an issue whose run is settled once another look is due, until its losers are archived', async () => {
    const speculation = exampleSpeculation('looks')
    const open = async (now: string) =>
      (await store().openIssues(now)).some(({ owner }) => owner === speculation.issue.owner)
    await store().insertSpeculation(speculation)
    expect(await open(AT)).toBe(true)
    await store().putOffLook(speculation.id, LATER)
    expect([await open(AT), await open(LATER)]).toEqual([false, true])
    await store().settle(speculation.id, AT)
    expect([await open(AT), await open(LATER)]).toEqual([false, true])
    await store().putOffLook(speculation.id, AT)
    expect(await open(AT)).toBe(true)
    await store().archive(speculation.id, AT)
    expect(await open(LATER)).toBe(false)
  })

  it.each([
    ['merged', async (id: string) => store().recordChoice(id, { kind: 'merged', candidate: 'one', at: AT })],
    ['closed', async (id: string) => store().recordChoice(id, { kind: 'closed', candidate: 'one', at: AT })],
    [
      'taken back',
      async (id: string) => store().revoke(id, { cause: 'conflict', reason: 'it conflicts', at: AT }),
    ],
  ])('lists an issue as open while its promotion is, until it is %s', async (how, end) => {
    const speculation = exampleSpeculation(`promotion-${how.replace(' ', '-')}`)
    const isOpen = async () =>
      (await store().openIssues(AT)).some(({ owner }) => owner === speculation.issue.owner)
    await store().insertSpeculation(speculation)
    const decision = { kind: 'promote' as const, candidate: 'one', reason: 'It is the best.' }
    await store().recordVerdict(speculation.id, { ...exampleVerdict('x'), decision })
    await store().settle(speculation.id, AT)
    expect(await isOpen()).toBe(true)
    await store().recordChoice(speculation.id, { kind: 'reopened', candidate: 'two', at: AT })
    await store().settle(speculation.id, AT)
    expect(await isOpen()).toBe(true)
    // V20: archiving the losers says nothing about the winner.
    await store().archive(speculation.id, AT)
    const promoted = (branch: string) => store().promotedOn(speculation.issue, branch)
    expect(await isOpen()).toBe(true)
    expect(await promoted(speculation.base.branch)).toEqual([speculation.issue])
    expect(await promoted('another-branch')).toEqual([])
    expect(await store().runsIn({ owner: speculation.issue.owner })).toEqual([speculation.issue])
    expect(await store().runsIn({ ids: ['R_of-nobody'] })).toEqual([])
    const { issue, base } = speculation
    const { owner, repo } = issue
    const watched = async () => (await store().watched()).filter((by) => by.owner === owner)
    expect(await watched()).toEqual([{ owner, repo, pullRequests: [], branch: base.branch }])
    await end(speculation.id)
    await store().settle(speculation.id, LATER)
    await store().archive(speculation.id, LATER)
    // What is merged may be reverted.
    expect(await isOpen()).toBe(how === 'merged')
    expect(await promoted(speculation.base.branch)).toEqual([])
    expect(await store().runsIn({ owner: speculation.issue.owner })).toEqual([])
    expect(await watched()).toEqual([])
  })

  it.each(['reopened', 'restored'] as const)(
    'lists an issue as open again once its promotion, which somebody had closed, is %s',
    async (kind) => {
      const speculation = exampleSpeculation(`promotion-${kind}`)
      const { id, issue, base } = speculation
      await store().insertSpeculation(speculation)
      const decision = { kind: 'promote' as const, candidate: 'one', reason: 'It is the best.' }
      await store().recordVerdict(id, { ...exampleVerdict('x'), decision })
      const archiveWith = async (choice: 'closed' | typeof kind) => {
        await store().recordChoice(id, { kind: choice, candidate: 'one', at: AT })
        await store().settle(id, AT)
        await store().archive(id, AT)
      }
      const promoted = () => store().promotedOn(issue, base.branch)
      await archiveWith('closed')
      expect(await promoted()).toEqual([])
      await archiveWith(kind)
      expect(await promoted()).toEqual([issue])
      expect(await store().openIssues(AT)).toContainEqual(issue)
    },
  )

  it('watches for a month what was merged, then leaves it alone, and opens it again where it was reverted', async () => {
    const speculation = exampleSpeculation('reverted')
    const { id, issue, base } = speculation
    await store().insertSpeculation(speculation)
    await store().recordVerdict(id, exampleVerdict('x'))
    await store().recordChoice(id, { kind: 'merged', candidate: 'one', at: AT })
    await store().settle(id, AT)
    await store().archive(id, AT)
    const day = (days: number) => later(AT, days * 24 * 60 * 60_000)
    const isOpen = async (at: string) =>
      (await store().openIssues(at)).some(({ owner }) => owner === issue.owner)
    await store().putOffLook(id, day(1))
    expect([await isOpen(LATER), await isOpen(day(2)), await isOpen(day(31)), await isOpen(day(33))]).toEqual(
      [false, true, true, false],
    )
    expect(await store().mergedOn(issue, base.branch, AT)).toEqual([issue])
    expect(await store().mergedOn(issue, base.branch, LATER)).toEqual([])
    expect(await store().mergedOn(issue, 'another-branch', AT)).toEqual([])
    const lines = { undone: 3, of: 4 }
    const revert = { kind: 'reverted' as const, candidate: 'one', commit: 'c'.repeat(40), lines, at: LATER }
    const again = {
      ...revert,
      kind: 'reapplied' as const,
      commit: 'd'.repeat(40),
      pullRequest: 9,
      by: 'maya',
    }
    for (const one of [revert, revert, again]) await store().recordRevert(id, one)
    expect(await store().latestSpeculation(issue)).toMatchObject({ reverts: [revert, again] })
    expect(await store().latestSpeculation(issue)).not.toHaveProperty('settledAt')
    const { entries } = await store().auditLog(id)
    expect(entries.filter(({ kind }) => kind === 'reverted' || kind === 'reapplied')).toMatchObject([
      { kind: 'reverted', at: LATER, payload: revert },
      { kind: 'reapplied', payload: again },
    ])
    // Another commit of the same pull request is the same change.
    await store().recordRevert(id, { ...again, commit: 'e'.repeat(40) })
    expect((await store().latestSpeculation(issue))?.reverts).toHaveLength(2)
  })
}
