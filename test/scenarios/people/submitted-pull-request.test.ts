import { describe, expect, it } from 'vitest'
import { competitors } from '../../../src/domain/candidate/competitor.ts'
import { ordinaryKey } from '../../../src/domain/checks/own-check.ts'
import { renderOrdinaryCheck } from '../../../src/messages/check-run/render-ordinary-check.ts'
import { replay } from '../../../src/stages/replay.ts'
import { aWorld, IDS, write } from '../worlds/a-world.ts'

type World = Awaited<ReturnType<typeof aWorld>>

/** Nobody reports a confidence for it, which the vote takes for a half: alone it gets 65 points of 100. */
const SETTINGS = 'verifier:\n  checks: [lint, test]\nspeculation:\n  vote_threshold: 0.65\n'

/** A run in which everybody of the plan has written, and a pull request of `sam` that somebody may enter. */
async function aRun(settings = SETTINGS) {
  const world = await aWorld({ settings })
  await world.label(world.number, 'speculate')
  await write(world)
  const head = await world.push('mine', 'src/client.js', 'once\n')
  const pullRequest = await world.openPullRequest('mine', 'sam')
  return { world, head, pullRequest }
}

async function enter(world: World, pullRequest: number, by = 'maya') {
  await world.comment(world.number, `/speculate enter #${pullRequest}\n\nIt looks good.`, by)
  await write(world)
}

async function pass(world: World, head: string, conclusion = 'success') {
  await world.report(head, { name: 'lint', conclusion: 'success' })
  await world.report(head, { name: 'test', conclusion })
  await world.wake()
}

const theirs = (world: World) => world.pulls().find(({ branch }) => branch === 'mine')
const answers = async (world: World) =>
  (await world.speculation())?.commands?.map(({ by, answer }) =>
    answer.kind === 'refused' ? `${by}: ${answer.reason}` : `${by}: ${answer.kind}`,
  )

