import { describe, expect, it } from 'vitest'
import { hashOf } from '../../src/adapters/audit/hash-chain.ts'
import type { AttemptUsage } from '../../src/domain/candidate/attempt.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  AT,
  exampleAttempt,
  examplePatch,
  exampleSpeculation,
  exampleTrace,
  exampleVerdict,
  LATER,
} from './examples.ts'

/** What every store promises. `store` is asked for inside each case; cases keep apart by the owner's name. */
export function describeStore(name: string, store: () => Store): void {
  describe(`store contract: ${name}`, () => {
    describeSpeculations(store)
    describeAttempts(store)
    describeBudgets(store)
    describeAudit(store)
    describeAuditLog(store)
    describeWritten(store)
  })
}

const keyOf = ({ speculation, candidate, number }: ReturnType<typeof exampleAttempt>) => ({
  speculation,
  candidate,
  number,
})

function describeSpeculations(store: () => Store): void {
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

  it('keeps the first answer to what became of the tests that a winner lacks', async () => {
    const speculation = exampleSpeculation('grafts')
    await store().insertSpeculation(speculation)
    const grafts = { at: AT, onto: 'a', all: [{ candidate: 'two', result: { kind: 'same' as const } }] }
    await store().recordGrafts(speculation.id, grafts)
    await store().recordGrafts(speculation.id, { ...grafts, all: [] })
    expect(await store().latestSpeculation(speculation.issue)).toEqual({ ...speculation, grafts })
    const { entries } = await store().auditLog(speculation.id)
    expect(entries.map(({ kind }) => kind)).toEqual(['started', 'grafts'])
  })

  it('counts how verdicts of a repository turned out, the last answer of each', async () => {
    const repository = { owner: 'counted', repo: 'payments' }
    expect(await store().calibration(repository)).toBeUndefined()
    const kind = 'proven-alone' as const
    const people = { kind, source: 'people' as const, isRight: false }
    await store().recordAnswer('counted/payments#1.1', repository, people)
    await store().recordAnswer('counted/payments#1.1', repository, { ...people, isRight: true })
    await store().recordAnswer('counted/payments#2.1', repository, people)
    await store().recordAnswer('x', repository, { ...people, source: 'past' })
    await store().recordAnswer('y', { ...repository, repo: 'other' }, people)
    expect(await store().calibration(repository)).toEqual({
      people: { [kind]: { right: 1, of: 2 } },
      past: { [kind]: { right: 0, of: 1 } },
    })
    const speculation = exampleSpeculation('answered')
    await store().insertSpeculation(speculation)
    const decision = { kind: 'promote' as const, candidate: 'one', reason: '' }
    await store().recordVerdict(speculation.id, { ...exampleVerdict(''), decision })
    await store().recordChoice(speculation.id, { kind: 'merged', candidate: 'one', at: AT })
    expect(await store().calibration(speculation.issue)).toEqual({
      people: { 'not-checked': { right: 1, of: 1 } },
      past: {},
    })
  })

  it('keeps what people chose in order, of each candidate and kind once', async () => {
    const speculation = exampleSpeculation('choices')
    await store().insertSpeculation(speculation)
    await store().settle(speculation.id, AT)
    const reopened = { kind: 'reopened' as const, candidate: 'one', actor: 'maya', at: AT }
    const choices = [
      reopened,
      { ...reopened, candidate: 'two' },
      { kind: 'merged' as const, candidate: 'one', at: AT },
    ]
    for (const choice of choices) await store().recordChoice(speculation.id, choice)
    expect(await store().latestSpeculation(speculation.issue)).toEqual({ ...speculation, choices })
    await store().settle(speculation.id, LATER)
    await store().recordChoice(speculation.id, { ...reopened, actor: 'rob', at: LATER })
    expect(await store().latestSpeculation(speculation.issue)).toEqual({
      ...speculation,
      choices,
      settledAt: LATER,
    })
  })

  it('keeps the first plan that a planner was asked for, and puts it into the log', async () => {
    const given = exampleSpeculation('planned')
    const { briefs } = given.plan
    const proposing = { toolchain: 'thinker', candidates: 3, among: ['codex', 'claude'] }
    const speculation = { ...given, plan: { ...given.plan, proposing } }
    await store().insertSpeculation(speculation)
    expect(await store().latestSpeculation(speculation.issue)).toEqual(speculation)
    const planner = { toolchain: 'thinker', dimension: 'where it goes' }
    const plan = { ...given.plan, source: 'planner' as const, planner, briefs: briefs.slice(0, 1) }
    await store().recordPlan(speculation.id, plan, AT)
    await store().recordPlan(speculation.id, { ...plan, briefs }, LATER)
    expect(await store().latestSpeculation(speculation.issue)).toEqual({ ...speculation, plan })
    const { entries } = await store().auditLog(speculation.id)
    expect(entries.map(({ kind, payload }) => [kind, payload])).toEqual([
      ['started', speculation],
      ['planned', plan],
    ])
  })

  it('keeps the plan of a speculation that asked no planner', async () => {
    const speculation = exampleSpeculation('unplanned')
    await store().insertSpeculation(speculation)
    await store().recordPlan(speculation.id, { ...speculation.plan, briefs: [] }, AT)
    expect(await store().latestSpeculation(speculation.issue)).toEqual(speculation)
    expect((await store().auditLog(speculation.id)).entries).toHaveLength(1)
  })

  it('keeps one rerun per candidate and check, and the first answer to it', async () => {
    const speculation = exampleSpeculation('reruns')
    await store().insertSpeculation(speculation)
    const rerun = {
      candidate: 'one',
      check: 'test (22)',
      head: 'c'.repeat(40),
      workflowRunId: 7,
      jobId: 71,
      attempt: 1,
      first: { checkRunId: 71, conclusion: 'failure', url: 'https://forge.test/runs/71' },
      askedAt: AT,
    }
    await store().recordRerun(speculation.id, rerun)
    await store().recordRerun(speculation.id, { ...rerun, askedAt: LATER })
    const reruns = async () => (await store().latestSpeculation(speculation.issue))?.reruns
    expect(await reruns()).toEqual([rerun])
    const answered = { ...rerun, answer: { kind: 'started' as const } }
    await store().recordRerun(speculation.id, answered)
    await store().recordRerun(speculation.id, { ...rerun, answer: { kind: 'refused', reason: 'no' } })
    await store().recordRerun(speculation.id, { ...rerun, check: 'lint' })
    expect(await reruns()).toEqual([answered, { ...rerun, check: 'lint' }])
    const { entries } = await store().auditLog(speculation.id)
    expect(entries.map(({ kind }) => kind)).toEqual(['started', 'rerun', 'rerun', 'rerun'])
    expect(entries[2]?.payload).toEqual(answered)
  })

  it('keeps one answer per command, in order, also after the verdict', async () => {
    const speculation = exampleSpeculation('commands')
    await store().insertSpeculation(speculation)
    const asked = { by: 'maya', role: 'write' as const, at: AT, answeredAt: AT, line: '/speculate enter #7' }
    const entry = { pullRequest: 7, author: 'sam', commit: 'c'.repeat(40), tip: 'd'.repeat(40) }
    const entered = { comment: 71, ...asked, answer: { kind: 'entered' as const, ...entry } }
    const refused = { comment: 72, ...asked, answer: { kind: 'refused' as const, reason: 'no' } }
    await store().recordCommand(speculation.id, entered)
    await store().recordCommand(speculation.id, { ...entered, answer: refused.answer })
    await store().recordVerdict(speculation.id, exampleVerdict('decided'))
    await store().settle(speculation.id, LATER)
    await store().recordCommand(speculation.id, refused)
    const kept = await store().latestSpeculation(speculation.issue)
    expect(kept?.commands).toEqual([entered, refused])
    expect(kept?.settledAt).toBe(LATER)
    const { owner, repo } = speculation.issue
    expect(await store().enteredFor({ owner, repo }, [6, 7])).toEqual([speculation.issue])
    expect(await store().enteredFor({ owner, repo }, [70])).toEqual([])
    expect(await store().enteredFor({ owner, repo }, [])).toEqual([])
    expect(await store().enteredFor({ owner: 'nobody', repo }, [7])).toEqual([])
    const { entries } = await store().auditLog(speculation.id)
    await store().archive(speculation.id, LATER)
    expect(await store().enteredFor({ owner, repo }, [7])).toEqual([])
    expect(entries.flatMap(({ kind, payload }) => (kind === 'command' ? [payload] : []))).toEqual([
      entered,
      refused,
    ])
  })

  it('keeps which pull request an attempt reads', async () => {
    const speculation = exampleSpeculation('entered')
    await store().insertSpeculation(speculation)
    const task = { kind: 'read' as const, pullRequest: 7, commit: 'c'.repeat(40), tip: 'd'.repeat(40) }
    const key = { speculation: speculation.id, candidate: 'pr-7', number: 1 }
    const attempt = { ...key, toolchain: 'pull-request', task, status: 'queued' as const, queuedAt: AT }
    await store().insertAttempt(attempt)
    expect(await store().attempts(speculation.id)).toMatchObject([attempt])
  })

  it('lists an issue as open until it is settled, and again when the time of its losers is over', async () => {
    const open = async (now: string) =>
      (await store().openIssues(now)).filter(({ owner }) => owner === 'open')
    const later = new Date(Date.parse(AT) + 14 * 86_400_000)
    const [one, two] = [exampleSpeculation('open', 1), exampleSpeculation('open', 2)]
    await store().insertSpeculation(one)
    await store().insertSpeculation(two)
    expect(await open(AT)).toEqual([one.issue, two.issue])
    await store().settle(one.id, AT)
    expect(await open(AT)).toEqual([two.issue])
    expect(await open(new Date(later.getTime() - 1).toISOString())).toEqual([two.issue])
    expect(await open(later.toISOString())).toEqual([one.issue, two.issue])
    await store().archive(one.id, AT)
    expect(await open(later.toISOString())).toEqual([two.issue])
    // An earlier run that was never archived does not keep an issue open.
    await store().insertSpeculation({ ...exampleSpeculation('open', 2, 2), archivedAt: AT })
    expect(await open(later.toISOString())).toEqual([])
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
    await end(speculation.id)
    await store().settle(speculation.id, LATER)
    await store().archive(speculation.id, LATER)
    expect(await isOpen()).toBe(false)
    expect(await promoted(speculation.base.branch)).toEqual([])
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
}

function describeAttempts(store: () => Store): void {
  it('walks an attempt from queued to ended, and then nothing changes it', async () => {
    const attempt = await inserted(store(), 'attempts')
    const key = keyOf(attempt)
    expect(await store().attempts(attempt.speculation)).toEqual([attempt])
    expect(await store().beginAttempt(key, AT)).toBe(true)
    expect(await store().heartbeat(key, LATER, 'reading')).toBe(true)
    expect(await store().heartbeat(key, LATER, undefined)).toBe(true)
    await store().endAttempt(key, LATER, examplePatch(), new Uint8Array([0, 1, 255]))

    expect(await store().beginAttempt(key, LATER)).toBe(false)
    expect(await store().heartbeat(key, LATER, 'still here')).toBe(false)
    await store().endAttempt(key, LATER, examplePatch('Another.'), new Uint8Array([9]))
    expect(await store().attempts(attempt.speculation)).toEqual([
      {
        ...attempt,
        status: 'ended',
        startedAt: AT,
        heartbeatAt: LATER,
        endedAt: LATER,
        progress: 'reading',
        outcome: examplePatch(),
        charged: { seconds: 12.5, tokens: 1_000 },
      },
    ])
    expect(await store().bundle(key)).toEqual(new Uint8Array([0, 1, 255]))
  })

  it('keeps an attempt at a plan and the strategies that it proposed', async () => {
    const speculation = exampleSpeculation('planning')
    await store().insertSpeculation(speculation)
    const attempt = { ...exampleAttempt(speculation, 'planner'), task: { kind: 'plan' as const } }
    await store().insertAttempt(attempt)
    expect(await store().attempts(speculation.id)).toEqual([attempt])
    const strategies = [{ id: 'a', value: 'here', strategy: 'Do it.', constraints: ['no "more"'] }]
    const outcome = {
      kind: 'plan' as const,
      proposals: { dimension: 'where', strategies },
      usage: { seconds: 3 },
    }
    await store().endAttempt(keyOf(attempt), LATER, outcome, undefined)
    expect(await store().attempts(speculation.id)).toMatchObject([
      { task: { kind: 'plan' }, outcome, charged: { seconds: 3 } },
    ])
  })

  it('keeps an attempt at a proof, what it runs, and what came of each run', async () => {
    const speculation = exampleSpeculation('proving')
    await store().insertSpeculation(speculation)
    const commits = [{ candidate: 'a', base: 'b'.repeat(40), commit: 'c'.repeat(40) }]
    const task = { kind: 'prove' as const, commits }
    const attempt = { ...exampleAttempt(speculation, 'proof'), toolchain: 'proof', task }
    await store().insertAttempt(attempt)
    expect(await store().attempts(speculation.id)).toEqual([attempt])
    const cells = [
      {
        state: { kind: 'base' as const },
        tests: { kind: 'candidate' as const, id: 'a' },
        file: 'test/a.js',
        outcome: { kind: 'failed' as const, failure: 'assertion' as const, words: '1 "is" not 2' },
      },
    ]
    const matrix = { candidates: ['a'], cells, left: [] }
    const outcome = { kind: 'proof' as const, matrix, runner: 'node:test', usage: { seconds: 3 } }
    await store().endAttempt(keyOf(attempt), LATER, outcome, undefined)
    expect(await store().attempts(speculation.id)).toMatchObject([{ task, outcome, charged: { seconds: 3 } }])
  })

  it('keeps an attempt at a test that tells two candidates apart, the test, and what each makes of it', async () => {
    const speculation = exampleSpeculation('distinguishing')
    await store().insertSpeculation(speculation)
    const all = ['a', 'b'].map((id) => ({ candidate: id, base: 'b'.repeat(40), commit: id.repeat(40) }))
    const task = { kind: 'distinguish' as const, between: ['a', 'b'] as [string, string], all }
    const attempt = { ...exampleAttempt(speculation, 'distinction'), task }
    await store().insertAttempt(attempt)
    expect(await store().attempts(speculation.id)).toEqual([attempt])
    const outcome = {
      kind: 'distinction' as const,
      files: [{ path: 'test/a.js', text: 'test("it", () => {})' }],
      ignored: [{ path: 'src/a.js', reason: 'is no new file' }],
      cells: [{ state: { kind: 'base' as const }, file: 'test/a.js', outcome: { kind: 'passed' as const } }],
      runner: 'node:test',
      usage: { seconds: 3 },
    }
    await store().endAttempt(keyOf(attempt), LATER, outcome, undefined)
    expect(await store().attempts(speculation.id)).toMatchObject([{ task, outcome }])
  })

  it('lets an attempt that was interrupted begin again', async () => {
    const key = keyOf(await inserted(store(), 'again'))
    expect(await store().beginAttempt(key, AT)).toBe(true)
    expect(await store().beginAttempt(key, LATER)).toBe(true)
    expect((await store().attempts(key.speculation))[0]).toMatchObject({
      status: 'running',
      startedAt: LATER,
    })
  })

  it('ends an attempt that never began, without a bundle', async () => {
    const key = keyOf(await inserted(store(), 'cancelled'))
    const outcome = { kind: 'failure', failure: 'cancelled', detail: '', usage: { seconds: 0 } } as const
    await store().endAttempt(key, AT, outcome, undefined)
    expect(await store().beginAttempt(key, LATER)).toBe(false)
    expect(await store().bundle(key)).toBeUndefined()
  })

  it('keeps one attempt per candidate and number, in the order of writing', async () => {
    const attempt = await inserted(store(), 'order')
    const speculation = exampleSpeculation('order')
    const others = [
      exampleAttempt(speculation, 'a-first-by-name'),
      exampleAttempt(speculation, 'minimal-change', 2),
    ]
    for (const each of [...others, attempt]) await store().insertAttempt({ ...each, queuedAt: AT })
    expect(await store().attempts(speculation.id)).toEqual([attempt, ...others])
  })

  it('refuses an attempt of a speculation it does not know', async () => {
    await expect(store().insertAttempt(exampleAttempt(exampleSpeculation('unknown')))).rejects.toThrow()
  })

  it('cuts a line of progress that is too long', async () => {
    const key = keyOf(await inserted(store(), 'long'))
    await store().heartbeat(key, AT, 'x'.repeat(5_000))
    expect((await store().attempts(key.speculation))[0]?.progress).toBe('x'.repeat(300))
  })

  it('keeps a bundle of several megabytes byte by byte', async () => {
    const key = keyOf(await inserted(store(), 'large'))
    const bundle = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 31) % 256)
    await store().endAttempt(key, AT, examplePatch(), bundle)
    expect(Buffer.compare(Buffer.from((await store().bundle(key)) ?? []), Buffer.from(bundle))).toBe(0)
  })
}

