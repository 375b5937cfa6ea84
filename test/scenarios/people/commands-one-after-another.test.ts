import { describe, expect, it } from 'vitest'
import { ForgeError } from '../../../src/ports/forge-errors.ts'
import { aSettledRun } from '../worlds/a-settled-run.ts'

const [WINNER, LOSER, RED] = ['minimal-change', 'refactor-heavy', 'pattern-extraction'] as const

type Run = Awaited<ReturnType<typeof aSettledRun>>

const withoutEdits = (changes: readonly string[]) => changes.filter((one) => !one.startsWith('edit'))
const say = (run: Run, text: string, on = run.number) => run.comment(on, text, 'maya')

describe('commands after the verdict, one after another', () => {
  it('what was promoted before another does not come back once that is closed', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => say(run, `/speculate promote ${LOSER}`))
    await run.changesOf(() => say(run, `/speculate promote ${RED}`))
    const made = await run.changesOf(() => run.closeAs('maya', run.pullOf(RED).number))
    expect(withoutEdits(made)).toEqual([])
    expect(run.pullOf(LOSER)).toMatchObject({ isOpen: true, isDraft: true })
    expect(run.scoreboard()).toContain('`minimal-change` was promoted, then sent back to draft')
    expect(run.scoreboard()).toContain('A maintainer decides')
  })

  it('what was promoted before another stays a draft when that is merged, whose description closes the issue', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => say(run, `/speculate promote ${LOSER}`))
    await run.changesOf(() => say(run, `/speculate promote ${RED}`))
    const { number } = run.pullOf(RED)
    await run.changesOf(() => run.mergeAs('maya', number))
    expect(run.pullOf(LOSER)).toMatchObject({ isOpen: true, isDraft: true })
    expect(run.scoreboard()).toContain('GitHub closes #1 with it')
    await run.changesOf(() => say(run, `/speculate promote ${LOSER}`))
    expect(run.issue().comments.at(-1)?.body).toContain(`#${number} is merged already.`)
  })

  it.each([`/speculate promote ${LOSER}`, '/speculate hold'])(
    '%s is refused where the winner was merged before anybody looked',
    async (text) => {
      const run = await aSettledRun()
      const { number } = run.pullOf(WINNER)
      await run.changesOf(async () => {
        await run.mergeAs('maya', number)
        await say(run, text)
      })
      expect(run.issue().comments.at(-1)?.body).toContain(`#${number} is merged`)
      expect(run.pullOf(LOSER)).toMatchObject({ isOpen: false })
      expect(run.scoreboard()).toContain('GitHub closes #1 with it')
    },
  )

  it('the first winner is theirs who mark it ready again after another was promoted', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => say(run, `/speculate promote ${LOSER}`))
    await run.changesOf(() => run.markReadyAs('maya', run.pullOf(WINNER).number))
    await run.changesOf(() => say(run, `/speculate restore ${RED}`))
    expect(run.pullOf(WINNER)).toMatchObject({ isDraft: false })
    expect(run.scoreboard()).toContain('`minimal-change` was chosen by a person')
  })

  it('what is refused is told apart within one look: hold after promote', async () => {
    const run = await aSettledRun()
    await run.changesOf(async () => {
      await say(run, `/speculate promote ${LOSER}`)
      await say(run, '/speculate hold')
    })
    expect(run.issue().comments.at(-1)?.body).toContain('a person has chosen since, and that stays.')
    expect(run.pullOf(LOSER)).toMatchObject({ isOpen: true, isDraft: false })
    expect(run.scoreboard()).not.toContain('asked to hold it')
  })

  it('a loser whose branch holds something else by now is not opened again, and who asked is told so', async () => {
    const run = await aSettledRun()
    const { number, branch } = run.pullOf(LOSER)
    const made = await run.changesOf(async () => {
      await run.push(branch, 'a.txt', 'other')
      await say(run, '/speculate restore', number)
    })
    expect(withoutEdits(made)).toEqual(['react confused', `comment #${number}`])
    expect(run.pullOf(LOSER).comments.at(-1)?.body).toContain('holds other commits by now')
  })

  it('a command counts also where GitHub refuses the reaction', async () => {
    const run = await aSettledRun()
    run.failNext('react', 'before', new ForgeError('forbidden', 'the conversation is locked'))
    await run.changesOf(() => say(run, `/speculate promote ${LOSER}`))
    expect(run.pullOf(LOSER)).toMatchObject({ isOpen: true, isDraft: false })
    expect(run.logged.join('\n')).toContain('the run goes on without it')
  })

  it('ten commands of one look are answered once each, the eleventh by a refusal, and the twelfth not at all', async () => {
    const run = await aSettledRun()
    const made = await run.changesOf(async () => {
      for (let time = 0; time < 12; time += 1) await say(run, '/speculate status')
    })
    expect(made.filter((one) => one === 'react +1')).toHaveLength(10)
    expect(made.filter((one) => one.startsWith('react'))).toHaveLength(11)
    expect(made.filter((one) => one.startsWith('comment'))).toHaveLength(11)
  })

  it('only one has the label of the winner, also where a person had closed the one before', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => run.closeAs('maya', run.pullOf(WINNER).number))
    expect(run.scoreboard()).toContain('`minimal-change` was promoted, then closed; a human has to decide')
    expect(run.scoreboard()).toContain('| closed | `minimal-change`')
    await run.changesOf(() => say(run, `/speculate promote ${LOSER}`))
    expect(run.pullOf(WINNER).labels).toEqual(['speculate:primary'])
    await run.changesOf(() => run.closeAs('maya', run.pullOf(LOSER).number))
    await run.changesOf(() => say(run, `/speculate promote ${RED}`))
    expect(run.pullOf(LOSER).labels).toEqual(['speculate:alt1'])
  })

  it('what was promoted by a command stays open when the next run begins, without the label of the winner', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => say(run, `/speculate promote ${LOSER}`))
    const { number } = run.pullOf(LOSER)
    await run.unlabel(run.number, 'speculate')
    run.passTime(60_000)
    await run.label(run.number, 'speculate')
    await run.wake()
    expect((await run.speculation())?.run).toBe(2)
    const first = run.pulls().find(({ branch }) => branch === `speculate/1.1/${LOSER}`)
    expect([number, first]).toMatchObject([3, { isOpen: true, isDraft: false, labels: ['speculate:alt1'] }])
  })
})
