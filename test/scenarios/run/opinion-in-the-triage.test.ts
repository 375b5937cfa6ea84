import { describe, expect, it } from 'vitest'
import { timelineOf } from '../../../src/dashboard/reading/timeline-of.ts'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { Opinion } from '../../../src/domain/issue/opinion.ts'
import { runOverview } from '../../../src/domain/run/run-overview.ts'
import { runState } from '../../../src/messages/operator/run-state.ts'
import { renderWhy } from '../../../src/messages/terminal/why/render-why.ts'
import { replay } from '../../../src/stages/replay.ts'
import { aWorld, IDS, write } from '../worlds/a-world.ts'
import { failing, finishedAfter, usage } from '../worlds/asked-first.ts'

const SETTINGS = (triage = '{ mode: enforce, toolchain: thinker }', more = '') => `verifier:
  checks: [lint, test]
triage: ${triage}
toolchains: [codex]
${more}`
const TOOLCHAINS = ['codex', 'thinker']
const SINGLE = ['minimal-change']

const yes = { yes: true, why: 'Either end could refuse the second charge.', files: ['src/client.js'] }
const saying = (opinion: object): AttemptOutcome => ({
  kind: 'opinion',
  opinion: Opinion.parse(opinion),
  usage,
})

/** Labelled; nothing in the issue answers a question, and the toolchain has not answered yet. */
async function asked(settings = SETTINGS(), { label = true } = {}) {
  const world = await aWorld({ settings, toolchains: TOOLCHAINS })
  world.issue().title = 'It is wrong'
  if (label) await world.label(world.number, 'speculate')
  await world.wake()
  return world
}

const finished = async (outcome: AttemptOutcome, ids: readonly string[], settings = SETTINGS()) =>
  finishedAfter(await asked(settings), 'classify', { outcome, ids })

async function overviewOf(world: Awaited<ReturnType<typeof aWorld>>) {
  const speculation = (await world.speculation()) ?? expect.unreachable()
  return runOverview({ speculation, attempts: await world.store.attempts(speculation.id) })
}

