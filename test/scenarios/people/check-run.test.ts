import { describe, expect, it } from 'vitest'
import { aWorld, write } from '../worlds/a-world.ts'

/** Three drafts are open, and their checks have yet to answer. */
async function aRun(settings?: string) {
  const world = await aWorld(settings === undefined ? {} : { settings })
  world.state.mayWriteChecks = true
  await world.label(world.number, 'speculate')
  await write(world)
  world.passTime(60_000)
  const checkOf = (candidate: string) => world.state.checkRuns.get(world.headOf(candidate))
  let delivery = 0
  const press = async (
    button: 'promote' | 'verify' | 'cancel',
    candidate: string,
    { by = 'maya', isPerson = true } = {},
  ) => {
    delivery += 1
    const { ref } = world.state
    const at = new Date(world.now()).toISOString()
    const pressed = { delivery: String(delivery), candidate, button, by, isPerson, at }
    await world.store.recordPressed({ issue: { ...ref, number: world.number }, run: 1 }, pressed)
    await world.wake()
  }
  return { ...world, checkOf, press }
}

const conclusions = ({ state }: Pick<Awaited<ReturnType<typeof aRun>>, 'state'>) =>
  [...state.checkRuns.values()].map(({ candidate, conclusion }) => [candidate, conclusion])

const checkChanges = ({ changes }: { changes: readonly string[] }) =>
  changes.filter((one) => one.startsWith('check '))

/** Of the candidate's two checks one has passed, and the other one failed in a job that GitHub Actions names. */
async function failJob(world: Awaited<ReturnType<typeof aRun>>, candidate: string, jobId: number) {
  const headSha = world.headOf(candidate)
  await world.report(headSha, { name: 'lint', conclusion: 'success' })
  world.state.observations.push({
    kind: 'check-run',
    id: jobId,
    name: 'test',
    headSha,
    status: 'completed',
    conclusion: 'failure',
    appSlug: 'github-actions',
    workflow: {
      ...{ runId: 41, path: '.github/workflows/ci.yml', event: 'pull_request', jobConfirmed: true },
      ...{ jobId, runAttempt: 1, runEnded: true },
    },
    annotations: [],
  })
}

describe('the check of every candidate', () => {
  it('is in progress until the verdict, then success on the winner alone, and written no more than twice', async () => {
    const world = await aRun()
    expect(conclusions(world)).toEqual([
      ['minimal-change', undefined],
      ['refactor-heavy', undefined],
      ['pattern-extraction', undefined],
    ])
    expect(world.checkOf('minimal-change')).toMatchObject({
      title: 'Being compared with the other candidates',
      buttons: [{ button: 'verify' }, { button: 'cancel' }],
    })
    await world.checksAnswer(['pattern-extraction'])
    await world.wake()
    await world.wake()
    expect(conclusions(world)).toEqual([
      ['minimal-change', 'success'],
      ['refactor-heavy', 'neutral'],
      ['pattern-extraction', 'neutral'],
    ])
    expect(world.checkOf('minimal-change')).toMatchObject({ buttons: [] })
    const loser = world.checkOf('pattern-extraction')
    expect(loser?.title).toMatch(/^Not promoted: it fails "test"/)
    expect(loser?.text).toContain('- ✗ `required check`: it fails `test`')
    expect(loser?.buttons).toMatchObject([{ button: 'promote' }])
    expect(checkChanges(world)).toHaveLength(6)
    expect((await world.speculation())?.settledAt).toBeDefined()
  })

  it('ends as the settings say on who is not promoted, and is neutral where a maintainer decides', async () => {
    const strict = 'verifier:\n  checks: [lint, test]\ncheck_run:\n  losers: failure\n'
    const world = await aRun(strict)
    await world.checksAnswer(['pattern-extraction'])
    await world.wake()
    expect(conclusions(world).map(([, conclusion]) => conclusion)).toEqual(['success', 'failure', 'failure'])
    const held = await aRun(strict)
    await held.comment(held.number, '/speculate hold', 'maya')
    await held.checksAnswer(['pattern-extraction'])
    await held.wake()
    expect(conclusions(held).map(([, conclusion]) => conclusion)).toEqual(['neutral', 'neutral', 'failure'])
  })

  it('follows what people do: who somebody promotes has the success, and nobody else', async () => {
    const world = await aRun()
    await world.checksAnswer(['pattern-extraction'])
    await world.wake()
    world.passTime(60_000)
    await world.comment(world.number, '/speculate promote refactor-heavy', 'maya')
    await world.wake()
    expect(conclusions(world).map(([, conclusion]) => conclusion)).toEqual(['neutral', 'success', 'neutral'])
    expect(world.checkOf('refactor-heavy')?.title).toBe('Promoted by a person')
    const replaced = world.checkOf('minimal-change')
    expect(replaced?.title).toBe('No longer promoted: a person has had another candidate promoted')
    expect(replaced?.buttons).toMatchObject([{ button: 'promote' }])
  })

  it.each([
    ['the winner', undefined, 'minimal-change'],
    ['whom a person has had promoted', '/speculate promote refactor-heavy', 'refactor-heavy'],
  ])('leaves no success to %s once the next run begins', async (_, command, won) => {
    const world = await aRun()
    await world.checksAnswer(['pattern-extraction'])
    await world.wake()
    world.passTime(60_000)
    if (command) await world.comment(world.number, command, 'maya')
    await world.wake()
    const head = world.headOf(won)
    expect(world.state.checkRuns.get(head)?.conclusion).toBe('success')
    world.passTime(60_000)
    await world.unlabel(world.number, 'speculate')
    await world.wake()
    world.passTime(60_000)
    await world.label(world.number, 'speculate')
    await world.wake()
    expect((await world.speculation())?.run).toBe(2)
    expect(conclusions(world).map(([, conclusion]) => conclusion)).not.toContain('success')
    expect(world.state.checkRuns.get(head)).toMatchObject({
      conclusion: 'neutral',
      title: 'Set aside: run 2 has begun on the issue',
    })
    expect([...world.state.checkRuns.values()].flatMap(({ buttons }) => buttons)).toEqual([])
  })

  it('keeps the success of what was merged, also when the next run begins', async () => {
    const world = await aRun()
    await world.checksAnswer(['pattern-extraction'])
    await world.wake()
    const head = world.headOf('minimal-change')
    await world.mergeAs('maya', world.state.issues.find(({ pull }) => pull?.head === head)?.number ?? 0)
    await world.wake()
    expect(world.state.checkRuns.get(head)?.conclusion).toBe('success')
    world.passTime(60_000)
    await world.label(world.number, 'speculate')
    await world.wake()
    expect((await world.speculation())?.run).toBe(2)
    expect(world.state.checkRuns.get(head)?.conclusion).toBe('success')
  })

  it('says nothing of a commit that came after the verdict', async () => {
    const world = await aRun()
    await world.checksAnswer(['pattern-extraction'])
    await world.wake()
    world.passTime(60_000)
    const [winner] = world.pulls()
    const head = await world.push(winner?.branch ?? '', 'more.txt', 'more')
    await world.wake()
    expect(world.state.checkRuns.get(head)).toMatchObject({
      candidate: 'minimal-change',
      conclusion: 'neutral',
    })
  })

  it('is not there where the installation does not let it be written, and the scoreboard says so once', async () => {
    const world = await aRun()
    world.state.mayWriteChecks = false
    await world.checksAnswer()
    await world.wake()
    expect(conclusions(world).map(([, conclusion]) => conclusion)).toEqual([undefined, undefined, undefined])
    expect(world.issue().comments[0]?.body.split('The drafts have no check `speculate`')).toHaveLength(2)
    expect((await world.speculation())?.settledAt).toBeDefined()
  })

  it('does not keep a run from being over where GitHub refuses it', async () => {
    const world = await aRun()
    world.failNext('ensureCheckRuns', 'before')
    await world.checksAnswer()
    await world.wake().catch(() => {})
    await world.wake()
    expect(conclusions(world).map(([, conclusion]) => conclusion)).toContain('success')
    expect((await world.speculation())?.settledAt).toBeDefined()
  })
})

