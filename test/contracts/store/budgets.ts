import { expect, it } from 'vitest'
import type { AttemptUsage } from '../../../src/domain/candidate/attempt.ts'
import type { Store } from '../../../src/ports/store.ts'
import { AT, exampleAttempt, exampleSpeculation, exampleVerdict, LATER } from '../examples.ts'
import { inserted, keyOf } from './key-of.ts'

export function describeBudgets(store: () => Store): void {
  const UNLIMITED = { speculation: {}, repositoryDay: {} }
  const ending = (usage: AttemptUsage) =>
    ({ kind: 'failure', failure: 'cancelled', detail: '', usage }) as const

  it('lets only as many attempts in as fit, of all runs of a repository that ask at the same moment', async () => {
    const runs = Array.from({ length: 6 }, (_, index) => exampleSpeculation('day', index + 1))
    for (const run of runs) await store().insertSpeculation(run)
    const limits = { speculation: {}, repositoryDay: { tokens: 10_000, seconds: 100_000 } }
    const asked = runs.flatMap((run) =>
      ['one', 'two'].map((candidate) =>
        store().insertAttempt(
          { ...exampleAttempt(run, candidate), grant: { seconds: 60, tokens: 3_000 } },
          limits,
        ),
      ),
    )
    expect((await Promise.all(asked)).filter((entered) => entered)).toHaveLength(3)
    const written = await Promise.all(runs.map((run) => store().attempts(run.id)))
    expect(written.flat()).toHaveLength(3)
    const day = { owner: 'day', repo: 'payments' }
    expect(await store().spentOn(day, '2026-01-01')).toEqual({
      spent: {},
      reserved: { seconds: 180, tokens: 9_000 },
    })
    expect(await store().spentOn(day, '2026-01-02')).toEqual({ spent: {}, reserved: {} })
    // Another day, and another repository, have budgets of their own.
    const tomorrow = {
      ...exampleAttempt(runs[0] ?? exampleSpeculation('day'), 'three'),
      queuedAt: '2026-01-02T00:00:00.000Z',
    }
    expect(await store().insertAttempt({ ...tomorrow, grant: { tokens: 3_000 } }, limits)).toBe(true)
    const other = exampleSpeculation('day-of-another')
    await store().insertSpeculation(other)
    expect(await store().insertAttempt({ ...exampleAttempt(other), grant: { tokens: 3_000 } }, limits)).toBe(
      true,
    )
  })

  it('E8: counts what runs on other issues ask of the people of a repository, and the runs of a day', async () => {
    const [first, second, third] = [1, 2, 3].map((number) => exampleSpeculation('load', number))
    if (!first || !second || !third) throw new Error('no runs')
    const candidates = first.plan.briefs.length
    await store().insertSpeculation(first)
    await store().insertSpeculation(second)
    await store().insertSpeculation(exampleSpeculation('load-of-another', 4))
    expect(await store().loadOf(third.issue, '2026-01-01')).toEqual({
      openCandidates: 2 * candidates,
      runsBegun: 2,
    })
    expect(await store().loadOf(first.issue, '2026-01-02')).toEqual({
      openCandidates: first.issue.number === second.issue.number ? 0 : candidates,
      runsBegun: 0,
    })
  })

  it('E7: gives the runs that have a verdict, the last ones to begin first', async () => {
    const runs = [1, 2, 3].map((number) => ({
      ...exampleSpeculation('judged', number),
      startedAt: `2026-01-0${number}T00:00:00.000Z`,
    }))
    for (const run of runs) await store().insertSpeculation(run)
    for (const run of runs.slice(0, 2)) await store().recordVerdict(run.id, exampleVerdict('nobody'))
    const repository = { owner: 'judged', repo: 'payments' }
    const numbers = async (limit: number) =>
      (await store().judgedRuns(repository, limit)).map(({ issue }) => issue.number)
    expect([await numbers(9), await numbers(1)]).toEqual([[2, 1], [2]])
  })

  it('lets no attempt in that does not fit into its own run, and the same one again', async () => {
    const run = exampleSpeculation('run-budget')
    await store().insertSpeculation(run)
    const limits = { ...UNLIMITED, speculation: { usd: 1 } }
    const first = { ...exampleAttempt(run, 'one'), grant: { usd: 0.7 } }
    expect(await store().insertAttempt(first, limits)).toBe(true)
    expect(await store().insertAttempt({ ...exampleAttempt(run, 'two'), grant: { usd: 0.4 } }, limits)).toBe(
      false,
    )
    expect(await store().insertAttempt(first, limits)).toBe(true)
    expect(await store().attempts(run.id)).toEqual([{ ...first, charged: first.grant }])
  })

  it('charges what was used in place of what was granted, and adds it up for the other runs of the day', async () => {
    const [run, other] = [exampleSpeculation('charges', 1), exampleSpeculation('charges', 2)]
    const repository = { owner: 'charges', repo: 'payments' }
    for (const each of [run, other]) {
      await store().insertSpeculation(each)
      const attempt = { ...exampleAttempt(each), grant: { seconds: 600, tokens: 5_000 } }
      await store().insertAttempt(attempt, UNLIMITED)
    }
    const key = keyOf(exampleAttempt(run))
    await store().beginAttempt(key, AT)
    await store().endAttempt(
      key,
      LATER,
      ending({ seconds: 7, inputTokens: 6_000, outputTokens: 100, usd: 0.25 }),
      undefined,
    )
    expect(await store().spentOn(repository, '2026-01-01')).toEqual({
      spent: { seconds: 7, tokens: 6_100, usd: 0.25 },
      reserved: { seconds: 600, tokens: 5_000 },
    })
    expect(await store().spentOn(repository, '2026-01-01', run.id)).toEqual({
      spent: {},
      reserved: { seconds: 600, tokens: 5_000 },
    })
    expect((await store().attempts(run.id))[0]?.charged).toEqual({ seconds: 7, tokens: 6_100, usd: 0.25 })
  })

  it('counts an attempt that somebody else ended as all it was granted, until its worker tells once', async () => {
    const run = exampleSpeculation('told-late')
    await store().insertSpeculation(run)
    const attempt = { ...exampleAttempt(run), grant: { seconds: 600, tokens: 5_000 } }
    await store().insertAttempt(attempt, UNLIMITED)
    const key = keyOf(attempt)
    const charged = async () => (await store().attempts(run.id))[0]?.charged
    await store().recordUsage(key, LATER, { seconds: 1 })
    await store().beginAttempt(key, AT)
    await store().endAttempt(key, LATER, ending({ seconds: 0, unknown: true }), undefined)
    expect(await charged()).toEqual({ seconds: 60, tokens: 5_000 })
    const usage = { seconds: 58, inputTokens: 700, outputTokens: 20 }
    await store().recordUsage(key, LATER, usage)
    await store().recordUsage(key, LATER, { seconds: 1 })
    expect(await charged()).toEqual({ seconds: 58, tokens: 720 })
    const { entries } = await store().auditLog(run.id)
    expect(entries.map(({ kind }) => kind)).toEqual(['started', 'attempt-ended', 'attempt-usage'])
    expect(entries[2]?.payload).toEqual({ candidate: 'minimal-change', number: 1, usage })
  })

  it('charges an attempt nothing that was ended before it began', async () => {
    const attempt = {
      ...(await inserted(store(), 'never-began')),
      candidate: 'two',
      grant: { tokens: 5_000 },
    }
    await store().insertAttempt(attempt, UNLIMITED)
    await store().endAttempt(keyOf(attempt), LATER, ending({ seconds: 0, unknown: true }), undefined)
    expect((await store().attempts(attempt.speculation))[1]?.charged).toEqual({})
  })

  it('counts seconds of jobs for the day on which they were seen, and never less than before', async () => {
    const run = exampleSpeculation('jobs')
    const repository = { owner: 'jobs', repo: 'payments' }
    await store().insertSpeculation(run)
    for (const [day, seconds] of [
      ['2026-01-01', 60.5],
      ['2026-01-01', 90.5],
      ['2026-01-02', 100],
      ['2026-01-02', 95],
    ] as const)
      await store().recordCi(run.id, day, seconds)
    expect(await store().latestSpeculation(run.issue)).toEqual({
      ...run,
      ci: { '2026-01-01': 90.5, '2026-01-02': 9.5 },
    })
    expect(await store().spentOn(repository, '2026-01-02')).toEqual({
      spent: { ciSeconds: 9.5 },
      reserved: {},
    })
    expect(await store().spentOn(repository, '2026-01-02', run.id)).toEqual({ spent: {}, reserved: {} })
  })
}
