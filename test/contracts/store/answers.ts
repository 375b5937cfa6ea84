import { expect, it } from 'vitest'
import { MAX_PRESSED } from '../../../src/domain/issue/pressed.ts'
import type { Store } from '../../../src/ports/store.ts'
import { AT, exampleSpeculation, exampleVerdict, LATER } from '../examples.ts'

export function describeAnswers(store: () => Store): void {
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
    const revert = { candidate: 'one', commit: 'c'.repeat(40), lines: { undone: 1, of: 1 }, at: LATER }
    await store().recordRevert(speculation.id, { ...revert, kind: 'reverted' })
    const rate = async () => (await store().calibration(speculation.issue))?.people['not-checked']
    expect(await rate()).toEqual({ right: 0, of: 1 })
    await store().recordRevert(speculation.id, { ...revert, kind: 'reapplied', commit: 'd'.repeat(40) })
    expect(await rate()).toEqual({ right: 1, of: 1 })
  })

  it('keeps what people chose in order, of each candidate and kind once until something else is done to it', async () => {
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
    const again = { ...reopened, candidate: 'two', actor: 'rob', at: LATER }
    await store().recordChoice(speculation.id, again)
    expect(await store().latestSpeculation(speculation.issue)).toEqual({
      ...speculation,
      choices,
      settledAt: LATER,
    })
    const closed = { ...again, kind: 'closed' as const, at: AT.replace('.000', '.500') }
    for (const choice of [closed, again]) await store().recordChoice(speculation.id, choice)
    expect((await store().latestSpeculation(speculation.issue))?.choices).toEqual([...choices, closed, again])
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

  it('keeps a plan after an opinion, and one after a planner that is asked then, each once', async () => {
    const given = exampleSpeculation('weighed')
    const proposing = { toolchain: 'thinker', candidates: 3, among: ['codex', 'claude'] }
    const several = { ...given.plan, proposing }
    const classifying = { toolchain: 'codex', boxes: ['bounded' as const], several }
    const speculation = { ...given, plan: { ...given.plan, classifying } }
    await store().insertSpeculation(speculation)
    const opinion = { kind: 'none' as const, toolchain: 'codex', why: 'gave no opinion' }
    const weighed = { ...several, opinion }
    const planned = { ...given.plan, opinion, briefs: given.plan.briefs.slice(0, 1) }
    for (const plan of [weighed, weighed, planned, weighed, { ...planned, notes: ['late'] }])
      await store().recordPlan(speculation.id, plan, AT)
    expect(await store().latestSpeculation(speculation.issue)).toEqual({ ...speculation, plan: planned })
    const { entries } = await store().auditLog(speculation.id)
    expect(entries.map(({ kind, payload }) => [kind, payload])).toEqual([
      ['started', speculation],
      ['planned', weighed],
      ['planned', planned],
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

  it('keeps a button that was pressed once per delivery, and nothing of a run that it does not know', async () => {
    const speculation = exampleSpeculation('pressed')
    await store().insertSpeculation(speculation)
    const { issue, run } = speculation
    const pressed = (delivery: string) => ({
      ...{ delivery, candidate: 'one', button: 'promote' as const },
      ...{ by: 'maya', isPerson: true, at: AT },
    })
    await store().recordPressed({ issue, run }, pressed('a'))
    await store().recordPressed({ issue, run }, { ...pressed('a'), by: 'sam' })
    await store().recordPressed({ issue, run: run + 1 }, pressed('b'))
    await store().recordPressed({ issue, run }, pressed('c'))
    const kept = async () => (await store().latestSpeculation(issue))?.pressed
    expect(await kept()).toEqual([pressed('a'), pressed('c')])
    for (let n = 0; n < MAX_PRESSED + 5; n += 1) await store().recordPressed({ issue, run }, pressed(`d${n}`))
    expect(await kept()).toHaveLength(MAX_PRESSED)
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
    const watched = async () => (await store().watched()).filter((by) => by.owner === owner)
    expect(await watched()).toEqual([{ owner, repo, pullRequests: [7], branch: undefined }])
    expect(await store().enteredFor({ owner, repo }, [])).toEqual([])
    expect(await store().enteredFor({ owner: 'nobody', repo }, [7])).toEqual([])
    const { entries } = await store().auditLog(speculation.id)
    await store().archive(speculation.id, LATER)
    expect(await store().enteredFor({ owner, repo }, [7])).toEqual([])
    expect(await watched()).toEqual([])
    expect(entries.flatMap(({ kind, payload }) => (kind === 'command' ? [payload] : []))).toEqual([
      entered,
      refused,
    ])
  })
}