describe('its buttons', () => {
  it('promote: do what the command does, recorded with who pressed it', async () => {
    const world = await aRun()
    await world.checksAnswer(['pattern-extraction'])
    await world.wake()
    world.passTime(60_000)
    await world.press('promote', 'refactor-heavy')
    expect(world.pulls().map(({ isDraft }) => isDraft)).toEqual([true, false, true])
    expect((await world.speculation())?.commands).toMatchObject([
      {
        by: 'maya',
        role: 'write',
        isButton: true,
        line: '/speculate promote refactor-heavy',
        answer: { kind: 'promoted', candidate: 'refactor-heavy' },
      },
    ])
    expect(world.changes.filter((one) => one.startsWith('react'))).toEqual([])
    const before = world.changes.length
    await world.wake()
    expect(world.changes).toHaveLength(before)
  })

  it('cancel: end the run', async () => {
    const world = await aRun()
    await world.press('cancel', 'refactor-heavy')
    expect((await world.speculation())?.verdict?.decision).toMatchObject({ cause: 'withdrawn' })
    expect(conclusions(world).map(([, conclusion]) => conclusion)).toEqual(['neutral', 'neutral', 'neutral'])
  })

  it('verify again: have the failed checks of the candidate run once more, also without the setting', async () => {
    const world = await aRun()
    await failJob(world, 'refactor-heavy', 401)
    await world.wake()
    await world.press('verify', 'refactor-heavy')
    const run = await world.speculation()
    expect(run?.commands?.at(-1)?.answer).toEqual({ kind: 'verified-again', candidate: 'refactor-heavy' })
    expect(run?.reruns).toMatchObject([{ candidate: 'refactor-heavy', check: 'test', jobId: 401 }])
    expect(world.changes).toContain('rerun 41')
    await world.press('verify', 'minimal-change')
    expect((await world.speculation())?.commands?.at(-1)?.answer).toMatchObject({ kind: 'refused' })
  })

  it.each([
    ['a stranger', { by: 'stranger' }, 'it takes write access'],
    ['a bot', { isPerson: false }, 'only people'],
  ])('T4: do nothing for %s, who is told so on the draft', async (_, who, why) => {
    const world = await aRun()
    await world.press('cancel', 'refactor-heavy', who)
    expect((await world.speculation())?.verdict).toBeUndefined()
    const draft = world.state.issues.find(({ pull }) => pull?.branch.endsWith('/refactor-heavy'))
    expect(draft?.comments.at(-1)?.body).toContain(why)
  })
})
