import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { BroughtTest, Question } from '../../domain/proof/proof.ts'

export interface Refutations {
  /** For each candidate, the accepted tests that it fails. */
  readonly refuted: ReadonlyMap<CandidateId, readonly BroughtTest[]>
  /** Pairs, and rings, whose tests contradict each other. */
  readonly disputes: readonly (readonly CandidateId[])[]
}

/**
 * Who fails whose accepted tests. Two that fail each other's are a dispute unless a third one passes both: then the two tests agree with
 * each other, and both of their authors are wrong. A ring in which nobody is left is a dispute as well.
 */
export function refutations(tests: readonly BroughtTest[], voters: readonly CandidateId[]): Refutations {
  const accepted = tests.filter(
    ({ verdict, test }) => verdict.kind === 'accepted' && voters.includes(test.author),
  )
  const failedBy = (id: CandidateId) =>
    accepted.filter(({ fails }) => fails.some(({ candidate }) => candidate === id))
  const edges = new Map(voters.map((id) => [id, failedBy(id)]))
  const pairs = voters.flatMap((a, at) =>
    voters.slice(at + 1).flatMap((b) => (isDispute(a, b, edges) ? [[a, b]] : [])),
  )
  const refuted = new Map([...edges].filter(([, some]) => some.length > 0))
  const isEverybody = voters.length > 1 && voters.every((id) => refuted.has(id))
  const disputes = pairs.length === 0 && isEverybody ? [[...voters]] : pairs
  const open = disputes.flat()
  return { refuted: new Map([...refuted].filter(([id]) => !open.includes(id))), disputes }
}

function isDispute(
  a: CandidateId,
  b: CandidateId,
  edges: ReadonlyMap<CandidateId, readonly BroughtTest[]>,
): boolean {
  const against = (one: CandidateId, author: CandidateId) =>
    edges.get(one)?.filter(({ test }) => test.author === author) ?? []
  const [ofB, ofA] = [against(a, b), against(b, a)]
  const agree = ofB.every((one) => ofA.every((other) => one.passes.some((id) => other.passes.includes(id))))
  return ofB.length > 0 && ofA.length > 0 && !agree
}

/** A test that its author alone passes, against everybody who could fail it. Whoever is rejected asks nothing. */
export function againstAllOthers(
  tests: readonly BroughtTest[],
  remaining: readonly CandidateId[],
): readonly Question[] {
  return tests.flatMap(({ verdict, test, fails }): Question[] => {
    const others = fails.flatMap(({ candidate }) => (remaining.includes(candidate) ? [candidate] : []))
    const isAsked = verdict.kind === 'contested' && remaining.includes(test.author) && others.length > 1
    return isAsked ? [{ kind: 'against-all-others', test, others }] : []
  })
}
