import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { TaskOf } from '../../../src/domain/candidate/task.ts'
import type { Cell, CellOutcome, Side } from '../../../src/domain/proof/proof.ts'
import { aWorld, write } from './a-world.ts'

export const PROOF_SETTINGS = (proof = 'true') => `proof: ${proof}
verifier:
  checks: [lint, test]
`
export const [MINIMAL, REFACTOR, PATTERN] = [
  'minimal-change',
  'refactor-heavy',
  'pattern-extraction',
] as const

const passes: CellOutcome = { kind: 'passed' }
export const fails: CellOutcome = { kind: 'failed', failure: 'assertion', words: 'expected 1, got 2' }
export const needs: CellOutcome = {
  kind: 'failed',
  failure: 'missing',
  words: 'no such thing',
  needs: 'helper',
}

const sideOf = (id: string): Side => (id === 'base' ? { kind: 'base' } : { kind: 'candidate', id })

/** By author and by state; who is not named passes, but for the base, which fails. */
type Brought = Readonly<Record<string, Readonly<Record<string, CellOutcome>>>>

/** On what the tests are run. */
export function commitsOf(asked: Attempt | undefined): TaskOf<'prove'>['commits'] {
  if (asked?.task.kind === 'prove') return asked.task.commits
  return asked?.task.kind === 'distinguish' ? asked.task.all : []
}

export function matrixOf(
  asked: Attempt,
  brought: Brought,
  own: Readonly<Record<string, CellOutcome>> = {},
): AttemptOutcome {
  const candidates = commitsOf(asked).map(({ candidate }) => candidate)
  const states = ['base', ...candidates]
  const cells = [
    ...states.map((id): Cell => ({ state: sideOf(id), tests: sideOf('base'), outcome: own[id] ?? passes })),
    ...Object.entries(brought).flatMap(([author, on]) =>
      states.map((id): Cell => {
        const outcome = on[id] ?? (id === 'base' ? fails : passes)
        return { state: sideOf(id), tests: sideOf(author), file: `test/${author}.test.js`, outcome }
      }),
    ),
  ]
  const matrix = { candidates, cells, left: [] }
  return { kind: 'proof', matrix, runner: 'node:test', usage: { seconds: 2 } }
}

interface Proved {
  readonly settings?: string
  /** Whose tests fail. */
  readonly red?: readonly string[]
  /** One that knows something already; its settings count then. */
  readonly world?: Awaited<ReturnType<typeof aWorld>>
}

/** Everybody has written, the checks have passed but for `red`, and the tests are run on each other. */
export async function proved(
  proof: (asked: Attempt) => AttemptOutcome,
  { settings = PROOF_SETTINGS(), red = [] as string[], world: given }: Proved = {},
) {
  const world = given ?? (await aWorld({ settings }))
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer(red)
  // Longer than the scoreboard waits with an edit.
  world.passTime(20_000)
  await world.wake()
  const waiting = world.issue().comments[0]?.body ?? ''
  const asked: Attempt[] = []
  while (world.queued.length > 0) {
    await world.agentsAnswer({
      proof: (attempt) => {
        asked.push(attempt)
        return proof(attempt)
      },
    })
    await world.wake()
  }
  const speculation = await world.speculation()
  const { entries } = await world.store.auditLog(speculation?.id ?? '')
  const scoreboard = speculation?.verdict?.scoreboard
  const row = (id: string) => scoreboard?.rows.find(({ candidate }) => candidate === id)
  await world.wake()
  const comment = world.issue().comments[0]?.body ?? ''
  const decision = speculation?.verdict?.decision
  return { world, asked, waiting, entries, scoreboard, row, comment, decision }
}
