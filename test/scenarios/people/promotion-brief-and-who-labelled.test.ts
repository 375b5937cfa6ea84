import { describe, expect, it } from 'vitest'
import { startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { aWorld, IDS, openWorld, write } from '../worlds/a-world.ts'

const CHECKS = 'verifier:\n  checks: [lint, test]\n'
const DAY_MS = 86_400_000
type World = Awaited<ReturnType<typeof aWorld>>

const FOLD = 'The brief that this candidate was written from'
const briefs = (world: Pick<World, 'state'>) =>
  world.state.issues.flatMap(({ pull, body }) => (pull ? [body.split(FOLD).length - 1] : []))

/** Its losers are put away at once; days later somebody does something. */
async function archived(days: number, more = '') {
  const world = await aWorld({ settings: `${CHECKS}archive_after_days: 0\n${more}` })
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer(['refactor-heavy', 'pattern-extraction'])
  for (let look = 0; look < 3; look += 1) await world.wake()
  expect((await world.speculation())?.archivedAt).toBeDefined()
  world.passTime(days * DAY_MS)
  const winner = world.state.issues.find(({ pull }) => pull?.branch.endsWith('/minimal-change'))
  if (!winner?.pull) throw new Error('no winner')
  const inDays = (more: number) =>
    new Date(Date.parse('2026-05-05T12:00:00Z') + (days + more) * DAY_MS).toISOString()
  return {
    ...{ ...world, winner, pull: winner.pull },
    open: (more = 1) => world.store.openIssues(inDays(more)),
  }
}

describe('a promotion is watched for as long as its pull request is open', () => {
  it.each<[string, number, string, (run: Awaited<ReturnType<typeof archived>>) => unknown]>([
    ['commits on it', 1, 'new-commits', (run) => run.push(run.pull.branch, 'src/more.js', '1')],
    [
      'another contract of the base',
      20,
      'contract-changed',
      (run) => run.commitToMain('.github/speculate.yml', `${CHECKS}policy: { name: lexicographic }\n`),
    ],
    [
      'a check that turns red',
      400,
      'check-failed',
      (run) => run.report(run.headOf('minimal-change'), { name: 'lint', conclusion: 'failure' }),
    ],
  ])('V20, varied: %s after %i days', async (_, days, cause, act) => {
    const run = await archived(days)
    expect(await run.open()).toHaveLength(1)
    await act(run)
    for (let look = 0; look < 3; look += 1) await run.wake()
    expect((await run.speculation())?.revoked).toMatchObject({ cause })
    expect(run.pull.isDraft).toBe(true)
    expect([...run.winner.labels]).not.toContain('speculate:winner')
  })

  it.each([
    ['closeAs', 1],
    ['mergeAs', 33],
  ] as const)('V20, varied: and no longer after %s; for reverts a month more: %i days', async (act, days) => {
    const run = await archived(40)
    await run[act]('maya', run.winner.number)
    for (let look = 0; look < 3; look += 1) await run.wake()
    expect(await run.open(days)).toEqual([])
    const before = structuredClone(run.state)
    await run.wake()
    expect(run.state).toEqual(before)
  })
})

describe('the brief of every draft', () => {
  it.each<[string, string, readonly string[]]>([
    ['all fail at once', CHECKS, IDS],
    ['two fail at once, by another policy', `${CHECKS}policy: { name: lexicographic }\n`, IDS.slice(0, 2)],
    ['nobody is good enough', `${CHECKS}speculation: { vote_threshold: 1 }\n`, []],
    ['losers are put away at once', `${CHECKS}archive_after_days: 0\n`, IDS.slice(1)],
  ])('V44, varied: is there where %s', async (_, settings, red) => {
    const world = await aWorld({ settings })
    await world.label(world.number, 'speculate')
    const { ensureDraft } = world.forge
    world.forge.ensureDraft = async (repository, draft) => {
      const handle = await ensureDraft(repository, draft)
      const isRed = red.some((id) => draft.branch.endsWith(`/${id}`))
      const head = world.state.heads.get(draft.branch) ?? ''
      await world.report(head, { name: 'lint', conclusion: 'success' })
      await world.report(head, { name: 'test', conclusion: isRed ? 'failure' : 'success' })
      return handle
    }
    await write(world)
    for (let look = 0; look < 3; look += 1) await world.wake()
    expect((await world.speculation())?.settledAt).toBeDefined()
    expect(briefs(world)).toEqual([1, 1, 1])
  })

  it('V44, varied: is there although the first attempts to open a draft fail', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    const { ensureDraft } = world.forge
    let refused = 0
    world.forge.ensureDraft = async (repository, draft) => {
      if (refused < 2) {
        refused += 1
        throw new Error('502')
      }
      const handle = await ensureDraft(repository, draft)
      for (const name of ['lint', 'test'])
        await world.report(world.state.heads.get(draft.branch) ?? '', { name, conclusion: 'success' })
      return handle
    }
    for (let look = 0; look < 12; look += 1) {
      await world.wake().catch(() => {})
      await world.agentsAnswer()
      world.passTime(60_000)
    }
    expect(refused).toBe(2)
    expect(briefs(world)).toEqual([1, 1, 1])
    expect((await world.speculation())?.settledAt).toBeDefined()
  })

  it('V44, varied: is there where no comment could be written before the app was started anew', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    const { ensureComment } = world.forge
    world.forge.ensureComment = async (repository, comment) => {
      if (world.pulls().length > 0) throw new Error('502')
      return ensureComment(repository, comment)
    }
    await write(world)
    await world.checksAnswer()
    const again = openWorld(world.save())
    again.queued.push(...world.queued)
    await write(again)
    await again.checksAnswer()
    for (let look = 0; look < 4; look += 1) await again.wake()
    expect((await again.speculation())?.settledAt).toBeDefined()
    expect(briefs(again)).toEqual([1, 1, 1])
  })

  it('V44, varied: is there in sequential mode, when the checks of the first one speak at once', async () => {
    const world = await aWorld({ settings: `${CHECKS}speculation: { sequential: true }\n` })
    await world.label(world.number, 'speculate')
    const { ensureDraft } = world.forge
    world.forge.ensureDraft = async (repository, draft) => {
      const handle = await ensureDraft(repository, draft)
      const head = world.state.heads.get(draft.branch) ?? ''
      const conclusion = draft.branch.endsWith(`/${IDS[0]}`) ? 'failure' : 'success'
      for (const name of ['lint', 'test']) await world.report(head, { name, conclusion })
      return handle
    }
    await write(world)
    for (let look = 0; look < 4; look += 1) await world.wake()
    expect((await world.speculation())?.settledAt).toBeDefined()
    expect(briefs(world)).toEqual([1, 1])
  })
})

