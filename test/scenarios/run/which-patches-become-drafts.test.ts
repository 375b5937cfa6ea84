import { describe, expect, it, vi } from 'vitest'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { Measures } from '../../../src/domain/judgement/measures.ts'
import { aWorld, IDS } from '../worlds/a-world.ts'

// Seconds on a quiet machine; only what hangs is to end here.
vi.setConfig({ testTimeout: 300_000 })

const SETTINGS = 'verifier:\n  checks: [lint, test]\nspeculation:\n  default_parallelism: 3\n'

type Change = (measures: Measures) => Measures
const RIGHT: Change = (measures) => measures
const DOCUMENTATION: Change = ({ files, ...rest }) => ({
  ...rest,
  files: files.map(({ path }) => ({ path, class: 'documentation' as const })),
})
const WEAKENS: Change = ({ tests, ...rest }) => ({
  ...rest,
  tests: {
    ...tests,
    weakened: [{ path: 'test/a.test.js', line: null, what: 'deleted', detail: 'adds' }],
  },
})
const SECRET: Change = ({ findings, ...rest }) => ({
  ...rest,
  findings: [
    ...findings,
    { category: 'security', rule: 'secret/private-key', path: 'src/a.js', line: 1, detail: 'a private key' },
  ],
})

/** Agents end one by one, checks answer and looks come whenever the seed says so. */
async function ended(changes: readonly Change[], seed: number) {
  const world = await aWorld({ settings: SETTINGS })
  const random = seeded(seed)
  const change = (candidate: string, outcome: AttemptOutcome): AttemptOutcome =>
    outcome.kind === 'patch' && outcome.measures
      ? { ...outcome, measures: (changes[IDS.indexOf(candidate)] ?? RIGHT)(outcome.measures) }
      : outcome
  await world.label(world.number, 'speculate', 'maya')
  await world.wake()
  expect(world.queued).toHaveLength(3)
  for (const id of IDS.toSorted(() => random() - 0.5)) {
    await world.agentsAnswer({ only: (one) => one === id, change })
    for (let looks = Math.floor(random() * 3); looks > 0; looks -= 1) {
      await world.wake()
      if (random() > 0.5) await world.checksAnswer()
    }
  }
  for (let looks = 0; looks < 4; looks += 1) {
    await world.wake()
    await world.checksAnswer()
  }
  const { verdict, settledAt } = (await world.speculation()) ?? {}
  expect(settledAt).toBeDefined()
  const drafts = world
    .pulls()
    .map(({ branch, isOpen }) => `${branch.split('/').at(-1)}, ${isOpen ? 'open' : 'closed'}`)
  const comments = world.issue().comments.map(({ body }) => body)
  return { drafts: drafts.toSorted(), rows: verdict?.scoreboard.rows, comments: comments.join('\n') }
}

const SEEDS = Array.from({ length: 8 }, (_, seed) => seed)

describe('which patches become drafts', () => {
  it.each([
    ['what is rejected at once', [RIGHT, DOCUMENTATION, WEAKENS], ['open', 'closed', 'closed']],
    [
      'nothing but what is rejected at once',
      [WEAKENS, DOCUMENTATION, DOCUMENTATION],
      Array(3).fill('closed'),
    ],
  ])('are all of them, %s among them, whoever was faster', async (_, changes, ends) => {
    for (const seed of SEEDS) {
      const { drafts } = await ended(changes, seed)
      expect(drafts, `seed ${seed}`).toEqual(IDS.map((id, place) => `${id}, ${ends[place]}`).toSorted())
    }
  })

  it('are all but what must never leave, which is said with the way to read it', async () => {
    for (const seed of SEEDS) {
      const { drafts, comments } = await ended([RIGHT, SECRET, DOCUMENTATION], seed)
      expect(drafts, `seed ${seed}`).toEqual(['minimal-change, open', 'pattern-extraction, closed'])
      expect(comments).toContain('> `refactor-heavy` has no pull request: ')
      expect(comments).toContain('Every other patch becomes a draft, even one that is rejected.')
      expect(comments).toContain('`speculate why acme/payments#1.1 refactor-heavy --patch`')
    }
  })
})

/** A small generator of its own (mulberry32): the same seed gives the same order on every machine. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
