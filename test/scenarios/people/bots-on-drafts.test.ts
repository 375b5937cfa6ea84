import { describe, expect, it } from 'vitest'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { IDS } from '../worlds/a-world.ts'
import { published } from '../worlds/published-world.ts'

const [FIRST, SECOND, THIRD] = ['minimal-change', 'refactor-heavy', 'pattern-extraction'] as const
const BOT = 'pre-commit-ci[bot]'

async function publishedWithBot() {
  const run = await published()
  /** As an autofix bot does to every pull request. */
  const format = (id: string, by = BOT) =>
    run.push(run.pullOf(id).pull.branch, 'src/client.js', `formatted ${id} by ${by}`, by)
  return { ...run, format }
}

type Run = Awaited<ReturnType<typeof publishedWithBot>>

/** The bots' commits are read as the workspace would: each is its candidate's patch, on the new head. */
async function readPushes(run: Run, change: (outcome: AttemptOutcome) => AttemptOutcome = (one) => one) {
  await run.wake()
  const { id, base } = (await run.speculation()) ?? { id: '', base: { commit: '' } }
  const asked = (await run.store.attempts(id)).filter(({ status }) => status === 'queued')
  for (const { speculation, candidate, number, task } of asked) {
    if (task.kind !== 'read') continue
    const outcome = change(anOutcome(candidate))
    if (outcome.kind !== 'patch') throw new Error('not a patch')
    const tree = run.state.commits.get(task.commit)?.tree ?? ''
    const patch = { ...outcome.patch, base: base.commit, commit: task.commit, tree }
    const key = { speculation, candidate, number }
    await run.store.beginAttempt(key, '2026-05-05T12:00:00.000Z')
    const report = { rationale: '', testsAdded: [], risks: [] }
    const read = { ...outcome, patch, report }
    await run.store.endAttempt(key, '2026-05-05T12:00:00.000Z', read, undefined)
  }
  run.queued.splice(0)
  return asked.map(({ candidate }) => candidate)
}

async function checks(run: Run, red: readonly string[] = []) {
  for (const id of IDS) {
    const { head } = run.pullOf(id).pull
    await run.report(head, { name: 'lint', conclusion: 'success' })
    await run.report(head, { name: 'test', conclusion: red.includes(id) ? 'failure' : 'success' })
  }
}