describe('a pull request that somebody has entered', () => {
  it('competes after the others and can win, and is left as it is but for labels and a comment', async () => {
    const { world, head, pullRequest } = await aRun()
    const before = structuredClone(theirs(world))
    await enter(world, pullRequest)
    const speculation = await world.speculation()
    expect(competitors(speculation ?? never()).map(({ id, tag }) => `${id} ${tag}`)).toEqual([
      'minimal-change primary',
      'refactor-heavy alt1',
      'pattern-extraction alt2',
      `pr-${pullRequest} alt3`,
    ])
    await world.checksAnswer(IDS)
    await pass(world, head)
    const { decision, scoreboard } = (await world.speculation())?.verdict ?? never()
    expect(decision).toMatchObject({ kind: 'promote', candidate: `pr-${pullRequest}` })
    expect(scoreboard.rows[0]).toMatchObject({ toolchain: '@sam', strategy: 'entered by maya', pullRequest })
    expect(theirs(world)).toMatchObject({ isOpen: true, isDraft: before?.isDraft, events: [], head })
    expect(theirs(world)?.labels.sort()).toEqual(['speculate:alt3', 'speculate:winner'])
    expect(theirs(world)?.comments).toHaveLength(1)
    expect(world.issue().comments[0]?.body).toContain('this app does not change it')
    expect((await world.speculation())?.settledAt).toBeDefined()
  })

  it('is not said to be none of a candidate any more, where its check has said so before', async () => {
    const { world, head, pullRequest } = await aRun()
    const said = renderOrdinaryCheck('main')
    world.state.mayWriteChecks = true
    world.state.checkRuns.set(head, { ...said, head, key: ordinaryKey(said), existing: undefined })
    await enter(world, pullRequest)
    const told = world.state.checkRuns.get(head)
    expect(told).toMatchObject({ title: 'Being compared with the other candidates', conclusion: 'neutral' })
    await world.wake()
    expect(world.state.checkRuns.get(head)).toBe(told)
    await world.checksAnswer(IDS)
    await pass(world, head)
    expect(world.state.checkRuns.get(head)).toMatchObject({ conclusion: 'success' })
  })

  it('V14: wins the vote where it passes alone, although nobody has reviewed it and it reports nothing', async () => {
    const { world, head, pullRequest } = await aRun('verifier:\n  checks: [lint, test]\n')
    await enter(world, pullRequest)
    await world.checksAnswer(IDS)
    await pass(world, head)
    expect((await world.speculation())?.verdict?.decision).toMatchObject({
      kind: 'promote',
      candidate: `pr-${pullRequest}`,
    })
    expect(theirs(world)).toMatchObject({ isOpen: true, events: [] })
    expect(theirs(world)?.labels.sort()).toEqual(['speculate:alt3', 'speculate:winner'])
  })

  it('stays open when it loses, and its branch is never deleted', async () => {
    const { world, head, pullRequest } = await aRun()
    await enter(world, pullRequest)
    await world.checksAnswer()
    await pass(world, head, 'failure')
    const { decision } = (await world.speculation())?.verdict ?? never()
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'minimal-change' })
    expect(theirs(world)).toMatchObject({ isOpen: true, events: [] })
    expect(theirs(world)?.labels.sort()).toEqual(['speculate:alt3', 'speculate:rejected'])
    await world.closeAs('sam', pullRequest)
    world.passTime(60 * 86_400_000)
    await world.wake()
    expect((await world.speculation())?.archivedAt).toBeDefined()
    expect(world.changes.filter((change) => change.startsWith('delete'))).toHaveLength(2)
    expect(world.state.heads.has('mine')).toBe(true)
  })

  it('is judged by the same checks: a green run that leaves one out is waited for', async () => {
    const { world, head, pullRequest } = await aRun()
    await enter(world, pullRequest)
    await world.checksAnswer()
    await world.report(head, { name: 'test', conclusion: 'success' })
    await world.wake()
    expect((await world.speculation())?.verdict).toBeUndefined()
    world.passTime(24 * 3_600_000)
    await world.wake()
    const rows = (await world.speculation())?.verdict?.scoreboard.rows
    expect(rows?.find(({ candidate }) => candidate === `pr-${pullRequest}`)?.result).toBe('reject')
  })

  it('is out with new commits, until it is entered again', async () => {
    const { world, pullRequest } = await aRun()
    await enter(world, pullRequest)
    const later = await world.push('mine', 'src/client.js', 'twice\n')
    await world.wake()
    expect(world.issue().comments[0]?.body).toContain('has new commits since it was entered; enter it again')
    await enter(world, pullRequest)
    expect(await answers(world)).toEqual(['maya: entered', 'maya: entered'])
    await world.checksAnswer(IDS)
    await pass(world, later)
    const { decision, scoreboard } = (await world.speculation())?.verdict ?? never()
    expect(decision).toMatchObject({ candidate: `pr-${pullRequest}` })
    expect(scoreboard.rows).toHaveLength(4)
    expect(scoreboard.rows[0]?.tag).toBe('alt3')
  })

  it('is not taken back when it has won and goes on: only what we said of it is', async () => {
    const { world, head, pullRequest } = await aRun()
    await enter(world, pullRequest)
    await world.checksAnswer(IDS)
    await pass(world, head)
    await world.push('mine', 'src/client.js', 'twice\n')
    await world.wake()
    expect((await world.speculation())?.revoked?.cause).toBe('new-commits')
    expect(theirs(world)).toMatchObject({ isOpen: true, isDraft: false, events: [] })
    expect(theirs(world)?.labels).toEqual(['speculate:alt3'])
    expect(world.issue().comments[0]?.body).toContain('was promoted, no longer is; a human has to decide')
  })

  it('is judged again from the log, bit for bit', async () => {
    const { world, head, pullRequest } = await aRun()
    await enter(world, pullRequest)
    await world.checksAnswer()
    await pass(world, head)
    const { entries } = await world.store.auditLog((await world.speculation())?.id ?? '')
    expect(entries.map(({ kind }) => kind)).toContain('command')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('is entered once, whatever is woken in between', async () => {
    const { world, pullRequest } = await aRun()
    await enter(world, pullRequest)
    const before = world.changes.length
    await world.wake()
    await world.wake()
    expect(world.changes.slice(before)).toEqual([])
    expect(await answers(world)).toHaveLength(1)
  })

  it('costs no place and no budget: it is read while the agents of the others still write', async () => {
    const world = await aWorld()
    await world.push('mine', 'src/client.js', 'once\n')
    const pullRequest = await world.openPullRequest('mine', 'sam')
    await world.label(world.number, 'speculate')
    await world.wake()
    const writing = world.queued.length
    await world.comment(world.number, `/speculate enter #${pullRequest}`, 'maya')
    await world.wake()
    expect(world.queued.slice(writing)).toMatchObject([{ candidate: `pr-${pullRequest}` }])
    const attempts = await world.store.attempts((await world.speculation())?.id ?? '')
    expect(attempts.at(-1)).toMatchObject({ grant: {}, task: { kind: 'read', pullRequest } })
  })
})

