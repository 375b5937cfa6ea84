import { describe, expect, it } from 'vitest'
import { archiveRef } from '../../../src/domain/candidate/archive-ref.ts'
import { outcomeOf } from '../../../src/domain/learning/run-outcome.ts'
import { runOverview } from '../../../src/domain/run/run-overview.ts'
import { waitsFor } from '../../../src/messages/operator/run-state.ts'
import { replay } from '../../../src/stages/replay.ts'
import { aSettledRun } from '../worlds/a-settled-run.ts'

const [WINNER, LOSER] = ['minimal-change', 'refactor-heavy'] as const

type Run = Awaited<ReturnType<typeof aSettledRun>>

const withoutEdits = (changes: readonly string[]) => changes.filter((one) => !one.startsWith('edit'))
const say = (run: Run, text: string, on = run.number) => run.comment(on, text, 'maya')

describe('after the verdict, on a comment of somebody with write access', () => {
  it('promote opens a loser again, makes it ready, and sends the winner back', async () => {
    const run = await aSettledRun()
    const [winner, loser] = [run.pullOf(WINNER).number, run.pullOf(LOSER).number]
    const made = await run.changesOf(() => say(run, `/speculate promote #${loser}`))
    expect(withoutEdits(made)).toEqual([
      'react +1',
      `draft #${winner}`,
      `reopen #${loser}`,
      `text #${winner}`,
      `label #${winner}`,
      `ready #${loser}`,
      `text #${loser}`,
      `label #${loser}`,
    ])
    expect(run.pullOf(LOSER)).toMatchObject({
      isOpen: true,
      isDraft: false,
      labels: ['speculate:alt1', 'speculate:winner'],
    })
    expect(run.pullOf(WINNER)).toMatchObject({ isOpen: true, isDraft: true, labels: ['speculate:primary'] })
    expect(run.scoreboard()).toContain(`\`${LOSER}\` was chosen by a person`)
    expect([...run.issue().labels]).toEqual(['speculate'])
  })

  it('promote of the first winner, once another was promoted, brings it back', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => say(run, '/speculate promote refactor-heavy'))
    await run.changesOf(() => say(run, '/speculate promote primary'))
    expect(run.pullOf(WINNER)).toMatchObject({ isDraft: false })
    expect(run.pullOf(LOSER)).toMatchObject({ isOpen: true, isDraft: true })
    await run.changesOf(() => say(run, '/speculate promote refactor-heavy'))
    expect(run.pullOf(WINNER)).toMatchObject({ isDraft: true })
    expect(run.pullOf(LOSER)).toMatchObject({ isDraft: false })
  })

  it('what a person does later to a promoted loser stays', async () => {
    const run = await aSettledRun()
    const { number } = run.pullOf(LOSER)
    await run.changesOf(() => say(run, `/speculate promote ${number}`))
    expect(withoutEdits(await run.changesOf(() => run.closeAs('maya', number)))).toEqual([])
    expect(run.pullOf(LOSER)).toMatchObject({ isOpen: false })
    await run.changesOf(() => say(run, `/speculate restore ${number}`))
    expect(run.pullOf(LOSER)).toMatchObject({ isOpen: true })
    expect(withoutEdits(await run.changesOf(() => run.closeAs('maya', number)))).toEqual([])
  })

  it('restore brings a loser back whose branch is gone, and leaves it to people from then on', async () => {
    const run = await aSettledRun()
    const { number, branch } = run.pullOf(LOSER)
    const head = run.headOf(LOSER)
    run.passTime(100 * 86_400_000)
    await run.wake()
    expect(run.state.heads.has(branch)).toBe(false)
    expect(run.state.archive.get(archiveRef(branch))).toBe(head)
    const made = await run.changesOf(() => say(run, '/speculate restore', number))
    expect(withoutEdits(made)).toEqual([
      'react +1',
      `create ${branch}`,
      `reopen #${number}`,
      `label #${number}`,
    ])
    expect(run.state.heads.get(branch)).toBe(head)
    expect(run.pullOf(LOSER)).toMatchObject({ isOpen: true, labels: ['speculate:alt1'] })
  })

  it('hold sends the winner back to draft, once', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => say(run, '@Speculate HOLD'))
    expect(run.pullOf(WINNER)).toMatchObject({ isDraft: true, labels: ['speculate:primary'] })
    expect([...run.issue().labels]).toEqual(['speculate', 'speculate:escalated'])
    expect(run.scoreboard()).toContain('`maya` asked to hold it')
  })

  it('why, status and help are answered where they were asked, and change nothing else', async () => {
    const run = await aSettledRun()
    const { number } = run.pullOf('pattern-extraction')
    expect(withoutEdits(await run.changesOf(() => say(run, '/speculate why', number)))).toEqual([
      'react +1',
      `comment #${number}`,
    ])
    const answer = run.pullOf('pattern-extraction').comments.at(-1)?.body
    expect(answer).toMatch(/^- .*`test`.*: It failed/m)
    await run.changesOf(() => say(run, '/speculate status'))
    expect(run.issue().comments.at(-1)?.body).toContain('`minimal-change` is promoted')
    await run.changesOf(() => say(run, '/speculate help'))
    expect(run.issue().comments.at(-1)?.body).toContain(
      '- `/speculate promote #123` (write access, after the verdict)',
    )
  })

  it.each([
    ['/speculate promot 3', 'did you mean `/speculate promote #123`?'],
    ['/speculate cancel', 'it came too late: there is a verdict already.'],
    ['/speculate promote nobody', 'this run has no such candidate; it has `minimal-change` (#2),'],
    ['/speculate promote primary', 'is ready for review.'],
  ])(
    '%s is refused in one reply, with a reaction, and the scoreboard says nothing of it',
    async (text, why) => {
      const run = await aSettledRun()
      const made = await run.changesOf(() => say(run, text))
      expect(made).toEqual(['react confused', `comment #${run.number}`])
      expect(run.issue().comments.at(-1)?.body).toContain(why)
      expect(run.scoreboard()).not.toContain('refused')
    },
  )

  it('a stranger is told once that it takes write access', async () => {
    const run = await aSettledRun()
    const made = await run.changesOf(() => run.comment(run.number, '/speculate hold', 'stranger'))
    expect(made).toEqual(['react confused', `comment #${run.number}`])
    const again = await run.changesOf(() => run.comment(run.number, '/speculate hold', 'stranger'))
    expect(again).toEqual(['react confused'])
  })

  it('all of it is in the log with its author, and the verdict replays', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => say(run, '/speculate promote refactor-heavy'))
    const { entries } = await run.store.auditLog((await run.speculation())?.id ?? '')
    expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['human-choice', 'command']))
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })
})