describe('what bots do to a run', () => {
  it('V41: an autofix bot that formats every pull request keeps nobody from winning', async () => {
    const run = await publishedWithBot()
    for (const id of IDS) await run.format(id)
    expect(await readPushes(run)).toEqual(IDS)
    run.passTime(20_000)
    await run.wake()
    expect(run.scoreboard()).toContain(`\`${BOT}\` pushed to \`${FIRST}\``)
    await checks(run, [THIRD])
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: FIRST })
    expect(await run.rowOf(FIRST)).toMatchObject({
      head: run.pullOf(FIRST).pull.head,
      confidence: 0.9,
      rationale: `because of ${FIRST}`,
    })
    expect(run.pullOf(FIRST).pull.isDraft).toBe(false)
    expect(run.pullOf(THIRD).isOpen).toBe(false)
  })

  it('V41: what a bot has pushed is judged by the gates like any patch', async () => {
    const run = await publishedWithBot()
    await run.format(FIRST)
    await readPushes(run, (outcome) =>
      outcome.kind === 'patch' && outcome.measures
        ? { ...outcome, measures: { ...outcome.measures, written: { insertions: 900, deletions: 0 } } }
        : outcome,
    )
    await checks(run)
    await run.wake()
    expect(await run.rowOf(FIRST)).toMatchObject({ result: 'reject', gates: [{ gate: 'diff size' }] })
  })

  it('V41: a bot that changes more than the form takes the candidate out, and it stays open', async () => {
    const run = await publishedWithBot()
    await run.format(FIRST)
    await readPushes(
      run,
      (outcome) =>
        ({
          ...anOutcome(FIRST),
          ...(outcome.kind === 'patch' && outcome.measures
            ? {
                measures: {
                  ...outcome.measures,
                  complexity: { ...outcome.measures.complexity, delta: 4 },
                },
              }
            : {}),
        }) as AttemptOutcome,
    )
    await checks(run)
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: SECOND })
    expect(await run.rowOf(FIRST)).toMatchObject({
      left: 'taken-over',
      reason: expect.stringContaining(`\`${BOT}\` changed it`),
    })
    expect(run.pullOf(FIRST).isOpen).toBe(true)
  })

  it('V41: a person who pushes after the bot has taken it over', async () => {
    const run = await publishedWithBot()
    await run.push(run.pullOf(FIRST).pull.branch, 'src/client.js', 'mine', 'maya')
    await run.format(FIRST)
    expect(await readPushes(run)).toEqual([])
    await checks(run)
    await run.wake()
    expect(await run.rowOf(FIRST)).toMatchObject({ left: 'taken-over' })
  })

  it('V41: two bots that undo each other are not followed for ever', async () => {
    const run = await publishedWithBot()
    for (let round = 0; round < 9; round += 1) {
      await run.format(FIRST, `fixer-${round}[bot]`)
      await readPushes(run)
    }
    const attempts = await run.store.attempts((await run.speculation())?.id ?? '')
    expect(attempts.filter(({ task }) => task.kind === 'read')).toHaveLength(4)
    await checks(run)
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: SECOND })
  })

  it('V41: rivals that a bot closes are opened again, once, and compete', async () => {
    const run = await publishedWithBot()
    for (const id of [SECOND, THIRD]) await run.closeAs('stale[bot]', run.pullOf(id).number)
    await run.wake()
    expect(run.pullOf(SECOND).isOpen && run.pullOf(THIRD).isOpen).toBe(true)
    await checks(run, [FIRST])
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: SECOND })
    expect(run.scoreboard()).toContain(`\`stale[bot]\` closed \`${SECOND}\``)
  })

  it('V41: a bot that closes one again has its way, and it is said', async () => {
    const run = await publishedWithBot()
    for (let times = 0; times < 2; times += 1) {
      await run.closeAs('stale[bot]', run.pullOf(FIRST).number)
      await run.wake()
    }
    await checks(run)
    await run.wake()
    expect(run.pullOf(FIRST)).toMatchObject({ isOpen: false, labels: ['speculate:primary'] })
    expect(await run.rowOf(FIRST)).toMatchObject({
      left: 'closed',
      reason: 'was closed by `stale[bot]` before the verdict, and this app does not open it again',
    })
    expect(run.changes.filter((change) => change.startsWith('reopen'))).toHaveLength(1)
  })

  it('V41: a winner that a bot closes is opened again once; the second time people are told', async () => {
    const run = await publishedWithBot()
    await checks(run)
    await run.wake()
    const { number } = run.pullOf(FIRST)
    await run.closeAs('stale[bot]', number)
    await run.wake()
    expect(run.pullOf(FIRST).isOpen).toBe(true)
    await run.closeAs('stale[bot]', number)
    await run.wake()
    await run.wake()
    expect(run.pullOf(FIRST).isOpen).toBe(false)
    expect(run.scoreboard()).toContain(`\`stale[bot]\` closed #${number} again`)
    expect(run.scoreboard()).toContain('A maintainer decides')
  })

  it('V41: a bot that takes the label off does not end the run, and it is said', async () => {
    const run = await publishedWithBot()
    await run.unlabel(run.number, 'speculate', 'triage[bot]')
    run.passTime(60_000)
    await run.wake()
    const said = '`triage[bot]` removed the label `speculate`, which was no person'
    expect(run.scoreboard()).toContain(said)
    expect(run.scoreboard()).toContain('the run goes on. To stop it, close the issue.')
    await checks(run)
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: FIRST })
    expect(run.scoreboard()).toContain(said)
    await run.mergeAs('maya', run.pullOf(FIRST).number)
    await run.wake()
    expect(run.scoreboard()).toContain('this run is over')
    expect(run.scoreboard()).not.toContain('the run goes on')
  })

  it('V41: a person who takes the label off ends it', async () => {
    const run = await publishedWithBot()
    await run.unlabel(run.number, 'speculate', 'maya')
    run.passTime(60_000)
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'escalate', cause: 'withdrawn' })
  })

  it('V41: a loser that a bot marks ready or opens again was chosen by nobody', async () => {
    const run = await publishedWithBot()
    await run.markReadyAs('ready[bot]', run.pullOf(THIRD).number)
    await checks(run, [THIRD])
    await run.wake()
    await run.reopenAs('ready[bot]', run.pullOf(THIRD).number)
    await run.wake()
    expect((await run.speculation())?.choices).toBeUndefined()
    expect(run.scoreboard()).not.toContain('ready[bot]')
  })
})
