import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { DistinctionCell, IssueAnswer } from '../../../src/domain/proof/distinction.ts'
import type { CellOutcome } from '../../../src/domain/proof/proof.ts'
import { commitsOf, fails, MINIMAL, matrixOf, PATTERN, REFACTOR } from './a-proof.ts'
import { aWorld, write } from './a-world.ts'

/** `codex` and `claude` write; whoever is asked for the test has written nothing. */
export const SETTINGS = ({ by = 'writer', reviews = true, more = '' } = {}) => `proof:
  distinguish: ${by}
toolchains: [codex, claude]
verifier:
  checks: [lint, test]
speculation:
  adversarial_review:
    enabled: ${reviews}
${more}`

const FILE = 'test/once.test.js'
const passes: CellOutcome = { kind: 'passed' }

/** What the test says of each; who is not named passes it. */
export function distinctionOf(
  asked: Attempt,
  on: Readonly<Record<string, CellOutcome>>,
  name = 'charges once after a time-out',
): AttemptOutcome {
  const ids = commitsOf(asked).map(({ candidate }) => candidate)
  const cells = ['base', ...ids].map((id): DistinctionCell => {
    const outcome = on[id] ?? passes
    const named = outcome.kind === 'passed' || outcome.kind === 'failed' ? [{ name, outcome }] : undefined
    return {
      state: id === 'base' ? { kind: 'base' } : { kind: 'candidate', id },
      file: FILE,
      outcome,
      ...(named && { names: named }),
    }
  })
  return {
    kind: 'distinction',
    files: [{ path: FILE, text: "test('charges once after a time-out', () => equal(charges(), 1))\n" }],
    ignored: [],
    cells,
    runner: 'node:test',
    usage: { seconds: 3, inputTokens: 900, outputTokens: 100 },
  }
}

export const differs = (asked: Attempt) => distinctionOf(asked, { base: fails, [REFACTOR]: fails })

interface Told {
  readonly settings?: string
  readonly distinguish?: (asked: Attempt) => AttemptOutcome
  /** What each reviewer reads in the issue. */
  readonly says?: (asked: Attempt) => IssueAnswer | undefined
  readonly issue?: string
  readonly toolchains?: readonly string[]
  readonly proof?: (asked: Attempt) => AttemptOutcome
}

const ISSUE = 'After a time-out the client charges again.\n\nIt must charge once, however often it tries.'

/** Both pass everything and each other's tests; then somebody is asked for a test on which they differ. */
export async function toldApart({
  settings = SETTINGS(),
  distinguish = differs,
  says = () => undefined,
  issue = ISSUE,
  toolchains = ['codex', 'claude', 'writer'],
  proof = (one) => matrixOf(one, { [MINIMAL]: {} }),
}: Told = {}) {
  const world = await aWorld({ settings, toolchains })
  world.issue().body = issue
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer([], [MINIMAL, REFACTOR, PATTERN])
  // Longer than the scoreboard waits with an edit.
  world.passTime(20_000)
  await world.wake()
  const asked: Attempt[] = []
  const waiting: string[] = []
  while (world.queued.length > 0) {
    waiting.push(world.issue().comments[0]?.body ?? '')
    await world.agentsAnswer({
      proof,
      says,
      distinguish: (attempt) => {
        asked.push(attempt)
        return distinguish(attempt)
      },
    })
    world.passTime(20_000)
    await world.wake()
  }
  const speculation = await world.speculation()
  const { entries } = await world.store.auditLog(speculation?.id ?? '')
  const scoreboard = speculation?.verdict?.scoreboard
  const row = (id: string) => scoreboard?.rows.find(({ candidate }) => candidate === id)
  await world.wake()
  const comment = world.issue().comments[0]?.body ?? ''
  return {
    world,
    asked,
    waiting,
    entries,
    scoreboard,
    row,
    comment,
    decision: speculation?.verdict?.decision,
  }
}

export const pass = (quote: string): IssueAnswer => ({ answer: 'pass', quote })
export const fail = (quote: string): IssueAnswer => ({ answer: 'fail', quote })