function describeBudgets(store: () => Store): void {
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

function describeAudit(store: () => Store): void {
  it('appends one trace per candidate and result, in the order of writing', async () => {
    const speculation = exampleSpeculation('traces')
    const [hold, reject, promote] = [
      exampleTrace(speculation, 'minimal-change', 'hold'),
      exampleTrace(speculation, 'refactor-heavy', 'reject'),
      exampleTrace(speculation, 'minimal-change', 'promote'),
    ]
    await store().appendTraces(speculation.id, [])
    await store().appendTraces(speculation.id, [reject, hold])
    await store().appendTraces(speculation.id, [{ ...hold, reason: 'rewritten' }, promote, promote])
    expect(await store().traces(speculation.id)).toEqual([reject, hold, promote])
    expect(await store().traces('another')).toEqual([])
  })

  it('keeps the journal in the order of writing, each entry once', async () => {
    const intent = {
      speculation: 'journal/x#1.1',
      at: AT,
      step: 'settle',
      phase: 'intent',
      detail: '',
    } as const
    const done = { ...intent, at: LATER, phase: 'done' } as const
    for (const entry of [intent, done, intent]) await store().journal(entry)
    expect(await store().journalOf('journal/x#1.1')).toEqual([intent, done])
  })
}

function describeAuditLog(store: () => Store): void {
  it('writes what it holds of a run into the hash chain of the run, each once', async () => {
    const attempt = await inserted(store(), 'chain')
    const id = attempt.speculation
    const verdict = exampleVerdict('Nobody passed.')
    const evidence = { at: LATER, kind: 'evidence', payload: { now: LATER, text: 'NUL \u0000 half \uD800' } }
    const revoked = { cause: 'conflict', reason: 'it conflicts', at: LATER } as const
    const choice = { kind: 'reopened', candidate: 'one', at: LATER } as const
    for (let time = 0; time < 2; time += 1) {
      await store().insertSpeculation(exampleSpeculation('chain'))
      await store().endAttempt(keyOf(attempt), LATER, examplePatch(), undefined)
      await store().appendAudit(id, { ...evidence, at: time === 0 ? AT : LATER })
      await store().recordVerdict(id, verdict)
      await store().revoke(id, revoked)
      await store().recordChoice(id, choice)
      await store().settle(id, LATER)
      await store().archive(id, LATER)
    }
    const { entries, head } = await store().auditLog(id)
    expect(entries.map(({ seq, kind, at }) => [seq, kind, at])).toEqual([
      [1, 'started', AT],
      [2, 'attempt-ended', LATER],
      [3, 'evidence', AT],
      [4, 'verdict', LATER],
      [5, 'revoked', LATER],
      [6, 'human-choice', LATER],
      [7, 'settled', LATER],
      [8, 'archived', LATER],
    ])
    expect(entries[3]?.payload).toEqual(verdict)
    expect(head).toEqual({ seq: 8, hash: entries[7]?.hash })
    expect(entries[0]?.prev).toBe('0'.repeat(64))
    entries.forEach((entry, index) => {
      expect(entry.prev).toBe(entries[index - 1]?.hash ?? entry.prev)
      expect(hashOf(entry)).toBe(entry.hash)
    })
    expect(await store().auditedSpeculations()).toContain(id)
  })

  it('gives writers at the same moment places of their own', async () => {
    const id = 'many/x#1.1'
    const events = Array.from({ length: 12 }, (_, index) => ({
      at: AT,
      kind: 'evidence',
      payload: { index },
    }))
    await Promise.all([...events, ...events].map((event) => store().appendAudit(id, event)))
    const { entries } = await store().auditLog(id)
    expect(entries.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    expect(new Set(entries.map(({ payload }) => JSON.stringify(payload))).size).toBe(12)
  })

  it('knows no log of a run that it does not know', async () => {
    expect(await store().auditLog('nobody/nothing#1.1')).toEqual({ entries: [], head: undefined })
  })
}

async function inserted(store: Store, owner: string) {
  const speculation = exampleSpeculation(owner)
  await store.insertSpeculation(speculation)
  const attempt = exampleAttempt(speculation)
  await store.insertAttempt(attempt)
  return attempt
}

function describeWritten(store: () => Store): void {
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
  })

  it('tells the runs before the latest, oldest first', async () => {
    const runs = [3, 1, 2].map((run) => exampleSpeculation('earlier', 12, run))
    for (const run of runs) await store().insertSpeculation(run)
    await store().insertSpeculation(exampleSpeculation('earlier', 13, 1))
    const earlier = await store().earlierSpeculations(runs[0]?.issue ?? { owner: '', repo: '', number: 0 })
    expect(earlier.map(({ run }) => run)).toEqual([1, 2])
    expect(await store().earlierSpeculations({ owner: 'earlier', repo: 'no', number: 1 })).toEqual([])
  })

  it('keeps what was seen of the label with the verdict, and of the settlement the first', async () => {
    const speculation = exampleSpeculation('label-seen')
    await store().insertSpeculation(speculation)
    await store().recordVerdict(speculation.id, exampleVerdict('over'))
    await store().settle(speculation.id, AT, AT)
    await store().settle(speculation.id, LATER, LATER)
    expect(await store().latestSpeculation(speculation.issue)).toMatchObject({ settledAt: AT, labelSeen: AT })
  })
}
