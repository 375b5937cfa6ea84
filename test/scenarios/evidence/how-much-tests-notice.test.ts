import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../../src/config/repository.ts'
import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { Strength } from '../../../src/domain/proof/proof.ts'
import { replay } from '../../../src/stages/replay.ts'
import { MINIMAL, matrixOf, PATTERN, PROOF_SETTINGS, proved, REFACTOR } from '../worlds/a-proof.ts'

const measured = (candidate: string, noticed: number, of = 20): Strength => ({
  candidate,
  noticed,
  of,
  missed: noticed < of ? [{ file: 'src/a.js', line: 12, from: '<', to: '<=' }] : [],
})

/** All pass each other's tests; alone with the others, the one planned first would win. */
async function judged(
  strength: readonly Strength[],
  brought: Parameters<typeof matrixOf>[1] = { [MINIMAL]: {}, [PATTERN]: {}, [REFACTOR]: {} },
) {
  const proof = (asked: Attempt): AttemptOutcome => {
    const outcome = matrixOf(asked, brought)
    return outcome.kind === 'proof'
      ? { ...outcome, matrix: { ...outcome.matrix, strength: [...strength] } }
      : outcome
  }
  const run = await proved(proof, { settings: PROOF_SETTINGS('{ mutants: 20 }') })
  expect(replay(run.entries)).toMatchObject({ kind: 'replayed', differences: [] })
  return run
}

describe('candidates that are proven alike', () => {
  it('are told apart by how much their own tests notice, before any score', async () => {
    const { decision, comment, row } = await judged([
      measured(MINIMAL, 12),
      measured(REFACTOR, 12),
      measured(PATTERN, 17),
    ])
    expect(decision).toMatchObject({ kind: 'promote', candidate: PATTERN })
    expect(decision?.reason).toContain('and its tests notice 17 of 20 small changes to its lines')
    expect(decision?.reason).toContain(
      'unlike the next, `minimal-change`, it has tests that notice more, 17 of 20 small changes to its lines; that counts before any score',
    )
    expect(row(MINIMAL)?.reason).toContain('`pattern-extraction` has tests that notice more')
    expect(comment).toContain(
      '- Its tests notice 17 of 20 small changes to its lines; not `<` changed to `<=` in line 12 of `src/a.js` and 2 more',
    )
  })

  it('are told apart by it also where one brings no test at all', async () => {
    const { decision } = await judged([measured(PATTERN, 3)], { [PATTERN]: {} })
    expect(decision).toMatchObject({ kind: 'promote', candidate: PATTERN })
  })

  it.each([
    ['notice the same part', [measured(MINIMAL, 5, 10), measured(REFACTOR, 10), measured(PATTERN, 10)]],
    ['have lines in which nothing can be changed', [measured(MINIMAL, 0, 0), measured(PATTERN, 17)]],
    ['were not measured', []],
  ])('are not told apart by it where they %s', async (_, strength) => {
    const { decision } = await judged(strength)
    expect(decision).toMatchObject({ kind: 'promote', candidate: MINIMAL })
  })
})

it('nobody asks a workflow for what it does not do', () => {
  const text = 'proof:\n  workflow: proof.yml\n  mutants: 20\n'
  const parsed = parseSettings(text)
  expect(parsed).toMatchObject({
    ok: false,
    problems: [{ line: 3, message: expect.stringContaining('"proof.workflow" runs tests on GitHub') }],
  })
})