describe('beside the rules that are about agents', () => {
  const reviewers = (world: World) => world.speculation().then((run) => world.store.attempts(run?.id ?? ''))

  it('is reviewed by the toolchains of the plan, and its author is asked for nothing', async () => {
    const more = '  adversarial_review:\n    enabled: true\n'
    const world = await aWorld({ settings: SETTINGS + more, toolchains: ['codex', 'claude'] })
    await world.label(world.number, 'speculate')
    await write(world)
    const head = await world.push('mine', 'src/client.js', 'once\n')
    const pullRequest = await world.openPullRequest('mine', 'sam')
    await enter(world, pullRequest)
    await world.checksAnswer(['refactor-heavy', 'pattern-extraction'])
    await pass(world, head)
    await write(world)
    const asked = (await reviewers(world)).filter(({ task }) => task.kind === 'review')
    expect(asked.map(({ candidate, toolchain }) => `${toolchain} on ${candidate}`)).toEqual([
      'claude on minimal-change',
      `codex on pr-${pullRequest}`,
      `claude on pr-${pullRequest}`,
    ])
    expect(asked.at(-1)?.task).toEqual({ kind: 'review', commit: head })
    expect(theirs(world)?.reviews).toHaveLength(2)
    expect((await world.speculation())?.verdict?.decision.kind).toBe('promote')
  })

  it('competes where the budget has ended everything else', async () => {
    const settings = `${SETTINGS}budget:\n  speculation:\n    tokens: 1000\n`
    const world = await aWorld({ settings })
    await world.push('mine', 'src/client.js', 'once\n')
    const pullRequest = await world.openPullRequest('mine', 'sam')
    await world.label(world.number, 'speculate')
    await world.wake()
    const [first] = world.queued.splice(0)
    if (!first) throw new Error('nobody started')
    await world.comment(world.number, `/speculate enter #${pullRequest}`, 'maya')
    await world.wake()
    await world.store.beginAttempt(first, '2026-05-05T12:00:00.000Z')
    const usage = { seconds: 1, inputTokens: 1_000, outputTokens: 0 }
    const failed = { kind: 'failure' as const, failure: 'crashed' as const, detail: '', usage }
    await world.store.endAttempt(first, '2026-05-05T12:00:00.000Z', failed, undefined)
    await write(world)
    await pass(world, theirs(world)?.head ?? '')
    const { decision, scoreboard } = (await world.speculation())?.verdict ?? never()
    expect(scoreboard.rows.filter(({ unstarted }) => unstarted === 'budget')).toHaveLength(2)
    expect(decision).toMatchObject({ kind: 'promote', candidate: `pr-${pullRequest}` })
  })

  it('takes the place of the next one in sequential mode, when it passes', async () => {
    const world = await aWorld({ settings: `${SETTINGS}  sequential: true\n` })
    const head = await world.push('mine', 'src/client.js', 'once\n')
    const pullRequest = await world.openPullRequest('mine', 'sam')
    await world.label(world.number, 'speculate')
    await world.wake()
    await enter(world, pullRequest)
    await world.checksAnswer(['minimal-change'])
    await pass(world, head)
    const { decision, scoreboard } = (await world.speculation())?.verdict ?? never()
    expect(decision).toMatchObject({ kind: 'promote', candidate: `pr-${pullRequest}` })
    expect(scoreboard.rows.filter(({ unstarted }) => unstarted === 'not-needed')).toHaveLength(2)
  })
})

