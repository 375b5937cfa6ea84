import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type {
  BroughtTest,
  Matrix,
  ProofStatus,
  ProofTest,
  ProofVerdict,
  Question,
} from '../../domain/proof/proof.ts'
import { baseTestsLeftOut, failsBaseTests } from './base-tests.ts'
import { broughtTests } from './brought-tests.ts'
import { againstAllOthers, type Refutations, refutations } from './refutations.ts'

export interface MatrixFacts {
  readonly matrix: Matrix
  /** Candidates that turn green a required check which is red on the base: that is proof too. */
  readonly turnsGreen?: readonly CandidateId[] | undefined
}

/** What follows from the matrix for every candidate, before any score. */
export function judgeMatrix({ matrix, turnsGreen = [] }: MatrixFacts): ProofVerdict {
  const failing = failsBaseTests(matrix)
  const judged = untilStable(
    matrix,
    matrix.candidates.filter((id) => !failing.some(({ candidate }) => candidate === id)),
  )
  const { tests, remaining, refuted, disputes } = judged
  const pool: Pool = { tests, turnsGreen, refuted, disputes, remaining }
  const proven = remaining.filter((id) => isProven(proofOf(id, pool)))
  const standings = matrix.candidates.map((candidate) => {
    const base = failing.find((one) => one.candidate === candidate)
    const status: ProofStatus = base
      ? { kind: 'fails-base', tests: [...base.tests], words: base.words }
      : statusOf(candidate, pool, proven)
    return { candidate, standing: status }
  })
  const questions = [
    ...disputes.map((some): Question => ({ kind: 'refute-each-other', candidates: [...some] })),
    ...againstAllOthers(tests, remaining),
  ]
  return { tests: [...tests], standings, questions, baseTestsLeftOut: [...baseTestsLeftOut(matrix)] }
}

interface StableVerdicts extends Refutations {
  readonly tests: readonly BroughtTest[]
  readonly remaining: readonly CandidateId[]
}

/** A refuted candidate has no vote on the tests of others: they are judged again without it, until nothing changes. */
function untilStable(matrix: Matrix, voters: readonly CandidateId[]): StableVerdicts {
  const all = new Map<CandidateId, readonly BroughtTest[]>()
  let remaining = voters
  for (;;) {
    const tests = broughtTests(matrix, remaining)
    const { refuted, disputes } = refutations(tests, remaining)
    for (const [id, some] of refuted) all.set(id, some)
    const left = remaining.filter((id) => !refuted.has(id))
    if (left.length === remaining.length) return { tests, remaining, refuted: all, disputes }
    remaining = left
  }
}

interface Pool extends Refutations {
  readonly tests: readonly BroughtTest[]
  readonly turnsGreen: readonly CandidateId[]
  /** Candidates whose tests count. */
  readonly remaining: readonly CandidateId[]
}

interface Proof {
  readonly own: readonly ProofTest[]
  readonly rivals: readonly ProofTest[]
  readonly turnsGreen: boolean
}

function proofOf(id: CandidateId, { tests, turnsGreen, remaining }: Pool): Proof {
  const passed = tests.filter(({ verdict, passes }) => verdict.kind === 'accepted' && passes.includes(id))
  const of = (isOwn: boolean) =>
    passed.flatMap(({ test }) =>
      (test.author === id) === isOwn && remaining.includes(test.author) ? [test] : [],
    )
  return { own: of(true), rivals: of(false), turnsGreen: turnsGreen.includes(id) }
}

function isProven({ own, rivals, turnsGreen }: Proof): boolean {
  return own.length > 0 || rivals.length > 0 || turnsGreen
}

function statusOf(id: CandidateId, pool: Pool, proven: readonly CandidateId[]): ProofStatus {
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
