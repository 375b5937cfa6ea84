import { describe, expect, it } from 'vitest'
import { commit } from '../../fakes/forge/fake-repository.ts'
import { IDS } from '../worlds/a-world.ts'
import { type PublishedWorld, published } from '../worlds/published-world.ts'

const [FIRST, SECOND, THIRD] = ['minimal-change', 'refactor-heavy', 'pattern-extraction'] as const

async function moveBase(run: PublishedWorld, conflicting: readonly string[]) {
  await run.commitToMain('src/client.js', 'another change of the same line\n')
  for (const id of conflicting) run.pullOf(id).pull.mergeable = 'conflicting'
}

describe('a base that moves while the candidates are judged', () => {
  it('V11: what passed and conflicts since is held and stays open, and another one wins', async () => {
    const run = await published()
    await run.checksAnswer([THIRD])
    await moveBase(run, [FIRST])
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: SECOND })
    expect(await run.rowOf(FIRST)).toMatchObject({
      result: 'hold',
      reason: expect.stringMatching(
        /^passed on `[0-9a-f]{7}`; `main` has moved since, and it conflicts with it now$/,
      ),
    })
    expect(run.pullOf(FIRST)).toMatchObject({ isOpen: true, labels: ['speculate:primary'] })
    expect(run.pullOf(THIRD)).toMatchObject({ isOpen: false })
    expect(run.scoreboard()).toContain('| left open |')
  })

  it('V11: where nobody else is right, a human is asked and a new run is offered', async () => {
    const run = await published()
    await run.checksAnswer([SECOND, THIRD])
    await moveBase(run, [FIRST])
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'escalate', cause: 'base-moved' })
    expect(run.pullOf(FIRST)).toMatchObject({ isOpen: true, labels: ['speculate:primary'] })
    expect([...run.issue().labels]).toContain('speculate:escalated')
    expect(run.scoreboard()).toContain('remove the label `speculate` and add it again for a new run')
  })

  it('V11: a conflict before its checks ever ran cannot be judged, and is not held against it', async () => {
    const run = await published()
    await run.checksAnswer([], [SECOND, THIRD])
    await moveBase(run, [FIRST])
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote' })
    expect(await run.rowOf(FIRST)).toMatchObject({
      result: 'hold',
      reason: expect.stringContaining('cannot be judged: `main` has moved on'),
    })
    expect(run.pullOf(FIRST)).toMatchObject({ isOpen: true, labels: ['speculate:primary'] })
  })

  it('V11: what fails its checks is rejected, wherever the base is', async () => {
    const run = await published()
    await run.checksAnswer([FIRST])
    await moveBase(run, [FIRST])
    await run.wake()
    expect(await run.rowOf(FIRST)).toMatchObject({ result: 'reject', gates: [{ gate: 'conflict' }, {}] })
    expect(run.pullOf(FIRST)).toMatchObject({ isOpen: false })
  })

  it('V11: a conflict with the very base that it was written on is its own fault', async () => {
    const run = await published()
    await run.checksAnswer()
    run.pullOf(FIRST).pull.mergeable = 'conflicting'
    await run.wake()
    expect(await run.rowOf(FIRST)).toMatchObject({ result: 'reject' })
    expect(run.pullOf(FIRST)).toMatchObject({ isOpen: false })
  })

  it('V11: a base that moves without a conflict changes nothing', async () => {
    const run = await published()
    await run.checksAnswer()
    await moveBase(run, [])
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: FIRST })
  })

  it('V11: after a history that was rewritten nobody wins, everything stays open, and it is said', async () => {
    const run = await published()
    await run.checksAnswer()
    run.state.heads.delete('main')
    run.state.heads.set('main', commit(run.state, 'main', new Map([['README.md', 'another history']])))
    await run.commitToMain('.github/speculate.yml', 'verifier:\n  checks: [lint, test]\n')
    await run.wake()
    expect(await run.decision()).toMatchObject({
      kind: 'escalate',
      cause: 'base-moved',
      reason: expect.stringMatching(/^The history of `main` was rewritten: `[0-9a-f]{7}`/),
    })
    for (const id of IDS) expect(run.pullOf(id).isOpen).toBe(true)
  })

  it('V11: a winner on a history that was rewritten is sent back, once', async () => {
    const run = await published()
    await run.checksAnswer()
    await run.wake()
    expect(run.pullOf(FIRST).pull.isDraft).toBe(false)
    run.state.heads.delete('main')
    run.state.heads.set('main', commit(run.state, 'main', new Map([['README.md', 'another history']])))
    await run.commitToMain('.github/speculate.yml', 'verifier:\n  checks: [lint, test]\n')
    await run.wake()
    await run.wake()
    expect((await run.speculation())?.revoked).toMatchObject({ cause: 'base-rewritten' })
    expect(run.pullOf(FIRST).pull.isDraft).toBe(true)
  })
})

