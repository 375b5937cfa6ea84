import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type {
  BroughtTest,
  Matrix,
  ProofTest,
  ProofVerdict,
  Question,
  Standing,
} from '../../domain/proof/proof.ts'
import { baseTestsLeftOut, failsBaseTests } from './base-tests.ts'
import { broughtTests } from './brought-tests.ts'
import { againstAllOthers, type Refutations, refutations } from './refutations.ts'

export interface MatrixFacts {
  readonly matrix: Matrix
  /** Who turns a required check green that is red on the base: that is proof too. */
  readonly turnsGreen?: readonly CandidateId[] | undefined
}

/** What follows from the matrix for every candidate, before any score. */
export function judgeMatrix({ matrix, turnsGreen = [] }: MatrixFacts): ProofVerdict {
  const failing = failsBaseTests(matrix)
  const judged = settle(
    matrix,
    matrix.candidates.filter((id) => !failing.some(({ candidate }) => candidate === id)),
  )
  const { tests, standing, refuted, disputes } = judged
  const pool: Pool = { tests, turnsGreen, refuted, disputes, standing }
  const proven = standing.filter((id) => isProven(proofOf(id, pool)))
  const standings = matrix.candidates.map((candidate) => {
    const base = failing.find((one) => one.candidate === candidate)
    const standing: Standing = base
      ? { kind: 'fails-base', tests: [...base.tests], words: base.words }
      : standingOf(candidate, pool, proven)
    return { candidate, standing }
  })
  const questions = [
    ...disputes.map((some): Question => ({ kind: 'refute-each-other', candidates: [...some] })),
    ...againstAllOthers(tests, standing),
  ]
  return { tests: [...tests], standings, questions, baseTestsLeftOut: [...baseTestsLeftOut(matrix)] }
}

interface Settled extends Refutations {
  readonly tests: readonly BroughtTest[]
  readonly standing: readonly CandidateId[]
}

/** Whoever is refuted has no voice on the tests of others: asked again without them, until nothing changes. */
function settle(matrix: Matrix, voters: readonly CandidateId[]): Settled {
  const all = new Map<CandidateId, readonly BroughtTest[]>()
  let standing = voters
  for (;;) {
    const tests = broughtTests(matrix, standing)
    const { refuted, disputes } = refutations(tests, standing)
    for (const [id, some] of refuted) all.set(id, some)
    const left = standing.filter((id) => !refuted.has(id))
    if (left.length === standing.length) return { tests, standing, refuted: all, disputes }
    standing = left
  }
}

interface Pool extends Refutations {
  readonly tests: readonly BroughtTest[]
  readonly turnsGreen: readonly CandidateId[]
  /** Whose tests have a say. */
  readonly standing: readonly CandidateId[]
}

interface Proof {
  readonly own: readonly ProofTest[]
  readonly rivals: readonly ProofTest[]
  readonly turnsGreen: boolean
}

function proofOf(id: CandidateId, { tests, turnsGreen, standing }: Pool): Proof {
  const passed = tests.filter(({ verdict, passes }) => verdict.kind === 'accepted' && passes.includes(id))
  const of = (isOwn: boolean) =>
    passed.flatMap(({ test }) =>
      (test.author === id) === isOwn && standing.includes(test.author) ? [test] : [],
    )
  return { own: of(true), rivals: of(false), turnsGreen: turnsGreen.includes(id) }
}

function isProven({ own, rivals, turnsGreen }: Proof): boolean {
  return own.length > 0 || rivals.length > 0 || turnsGreen
}

function standingOf(id: CandidateId, pool: Pool, proven: readonly CandidateId[]): Standing {
  const refuted = pool.refuted.get(id)
  if (refuted) return { kind: 'refuted', by: refuted.map(({ test }) => test) }
  const dispute = pool.disputes.filter((some) => some.includes(id)).flat()
  if (dispute.length > 0) return { kind: 'disputed', with: [...new Set(dispute)].filter((one) => one !== id) }
  const proof = proofOf(id, pool)
  if (proof.own.length > 0 || proof.turnsGreen)
    return { kind: 'proven', by: [...proof.own], turnsGreen: proof.turnsGreen }
  if (proof.rivals.length > 0) return { kind: 'proven-by-rivals', by: [...proof.rivals] }
  return { kind: 'unproven', beside: proven.filter((one) => one !== id) }
}
