import { describe, expect, it } from 'vitest'
import { aSettledRun } from '../worlds/a-settled-run.ts'
import { aWorld, write } from '../worlds/a-world.ts'

const [WINNER, LOSER] = ['minimal-change', 'refactor-heavy'] as const

type Run = Awaited<ReturnType<typeof aSettledRun>>

describe('after the verdict', () => {
  it.each<[string, string, (run: Run) => unknown]>([
    ['new commits', 'new-commits', (run) => run.push(run.pullOf(WINNER).branch, 'src/more.js', '1')],
    ['another base', 'retargeted', (run) => run.retargetAs('maya', run.pullOf(WINNER).number, 'release')],
    [
      'a required check that fails when it runs again on the same commit',
      'check-failed',
      (run) => run.report(run.headOf(WINNER), { name: 'test', conclusion: 'failure' }),
    ],
    [
      'a base that has moved into a conflict',
      'conflict',
      (run) => {
        run.pullOf(WINNER).pull.mergeable = 'conflicting'
      },
    ],
    [
      'a base that asks for another contract',
      'contract-changed',
      (run) => run.commitToMain('.github/speculate.yml', 'verifier:\n  checks: [lint, test, types]\n'),
    ],
  ])('%s send the winner back to draft once, and a human is asked', async (_, cause, act) => {
    const run = await aSettledRun()
    const { number } = run.pullOf(WINNER)
    const made = await run.changesOf(() => act(run))
    expect(made.filter((change) => !change.startsWith('edit'))).toEqual([
      `draft #${number}`,
      `text #${number}`,
      `label #${run.number}`,
      `label #${number}`,
    ])
    expect(made.filter((change) => change.startsWith('edit'))).toHaveLength(4)
    expect(run.pullOf(WINNER)).toMatchObject({ isDraft: true, isOpen: true, labels: ['speculate:primary'] })
    expect([...run.issue().labels]).toEqual(['speculate', 'speculate:escalated'])
    expect((await run.speculation())?.revoked).toMatchObject({ cause })
    expect(run.scoreboard()).toContain(
      `\`${WINNER}\` was promoted, then sent back to draft; a human has to decide`,
    )
    const recorded = await run.store.journalOf((await run.speculation())?.id ?? '')
    expect(recorded.find(({ step }) => step === 'record-revocation')?.detail).toMatch(`${cause}: `)
  })

  it('a check that runs again is waited for, and costs nothing when it passes', async () => {
    const run = await aSettledRun()
    const again = () => run.report(run.headOf(WINNER), { name: 'test' })
    expect(await run.changesOf(again)).toEqual([])
  })

  it('a winner that is merged into another branch at once closes no issue, and that is said', async () => {
    const run = await aSettledRun()
    const { number } = run.pullOf(WINNER)
    await run.changesOf(async () => {
      await run.retargetAs('maya', number, 'release')
      await run.mergeAs('maya', number)
    })
    expect((await run.speculation())?.revoked).toBeUndefined()
    expect(run.scoreboard()).toContain(
      'GitHub does not, because what it was merged into is not the default branch.',
    )
  })

  it('a winner that was sent back and that a person makes ready again is left alone', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => run.push(run.pullOf(WINNER).branch, 'src/more.js', '1'))
    const { number } = run.pullOf(WINNER)
    const made = await run.changesOf(() => run.markReadyAs('maya', number))
    expect(made.filter((change) => !change.startsWith('edit'))).toEqual([`label #${run.number}`])
    expect(run.pullOf(WINNER).isDraft).toBe(false)
    expect([...run.issue().labels]).toEqual(['speculate'])
    expect(run.scoreboard()).toContain(`\`maya\` chose \`${WINNER}\` and marked #${number} ready for review`)
    expect(await run.changesOf(() => run.push(run.pullOf(WINNER).branch, 'src/more.js', '2'))).toEqual([])
  })

  it.each<[string, (run: Run, number: number) => unknown, string]>([
    ['reopens', (run, number) => run.reopenAs('maya', number), 'chose to keep `refactor-heavy` and reopened'],
    [
      'reopens and marks ready',
      async (run, number) => {
        await run.reopenAs('maya', number)
        await run.markReadyAs('maya', number)
      },
      'chose `refactor-heavy` and marked',
    ],
    [
      'reopens and merges',
      async (run, number) => {
        await run.reopenAs('maya', number)
        await run.mergeAs('maya', number)
      },
      'chose `refactor-heavy` and merged',
    ],
  ])('a loser that a person %s stays as it is, and the scoreboard says who it was', async (_, act, words) => {
    const run = await aSettledRun()
    const { number } = run.pullOf(LOSER)
    const made = await run.changesOf(() => act(run, number))
    const isOver = words.endsWith('merged')
    expect(made.filter((change) => !change.startsWith('edit'))).toEqual(
      isOver ? [`label #${run.number}`] : [],
    )
    expect(run.scoreboard()).toContain(`\`maya\` ${words}`)
    expect(run.scoreboard()).not.toContain('@maya')
    expect((await run.speculation())?.choices?.map(({ actor }) => actor)).toContain('maya')
    expect(run.pullOf(WINNER)).toMatchObject({ isDraft: false, isOpen: true })
  })

  it('a winner that a person merges or closes is recorded, and its checks do not matter any more', async () => {
    for (const act of ['mergeAs', 'closeAs'] as const) {
      const run = await aSettledRun()
      const { number } = run.pullOf(WINNER)
      const made = await run.changesOf(() => run[act]('maya', number))
      const own = made.filter((change) => !change.startsWith('edit'))
      expect(own).toEqual(act === 'mergeAs' ? [`label #${run.number}`] : [])
      expect((await run.speculation())?.choices).toMatchObject([{ candidate: WINNER, actor: 'maya' }])
      const red = () => run.report(run.headOf(WINNER), { name: 'test', conclusion: 'failure' })
      expect(await run.changesOf(red)).toEqual([])
    }
  })

  it('V22: the winner alone says that it closes the issue and what it changes, and true words at every moment', async () => {
    const run = await aSettledRun()
    const textOf = (id: string) => {
      const one = run.state.issues.find(({ pull }) => pull?.branch.endsWith(`/${id}`))
      return { title: one?.title, body: one?.body ?? '' }
    }
    const [winner, loser] = [textOf(WINNER), textOf(LOSER)]
    expect(winner.title).toBe('Because of minimal-change')
    expect(winner.body).toMatch(/^<!--[^\n]*-->\nFixes #1\n/)
    expect(winner.body).toContain('this one was chosen')
    expect(loser.title).toBe(`${LOSER}: Retry charges twice`)
    expect(loser.body).toMatch(/^<!--[^\n]*-->\nPart of #1\n/)
    for (const { body } of [winner, loser]) expect(body).not.toContain('It is a draft')

    await run.changesOf(() => run.push(run.pullOf(WINNER).branch, 'src/more.js', '1'))
    expect(textOf(WINNER)).toMatchObject({ title: `${WINNER}: Retry charges twice` })
    expect(textOf(WINNER).body).toMatch(/^<!--[^\n]*-->\nPart of #1\n/)
    expect(textOf(WINNER).body).not.toContain('this one was chosen')
  })

  it('V22: what a person has written into the winner stays, and what it closes is still said', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world)
    const one = world.state.issues.find(({ pull }) => pull?.branch.endsWith(`/${WINNER}`))
    if (!one) throw new Error('no winner')
    one.title = 'A title by maya'
    one.body = `${one.body}\nA note by maya.`
    await world.checksAnswer()
    await world.wake()
    expect(one.title).toBe('A title by maya')
    expect(one.body).toContain('\nFixes #1\n')
    expect(one.body.endsWith('A note by maya.')).toBe(true)
  })

  it('V22: once the winner is merged the label goes, and the scoreboard ends', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => run.mergeAs('maya', run.pullOf(WINNER).number))
    expect([...run.issue().labels]).toEqual([])
    expect(run.scoreboard()).toMatch(
      /is merged, and this run is over\. Nobody has to do anything: GitHub closes #1/,
    )
  })

  it('V22: a loser that was merged closes nothing, which is said', async () => {
    const run = await aSettledRun()
    const { number } = run.pullOf(LOSER)
    await run.changesOf(async () => {
      await run.reopenAs('maya', number)
      await run.mergeAs('maya', number)
    })
    expect(run.scoreboard()).toContain('A maintainer closes #1 if nothing remains to be done')
  })

  it('the branches of losers still go when their time is over, also after a promotion was taken back', async () => {
    const run = await aSettledRun()
    await run.changesOf(() => run.push(run.pullOf(WINNER).branch, 'src/more.js', '1'))
    run.passTime(15 * 86_400_000)
    await run.wake()
    expect(run.changes.slice(-2)).toEqual([
      `delete ${run.pullOf(LOSER).branch}`,
      `delete ${run.pullOf('pattern-extraction').branch}`,
    ])
    expect((await run.speculation())?.archivedAt).toBeDefined()
    const before = run.changes.length
    await run.wake()
    expect(run.changes.length).toBe(before)
  })

  it('V20: a winner whose losers were archived at once is still sent back when its base conflicts, once', async () => {
    const world = await aWorld({
      settings: 'verifier:\n  checks: [lint, test]\narchive_after_days: 0\n',
    })
    await world.label(world.number, 'speculate')
    await write(world)
    await world.checksAnswer()
    await world.wake()
    await world.wake()
    expect((await world.speculation())?.archivedAt).toBeDefined()
    world.passTime(30 * 86_400_000)
    const now = new Date(Date.parse('2026-06-05T12:00:00.000Z')).toISOString()
    expect(await world.store.openIssues(now)).toHaveLength(1)
    const winner = world.state.issues.find(({ pull }) => pull?.branch.endsWith(`/${WINNER}`))
    if (!winner?.pull) throw new Error('no winner')
    winner.pull.mergeable = 'conflicting'
    await world.wake()
    await world.wake()
    expect((await world.speculation())?.revoked).toMatchObject({ cause: 'conflict' })
    expect(winner.pull.isDraft).toBe(true)
    expect([...winner.labels]).toEqual(['speculate:primary'])
    expect(world.changes.filter((change) => change.startsWith('draft'))).toHaveLength(1)
  })

  it.each(['changePullRequest', 'ensureLabels', 'ensureComment'] as const)(
    'the winner is sent back whole when %s fails before or after its effect',
    async (method) => {
      for (const when of ['before', 'after'] as const) {
        const run = await aSettledRun()
        run.failNext(method, when)
        await run.push(run.pullOf(WINNER).branch, 'src/more.js', '1')
        await run.wake().catch(() => {})
        await run.wake()
        expect(run.pullOf(WINNER)).toMatchObject({ isDraft: true, labels: ['speculate:primary'] })
        expect(run.scoreboard()).toContain('was promoted, then sent back to draft')
        expect((await run.speculation())?.settledAt, `${method} ${when}`).toBeDefined()
      }
    },
  )
})
