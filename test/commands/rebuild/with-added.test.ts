import { expect, it } from 'vitest'
import { foundRuns } from '../../../src/commands/rebuild/found-runs.ts'
import { readGrafts } from '../../../src/commands/rebuild/read-grafts.ts'
import { bareSpeculation } from '../../../src/commands/rebuild/restored-run.ts'
import { withAdded } from '../../../src/commands/rebuild/with-added.ts'
import { askedCandidates } from '../../../src/snapshot/asked-candidates.ts'
import { aWorld, write } from '../../scenarios/worlds/a-world.ts'

const STRATEGY = '/speculate add "Keep a table of *what* was charged"'

/** A run to which one strategy was added that has a draft; several others were asked for in vain. */
async function aRunWithAdded() {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  await world.wake()
  world.passTime(60_000)
  await world.comment(world.number, '/speculate add "Not allowed"', 'stranger')
  await world.comment(world.number, STRATEGY, 'maya')
  await world.wake()
  await write(world)
  const known = (await world.speculation()) ?? expect.unreachable('no run')
  const candidates = askedCandidates(known)
  const issue = { owner: 'acme', repo: 'payments', number: world.number }
  const read = async () => (await world.forge.facts({ issue, candidates })) ?? expect.unreachable('no facts')
  const begun = { ...known, commands: [], plan: { ...known.plan, briefs: known.plan.briefs.slice(0, 3) } }
  return { world, known, begun, read, issue }
}

it('a strategy that somebody had added competes again where the App has opened a draft for it', async () => {
  const { known, begun, read } = await aRunWithAdded()
  expect(known.plan.briefs.map(({ id }) => id)).toContain('added-1')
  const restored = withAdded(begun, await read(), 'now')
  expect(restored.plan).toEqual(known.plan)
  expect(restored.commands).toMatchObject([
    { by: 'maya', answer: { kind: 'added', brief: { id: 'added-1' } } },
  ])
})

it('is left out where no draft says so, whoever asks for it', async () => {
  const { begun, read } = await aRunWithAdded()
  const facts = await read()
  const candidates = facts.candidates.map((one) => ({
    ...one,
    pullRequest: one.pullRequest && { ...one.pullRequest, body: 'Its strategy is another one now.' },
  }))
  expect(withAdded(begun, { ...facts, candidates }, 'now')).toEqual(begun)
  const edited = facts.issue.commands?.map((one) => ({ ...one, isEdited: true }))
  expect(withAdded(begun, { ...facts, issue: { ...facts.issue, commands: edited } }, 'now')).toEqual(begun)
})

it('of a run of which nothing more is known, the options of the command that started it are', async () => {
  const world = await aWorld()
  await world.comment(world.number, '/speculate candidates=2 stage=red', 'maya')
  const issue = { owner: 'acme', repo: 'payments', number: world.number }
  const facts = (await world.forge.facts({ issue, candidates: [] })) ?? expect.unreachable('no facts')
  const body =
    '<!-- x -->\n## Speculation on #1: under way\n\n> Started by `maya` with `⁄speculate candidates=2`.\n'
  const board = {
    speculation: 'acme/payments#1.1',
    on: 1,
    id: 9,
    body,
    createdAt: new Date(world.now()).toISOString(),
  }
  const [found] = foundRuns(issue, { drafts: [], boards: [board] })
  if (!found) throw new Error('no run')
  expect(bareSpeculation(found, facts).trigger).toMatchObject({
    ...{ kind: 'command', actor: 'maya', options: { candidates: 2, stage: 'red' } },
  })
})

it('branches with tests that were offered to the winner are found where they are still there', async () => {
  const { known, read, issue } = await aRunWithAdded()
  const facts = await read()
  const [winner, ...others] = known.plan.briefs.map(({ id }) => id)
  const drafts = known.plan.briefs.map(({ id: candidate }) => ({ candidate }))
  const found = { issue, run: 1, drafts }
  const branchHead = async (_repository: unknown, branch: string) =>
    branch === `speculate/${issue.number}.1/graft-${others[0]}` ? 'c'.repeat(40) : undefined
  const about = { facts, winner: winner ?? '', at: 'now' }
  expect(await readGrafts(found, about, { branchHead })).toEqual({
    at: 'now',
    onto: facts.candidates.find(({ candidate }) => candidate === winner)?.pullRequest?.head,
    all: [
      {
        candidate: others[0],
        result: {
          ...{ kind: 'published', branch: `speculate/${issue.number}.1/graft-${others[0]}` },
          ...{ commit: 'c'.repeat(40), files: [] },
        },
      },
    ],
  })
  expect(await readGrafts(found, about, { branchHead: async () => undefined })).toBeUndefined()
})