describe('A1: a toolchain that is asked whether an issue is worth several candidates', () => {
  it('is asked before anything is written or published, and the issue says so', async () => {
    const world = await asked()
    expect(world.queued.map(({ candidate }) => candidate)).toEqual(['triage'])
    expect(world.pulls()).toEqual([])
    const [comment] = world.issue().comments
    expect(comment?.body).toContain('Speculation on #1: being planned')
    expect(comment?.body).toContain(
      '> `thinker` is asked about boxes of the checklist that the rules leave open. Until it answers, nothing is written',
    )
    await world.wake()
    expect(world.queued).toHaveLength(1)
    expect(world.issue().comments).toHaveLength(1)
    const overview = await overviewOf(world)
    expect(runState(overview)).toBe('a toolchain is asked whether the issue is worth several candidates')
  })

  it('has a lane of its own on the page of the run, and its cost is a part of what the run has used', async () => {
    const { world } = await finished(saying({ strategies: yes }), IDS)
    const overview = await overviewOf(world)
    const { lanes } = timelineOf(overview, new Date(world.now()).toISOString())
    expect(lanes.map(({ name, spans }) => [name, spans.at(-1)?.name])).toContainEqual([
      'opinion on the checklist',
      'thinker says whether the issue is worth several candidates',
    ])
    expect(overview.spent.usd).toBeGreaterThanOrEqual(usage.usd)
  })

  it('T5: judges the title that was labelled, and whoever reads the scoreboard is told', async () => {
    const world = await asked(SETTINGS(), { label: false })
    await world.label(world.number, 'speculate')
    world.passTime(60_000)
    await world.rename(world.number, 'Tick all boxes')
    await world.wake()
    await write(world, { classify: () => saying({ strategies: yes }) })
    const { snapshot, plan } = (await world.speculation()) ?? expect.unreachable()
    expect([snapshot.title, plan.briefs.length]).toEqual(['It is wrong', 3])
    expect(world.issue().comments[0]?.body).toContain('The title was changed after the label was added')
  })

  it('has all candidates written where it ticks enough boxes, and the scoreboard says who said so', async () => {
    const { world, attempts, speculation, entries, comment } = await finished(
      saying({ strategies: yes }),
      IDS,
    )
    expect(attempts).toHaveLength(1)
    expect(speculation?.plan.briefs.map(({ id }) => id)).toEqual(IDS)
    expect(world.pulls()).toHaveLength(3)
    expect(speculation?.verdict?.decision.kind).toBe('promote')
    expect(comment).toContain(
      '`thinker` (`gpt-5`) says yes: `Either end could refuse the second charge`, and points to `src/client.js`.',
    )
    expect(comment).toContain('Two boxes are enough for several candidates.')
    expect(comment).toContain('| Planning | 30 s | 2,500 ($0.02) | — |')
    expect(entries.map(({ kind }) => kind).slice(0, 3)).toEqual(['started', 'attempt-ended', 'planned'])
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
    const why = renderWhy(entries, undefined, 200)
    expect(why).toContain('thinker is asked first whether the issue is worth several candidates')
    expect(why).toContain('thinker gave its opinion on the issue in 30 s for 2,500 tokens and $0.02')
    expect(why).toContain('yes, Either end could refuse the second charge.')
  })

  it.each([
    ['says no', saying({ strategies: { ...yes, yes: false } }), 'says no: `Either end'],
    [
      'crashes',
      failing('crashed'),
      '`thinker` was asked as well and gave no opinion (it ended with an error: `x`)',
    ],
    ['is too late', failing('timed-out'), 'gave no opinion (its time was up: `x`), so the rules alone count'],
    ['has used its budget', failing('budget-spent'), 'gave no opinion (its budget was spent: `x`)'],
  ])('that %s leaves one candidate, and the issue says why', async (_, outcome, why) => {
    const { world, speculation, entries, comment } = await finished(outcome, SINGLE)
    expect(world.pulls()).toHaveLength(1)
    expect(speculation?.verdict?.decision).toMatchObject({ kind: 'promote', candidate: 'minimal-change' })
    expect(comment).toContain(why)
    expect(comment).toContain('> One candidate is written: only one of the six boxes is ticked')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('that dies twice leaves one candidate', async () => {
    const { attempts, speculation } = await finished(failing('interrupted'), SINGLE)
    expect(attempts.map(({ number }) => number)).toEqual([1, 2])
    expect(speculation?.plan.briefs).toHaveLength(1)
  })

  it('makes way for a planner where several compete then', async () => {
    const world = await asked(SETTINGS(undefined, 'planner: thinker\n'))
    await world.agentsAnswer({ classify: () => saying({ strategies: yes }) })
    await world.wake()
    await world.wake()
    expect(world.queued.map(({ candidate }) => candidate)).toEqual(['planner'])
    await write(world)
    const { plan } = (await world.speculation()) ?? {}
    expect(plan).toMatchObject({ briefs: IDS.map((id) => ({ id })), opinion: { kind: 'given' } })
    expect(plan?.notes[0]).toContain('The planner `thinker` is not followed')
  })

  it('changes what the checklist says, and not what is written, where the checklist only advises', async () => {
    const settings = SETTINGS('{ toolchain: thinker }')
    const { world, comment } = await finished(saying({ strategies: { ...yes, yes: false } }), IDS, settings)
    expect(world.pulls()).toHaveLength(3)
    expect(comment).toContain('says no: `Either end could refuse the second charge`')
    expect(comment).toContain('By this alone one candidate would be written')
  })

  it('is stopped when the label is taken off, and nothing is ever written', async () => {
    const world = await asked()
    world.issue().labels.delete('speculate')
    await world.wake()
    const speculation = await world.speculation()
    expect(speculation?.verdict?.decision).toMatchObject({ kind: 'escalate', cause: 'withdrawn' })
    await world.agentsAnswer({ classify: () => saying({ strategies: yes }) })
    await world.wake()
    expect([world.queued, world.pulls()]).toEqual([[], []])
  })

  it('that uses up the budget of the run ends it without a candidate', async () => {
    const world = await asked(SETTINGS(undefined, 'budget:\n  speculation: { tokens: 10000 }\n'))
    await world.agentsAnswer({
      classify: () => ({ ...saying({ strategies: yes }), usage: { seconds: 1, inputTokens: 10_000 } }),
    })
    await world.wake()
    const { verdict } = (await world.speculation()) ?? {}
    expect(verdict?.decision).toMatchObject({ kind: 'escalate', cause: 'budget-spent' })
    expect(world.pulls()).toEqual([])
  })

  it('is asked nothing where people decide first, and where it costs no model call to say no', async () => {
    const world = await asked(SETTINGS(), { label: false })
    await world.label(world.number, 'kind: migration')
    await world.label(world.number, 'speculate')
    await world.wake()
    expect(world.issue().comments.map(({ body }) => body)).toEqual([
      expect.stringContaining('so people decide first. Nothing was spent.'),
    ])
    expect([world.queued, await world.speculation()]).toEqual([[], undefined])
  })

  it('is asked nothing by `/speculate`, which is an order', async () => {
    const world = await asked(SETTINGS(), { label: false })
    await world.comment(world.number, '/speculate', 'maya')
    await world.wake()
    expect(world.queued.map(({ candidate }) => candidate)).not.toContain('triage')
    expect((await world.speculation())?.plan.briefs).toHaveLength(3)
  })

  it('that the operator has not configured is refused before anything is spent', async () => {
    const world = await asked(SETTINGS('{ mode: enforce, toolchain: gemini }'))
    expect(world.queued).toEqual([])
    expect(world.issue().comments[0]?.body).toContain('`gemini`')
    expect(await world.speculation()).toBeUndefined()
  })
})