describe('who put the label on', () => {
  it.each([51, 130])('V43, varied: is told behind %i other label events', async (count) => {
    const stage = await startEmbeddedStage()
    const number = await stage.openIssue({ title: 'Much labelled', body: 'Do.' })
    await stage.label(number, 'bug')
    await stage.label(number, 'speculate')
    const ours = stage.github.state.repositories[0]?.timeline.findLast((event) => event.issue === number)
    for (let n = 0; n < count; n += 1) await stage.label(number, `topic-${n}`)
    const facts = await stage.forge.facts({ issue: { ...stage.repository, number }, candidates: [] })
    await stage.close()
    expect(ours).toBeDefined()
    expect(facts?.issue.labelled).toMatchObject({ actor: 'maya', at: ours?.createdAt })
  })

  it('V43, varied: is not needed any more while checks run, nor after the verdict', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world)
    world.issue().labelled = undefined
    await world.wake()
    await world.checksAnswer(['refactor-heavy', 'pattern-extraction'])
    for (let look = 0; look < 3; look += 1) await world.wake()
    expect((await world.speculation())?.verdict?.decision).toMatchObject({ kind: 'promote' })
    const winner = world.state.issues.find(({ labels }) => labels.has('speculate:winner'))
    if (!winner?.pull) throw new Error('no winner')
    winner.pull.mergeable = 'conflicting'
    for (let look = 0; look < 3; look += 1) await world.wake()
    expect((await world.speculation())?.revoked).toMatchObject({ cause: 'conflict' })
    expect(
      world
        .issue()
        .comments.map(({ body }) => body)
        .join(),
    ).not.toContain('cannot be told')
  })
})
