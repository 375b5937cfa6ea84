import { describe, expect, it } from 'vitest'
import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { CellOutcome } from '../../../src/domain/proof/proof.ts'
import { replay } from '../../../src/stages/replay.ts'
import { golden } from '../../golden.ts'
import {
  fails,
  MINIMAL,
  matrixOf,
  needs,
  PATTERN,
  PROOF_SETTINGS,
  proved,
  REFACTOR,
} from '../worlds/a-proof.ts'
import { aWorld, write } from '../worlds/a-world.ts'

const flips: CellOutcome = { kind: 'flaky', words: 'expected 1, got 2' }
const NEW_FILES = { base: needs, [MINIMAL]: needs, [REFACTOR]: needs, [PATTERN]: needs }

/** What the tests come to, and what else is special about the run. */
type Story = readonly [
  name: string,
  proof: (asked: Attempt) => AttemptOutcome,
  decision: string,
  options?: Parameters<typeof proved>[1] | undefined,
]

const STORIES: readonly Story[] = [
  [
    'V34: a proven patch wins before an unproven one',
    (one) => matrixOf(one, { [PATTERN]: { [MINIMAL]: flips, [REFACTOR]: needs } }),
    `promote ${PATTERN}`,
  ],
  [
    'a patch that fails the test of another one is out',
    (one) => matrixOf(one, { [PATTERN]: { [MINIMAL]: fails } }),
    `promote ${REFACTOR}`,
  ],
  [
    'two that fail the tests of each other are left to a human',
    (one) => matrixOf(one, { [MINIMAL]: { [PATTERN]: fails }, [PATTERN]: { [MINIMAL]: fails } }),
    'escalate',
    { red: [REFACTOR] },
  ],
  [
    'a false test that fails everybody else is left to a human',
    (one) => matrixOf(one, { [MINIMAL]: { [REFACTOR]: fails, [PATTERN]: fails } }),
    'escalate',
  ],
  [
    'a test that needs the files of its own patch proves nothing of the others',
    (one) => matrixOf(one, { [PATTERN]: { ...NEW_FILES, [PATTERN]: { kind: 'passed' } } }),
    `promote ${PATTERN}`,
  ],
  [
    'a test that does not end alike twice proves nobody',
    (one) => matrixOf(one, { [PATTERN]: { [PATTERN]: flips } }),
    `promote ${MINIMAL}`,
  ],
  ['where nobody brings tests, the scores decide', (one) => matrixOf(one, {}), `promote ${MINIMAL}`],
  [
    'V29: a patch that fails the tests of the base is out',
    (one) => matrixOf(one, { [PATTERN]: {} }, { [MINIMAL]: fails }),
    `promote ${REFACTOR}`,
  ],
  [
    'V31: cases that two add to one file are run on each other',
    (one) => grown(matrixOf(one, { [MINIMAL]: {}, [PATTERN]: {} })),
    `promote ${MINIMAL}`,
  ],
  [
    'without the setting no test is run on another patch',
    (one) => matrixOf(one, {}),
    `promote ${MINIMAL}`,
    { settings: 'verifier:\n  checks: [lint, test]\n' },
  ],
]

describe('the scoreboard of tests that are run on each other', () => {
  it.each(STORIES.map(([name, ...story]) => [name, story] as const))(
    '%s',
    async (_, [proof, wanted, options]) => {
      const { decision, comment, entries } = await proved(proof, options)
      expect(`${decision?.kind}${decision?.kind === 'promote' ? ` ${decision.candidate}` : ''}`).toBe(wanted)
      await expect(comment).toMatchFileSnapshot(golden())
      expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
    },
  )

  it('a candidate that fails the test of a submitted pull request is out', async () => {
    const world = await aWorld({ settings: PROOF_SETTINGS() })
    await world.label(world.number, 'speculate')
    await write(world)
    const head = await world.push('mine', 'src/client.js', 'once\n')
    const id = `pr-${await world.openPullRequest('mine', 'sam')}`
    await world.comment(world.number, `/speculate enter #${id.slice(3)}`, 'maya')
    await write(world)
    await world.checksAnswer()
    for (const name of ['lint', 'test']) await world.report(head, { name, conclusion: 'success' })
    await write(world, { proof: (one) => matrixOf(one, { [id]: { [MINIMAL]: fails } }) })
    await world.wake()
    const comment = world.issue().comments[0]?.body ?? ''
    await expect(comment).toMatchFileSnapshot(golden())
  })

  it('V26: who turns the red check of the base green wins, and who does not is out', async () => {
    const world = await aWorld({ settings: PROOF_SETTINGS() })
    await world.report(world.state.heads.get('main') ?? '', { name: 'test', conclusion: 'failure' })
    const { decision, comment, row } = await proved((one) => matrixOf(one, {}), { world, red: [MINIMAL] })
    expect(decision).toMatchObject({ kind: 'promote', candidate: REFACTOR })
    expect(row(MINIMAL)?.result).toBe('reject')
    await expect(comment).toMatchFileSnapshot(golden())
  })

  it('tests that compete in stage red are not run on each other', async () => {
    const settings =
      'proof: true\nstage: red\nverifier:\n  checks: [lint, { name: test, fails_in_red: true }]\n'
    const world = await aWorld({ settings })
    await world.label(world.number, 'speculate')
    await write(world, { change: testsAlone })
    const ids = (await world.speculation())?.plan.briefs.map(({ id }) => id) ?? []
    await world.checksAnswer(ids, ids)
    await world.wake()
    await world.wake()
    expect(world.queued).toEqual([])
    expect((await world.speculation())?.verdict?.decision.kind).toBe('promote')
    await expect(world.issue().comments[0]?.body ?? '').toMatchFileSnapshot(golden())
  })
})

function testsAlone(candidate: string, outcome: AttemptOutcome): AttemptOutcome {
  if (outcome.kind !== 'patch' || !outcome.measures) return outcome
  const path = `test/${candidate}.test.js`
  const files = outcome.patch.files.map((file) => ({ ...file, path, status: 'added' as const }))
  const measures = {
    ...outcome.measures,
    files: [{ path, class: 'test' as const }],
    tests: { ...outcome.measures.tests, added: [path], changed: [] },
  }
  return { ...outcome, patch: { ...outcome.patch, files }, measures }
}

function grown(outcome: AttemptOutcome): AttemptOutcome {
  if (outcome.kind !== 'proof') return outcome
  const added = [MINIMAL, PATTERN].map((candidate) => ({ candidate, file: `test/${candidate}.test.js` }))
  return { ...outcome, matrix: { ...outcome.matrix, grown: added } }
}