describe('a command', () => {
  it.each([
    ['of a stranger', 'stranger', '', "it takes write access, and the author's role is `read`"],
    ['of a bot', 'helper[bot]', '', 'only people enter pull requests'],
    [
      'that is misspelt',
      'maya',
      'entr #1',
      'there is no command `entr`; did you mean `/speculate enter #123`?',
    ],
    ['that names an issue', 'maya', 'enter #1', 'this repository has no such pull request'],
    ['that names a candidate of ours', 'maya', 'enter #2', "#2 is one of this app's own"],
  ])('%s starts nothing, and a reply says why', async (_, by, words, why) => {
    const { world, pullRequest } = await aRun()
    await world.comment(world.number, `/speculate ${words || `enter #${pullRequest}`}`, by)
    await write(world)
    expect(await answers(world)).toEqual([`${by}: ${why}`])
    const replies = world.issue().comments.filter(({ body }) => body.includes('Nothing was done for'))
    expect(replies).toHaveLength(1)
    expect(replies[0]?.body).toContain(why)
    expect(world.issue().comments.at(0)?.body).not.toContain('Nothing was done')
    expect(theirs(world)?.labels).toEqual([])
    const { entries } = await world.store.auditLog((await world.speculation())?.id ?? '')
    expect(entries.filter(({ kind }) => kind === 'command')).toHaveLength(1)
  })

  it.each([
    ['in a quote', (command: string) => `> ${command}`],
    ['in a code block', (command: string) => `\`\`\`\n${command}\n\`\`\``],
    ['after other words', (command: string) => `Please ${command}`],
    ['on a later line', (command: string) => `Hello\n${command}`],
    ['indented', (command: string) => `    ${command}`],
    ['of another name', (command: string) => command.replace('speculate', 'speculated')],
  ])('%s is none', async (_, write) => {
    const { world, pullRequest } = await aRun()
    await world.comment(world.number, write(`/speculate enter #${pullRequest}`), 'maya')
    await world.wake()
    expect((await world.speculation())?.commands).toBeUndefined()
  })

  it('that was edited is not heard', async () => {
    const { world, pullRequest } = await aRun()
    const id = await world.comment(world.number, `/speculate enter #${pullRequest}`, 'maya')
    const comment = world.issue().comments.find((one) => one.id === id)
    if (comment) comment.isEdited = true
    await world.wake()
    expect(await answers(world)).toEqual([
      'maya: the comment was edited, so nobody knows who wrote what: write a new one',
    ])
  })

  it('from before the run is for no run', async () => {
    const world = await aWorld()
    await world.push('mine', 'src/client.js', 'once\n')
    const pullRequest = await world.openPullRequest('mine', 'sam')
    await world.comment(world.number, `/speculate enter #${pullRequest}`, 'maya')
    world.passTime(1_000)
    await world.label(world.number, 'speculate')
    await write(world)
    expect((await world.speculation())?.commands).toBeUndefined()
  })

  it('after the verdict came too late, which a reply says', async () => {
    const { world, pullRequest } = await aRun()
    await world.checksAnswer()
    await world.wake()
    const settledAt = (await world.speculation())?.settledAt
    expect(settledAt).toBeDefined()
    await world.comment(world.number, `/speculate enter #${pullRequest}`, 'maya')
    await world.wake()
    expect(await answers(world)).toEqual(['maya: it came too late: there is a verdict already'])
    expect(world.issue().comments.at(-1)?.body).toContain('it came too late: there is a verdict already.')
    expect((await world.speculation())?.settledAt).toBe(settledAt)
    const before = world.changes.length
    await world.wake()
    expect(world.changes.slice(before)).toEqual([])
  })

  it('is waited for when the role of its author cannot be told, and holds up nobody', async () => {
    const { world, pullRequest } = await aRun()
    await world.comment(world.number, `/speculate enter #${pullRequest}`, 'maya')
    world.failNext('roleOf', 'before')
    await world.checksAnswer()
    await world.wake()
    expect((await world.speculation())?.verdict?.decision.kind).toBe('promote')
    expect(await answers(world)).toEqual(['maya: it came too late: there is a verdict already'])
  })

  it('is answered eleven times per author and run at most', async () => {
    const { world, pullRequest } = await aRun()
    for (let n = 0; n < 30; n += 1)
      await world.comment(world.number, `/speculate enter #${pullRequest}`, 'stranger')
    await enter(world, pullRequest)
    expect(await answers(world)).toEqual([
      ...Array(11).fill("stranger: it takes write access, and the author's role is `read`"),
      'maya: entered',
    ])
    const replies = world.issue().comments.filter(({ body }) => body.includes('Nothing was done for'))
    expect(replies).toHaveLength(1)
  })

  it('finds no place where five compete already', async () => {
    const { world, pullRequest } = await aRun()
    const more = []
    for (const branch of ['b', 'c']) {
      await world.push(branch, 'src/client.js', `${branch}\n`)
      more.push(await world.openPullRequest(branch, 'sam'))
    }
    for (const number of [pullRequest, ...more]) await enter(world, number)
    expect(await answers(world)).toEqual([
      'maya: entered',
      'maya: entered',
      'maya: 5 candidates are the most',
    ])
  })
})

function never(): never {
  throw new Error('there is none')
}