describe('what a person has closed and then brought back is theirs', () => {
  it.each([
    ['on command', (run: Run, number: number) => say(run, `/speculate restore #${number}`)],
    ['by hand', (run: Run, number: number) => run.reopenAs('maya', number)],
  ])('the winner, %s: it is up to its reviewers, and nobody is said to be a bot', async (_, open) => {
    const run = await aSettledRun()
    const { number } = run.pullOf(WINNER)
    await run.changesOf(() => run.closeAs('maya', number))
    expect(run.scoreboard()).toContain(`\`${WINNER}\` was promoted, then closed; a human has to decide`)
    await run.changesOf(() => open(run, number))
    const board = run.scoreboard()
    expect(board).toContain(`\`${WINNER}\` was promoted, closed and then opened again`)
    expect(board).toContain(`| opened again | \`${WINNER}\``)
    expect(board).toContain(`**Next.** #${number} is up to its reviewers now`)
    expect(board).not.toMatch(/sent back|no person's choice|a human has to decide/)
    const speculation = (await run.speculation()) ?? expect.unreachable('no run')
    expect(outcomeOf(speculation)).toEqual({ kind: 'open' })
    expect(waitsFor(runOverview({ speculation, attempts: [] }), new Date(run.now()).toISOString())).toBe(
      `a person to merge or close ${WINNER}`,
    )
  })

  it('a loser that they had promoted: the verdict is not said to be the last word', async () => {
    const run = await aSettledRun()
    const { number } = run.pullOf(LOSER)
    await run.changesOf(() => say(run, `/speculate promote #${number}`))
    await run.changesOf(() => run.closeAs('maya', number))
    expect(run.scoreboard()).toContain(`| closed | \`${LOSER}\``)
    await run.changesOf(() => say(run, `/speculate restore #${number}`))
    const board = run.scoreboard()
    expect(board).toContain(`\`${LOSER}\` was chosen by a person, closed and then opened again`)
    expect(board).toContain(`| opened again | \`${LOSER}\``)
    expect(board).toContain(`**Next.** #${number} is up to its reviewers now`)
    expect(board).toContain(`| sent back | \`${WINNER}\``)
  })
})