describe('a candidate that a person takes up', () => {
  it('V13: is out of the competition and stays open, and the others go on', async () => {
    const run = await published()
    await run.push(run.pullOf(FIRST).pull.branch, 'src/client.js', 'mine now')
    await run.checksAnswer([THIRD], [SECOND, THIRD])
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: SECOND })
    expect(await run.rowOf(FIRST)).toMatchObject({
      result: 'hold',
      reason: expect.stringContaining('was taken over: `maya` changed it'),
    })
    const { isOpen, labels } = run.pullOf(FIRST)
    expect({ isOpen, labels }).toEqual({ isOpen: true, labels: [] })
    expect(run.scoreboard()).toContain('| taken over |')
    run.passTime(30 * 86_400_000)
    await run.closeAs('maya', run.pullOf(FIRST).number)
    await run.wake()
    expect(run.state.heads.has(run.pullOf(FIRST).pull.branch)).toBe(true)
  })

  it('V13: where it was the only right one, a human is asked, who has it already', async () => {
    const run = await published()
    await run.push(run.pullOf(FIRST).pull.branch, 'src/client.js', 'mine now')
    await run.checksAnswer([SECOND, THIRD], [SECOND, THIRD])
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'escalate', cause: 'taken-over' })
    expect(run.pullOf(FIRST)).toMatchObject({ isOpen: true, labels: [] })
  })

  it('V13: stays open too when the run is withdrawn', async () => {
    const run = await published()
    await run.push(run.pullOf(FIRST).pull.branch, 'src/client.js', 'mine now')
    await run.unlabel(run.number, 'speculate')
    run.passTime(60_000)
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'escalate', cause: 'withdrawn' })
    expect(run.pullOf(FIRST)).toMatchObject({ isOpen: true, labels: [] })
    expect(run.pullOf(SECOND)).toMatchObject({ isOpen: false })
  })

  it('given another base it is out as well, the contract is not read from there, and nothing is put on it', async () => {
    const run = await published()
    run.state.heads.set('release', commit(run.state, 'release', new Map([['README.md', 'another history']])))
    await run.retargetAs('maya', run.pullOf(FIRST).number, 'release')
    await run.checksAnswer([], [FIRST])
    await run.wake()
    expect(run.pullOf(FIRST)).toMatchObject({ isOpen: true, labels: [] })
    await run.checksAnswer([THIRD], [SECOND, THIRD])
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: SECOND })
    expect(await run.rowOf(FIRST)).toMatchObject({ result: 'hold', left: 'taken-over' })
    expect(run.pullOf(FIRST)).toMatchObject({ isOpen: true, labels: [] })
    expect(run.scoreboard()).toContain(
      'was taken over: `maya` changed its base branch, which is `release` now',
    )
  })

  it('given its base back while nothing is decided it is back in', async () => {
    const run = await published()
    const { number } = run.pullOf(FIRST)
    await run.push('release', 'release.txt', '1')
    await run.retargetAs('maya', number, 'release')
    await run.wake()
    await run.retargetAs('maya', number, 'main')
    await run.checksAnswer()
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: FIRST })
  })

  it('closed by a person it leaves, and is not called rejected', async () => {
    const run = await published()
    await run.closeAs('maya', run.pullOf(FIRST).number)
    await run.checksAnswer([THIRD], [SECOND, THIRD])
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: SECOND })
    expect(await run.rowOf(FIRST)).toMatchObject({
      result: 'hold',
      reason: 'was closed by `maya` before the verdict',
    })
    expect(run.pullOf(FIRST).labels).toEqual([])
    expect(run.scoreboard()).toContain('| closed by hand |')
  })

  it('reopened while nothing is decided it is back in', async () => {
    const run = await published()
    await run.closeAs('maya', run.pullOf(FIRST).number)
    await run.wake()
    await run.reopenAs('maya', run.pullOf(FIRST).number)
    await run.checksAnswer()
    await run.wake()
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: FIRST })
  })
})
