import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'

/** Whose code runs, or whose tests: a candidate may be called `base`, so the base is not an id. */
export const Side = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('base') }),
  z.strictObject({ kind: z.literal('candidate'), id: CandidateId }),
])
export type Side = z.infer<typeof Side>

export const BASE: Side = { kind: 'base' }

export function isSame(a: Side, b: Side): boolean {
  return a.kind === 'base' ? b.kind === 'base' : b.kind === 'candidate' && a.id === b.id
}

/**
 * What a failure is of. assertion: something else than was asked for came out · crash: the code under test threw or died · missing: it
 * called what is not there · load: the file could not be read, or not what it imports · unknown: the output does not say.
 */
export const FailureKind = z.enum(['assertion', 'crash', 'missing', 'load', 'unknown'])
export type FailureKind = z.infer<typeof FailureKind>

const Failed = z.strictObject({
  kind: z.literal('failed'),
  failure: FailureKind,
  /** The last telling words of the output: foreign text. */
  words: z.string(),
  /** The name that is not there, where the output says so: foreign text. */
  needs: z.string().optional(),
})

/** What became of one test, by its full name. */
export const NamedOutcome = z.strictObject({
  name: z.string(),
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('passed') }),
    Failed,
    z.strictObject({ kind: z.literal('skipped') }),
    z.strictObject({ kind: z.literal('flaky') }),
  ]),
})
export type NamedOutcome = z.infer<typeof NamedOutcome>

/** What one run of some tests on some code came to. */
export const CellOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passed') }),
  Failed,
  /** It failed, and passed when it was run once more: it counts for nothing. */
  z.strictObject({ kind: z.literal('flaky'), words: z.string() }),
  z.strictObject({ kind: z.literal('timed-out'), seconds: z.number() }),
  /** These tests say nothing of this code: they cannot travel, or ran no test. */
  z.strictObject({ kind: z.literal('not-applicable'), reason: z.string() }),
  /** Nobody ran it: too many, ended, or the machine could not. */
  z.strictObject({ kind: z.literal('not-run'), reason: z.string() }),
])
export type CellOutcome = z.infer<typeof CellOutcome>

/** One run: the code of `state` under one test file of `tests`, or under all of the base's own tests where `file` is absent. */
export const Cell = z.strictObject({
  state: Side,
  tests: Side,
  file: z.string().optional(),
  outcome: CellOutcome,
  /** Each test by its name, where the output names them; a name that is absent did not run. */
  names: z.array(NamedOutcome).optional(),
  /** What ran it: id of a job or of a run on this machine. The same run may fill several cells. */
  run: z.string().optional(),
  seconds: z.number().nonnegative().optional(),
})
export type Cell = z.infer<typeof Cell>

/** How many small changes of its own lines the tests of a candidate notice. */
export const Strength = z.strictObject({
  candidate: CandidateId,
  noticed: z.int().nonnegative(),
  of: z.int().nonnegative(),
  /** Some of those that none of its tests fails on: foreign text. */
  missed: z.array(
    z.strictObject({ file: z.string(), line: z.int().positive(), from: z.string(), to: z.string() }),
  ),
})
export type Strength = z.infer<typeof Strength>

/** Everything that was run, and what was left out. */
export const Matrix = z.strictObject({
  candidates: z.array(CandidateId),
  cells: z.array(Cell),
  /** What of a candidate's tests nobody could run anywhere, and why. */
  left: z.array(z.strictObject({ candidate: CandidateId, file: z.string(), reason: z.string() })),
  /** Files of a candidate's tests that the base has as well. */
  grown: z.array(z.strictObject({ candidate: CandidateId, file: z.string() })).optional(),
  /** Where the base's own tests run only by the names of their files: how many of these are run. */
  own: z.strictObject({ run: z.int().nonnegative(), of: z.int().nonnegative() }).optional(),
  /** Where the runs can be read; absent where they ran on a machine of the operator's. */
  pages: z.array(z.strictObject({ run: z.string(), url: z.string() })).optional(),
  /** Of those who bring tests that pass on them, where the settings ask for it. */
  strength: z.array(Strength).optional(),
})
export type Matrix = z.infer<typeof Matrix>

/** More candidates and files are not run, and it is said. */
export const MAX_PROOF_CANDIDATES = 5
export const MAX_PROOF_FILES = 20

/** One test that was brought by a candidate: a case by its name where the output names them, else a whole file. */
export const ProofTest = z.strictObject({
  author: CandidateId,
  file: z.string(),
  name: z.string().optional(),
  /** It stands for all cases that its author adds to a file of the base. */
  grows: z.literal(true).optional(),
})
export type ProofTest = z.infer<typeof ProofTest>

/** A test that fails on the base and passes on its author, and who passes it. */
export const BroughtTest = z.strictObject({
  test: ProofTest,
  /** accepted: may refute others · contested: more fail it than pass it · proves nothing: why. */
  verdict: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('accepted') }),
    z.strictObject({ kind: z.literal('contested') }),
    z.strictObject({ kind: z.literal('nothing'), reason: z.string() }),
  ]),
  /** What it says on the base, in the words of its output; foreign text. */
  onBase: z.string().optional(),
  /** It fails on the base, and the output does not say why. */
  unsure: z.literal(true).optional(),
  passes: z.array(CandidateId),
  fails: z.array(z.strictObject({ candidate: CandidateId, words: z.string() })),
  notApplicable: z.array(z.strictObject({ candidate: CandidateId, reason: z.string() })),
})
export type BroughtTest = z.infer<typeof BroughtTest>

/** What the matrix says of one candidate. */
export const ProofStatus = z.discriminatedUnion('kind', [
  /** It fails tests of the base as they stood, which pass on the base. */
  z.strictObject({ kind: z.literal('fails-base'), tests: z.array(z.string()), words: z.string() }),
  /** It fails an accepted test of a rival. */
  z.strictObject({ kind: z.literal('refuted'), by: z.array(ProofTest) }),
  /** It and a rival fail each other's accepted tests, and nobody passes both: a human is asked. */
  z.strictObject({ kind: z.literal('disputed'), with: z.array(CandidateId) }),
  /** A test that it brings itself fails on the base and passes here, or a red check turns green. */
  z.strictObject({ kind: z.literal('proven'), by: z.array(ProofTest), turnsGreen: z.boolean() }),
  /** It brings no proof of its own and passes that of rivals. */
  z.strictObject({ kind: z.literal('proven-by-rivals'), by: z.array(ProofTest) }),
  /** Nothing that fails on the base passes here; `beside` are those of whom it is otherwise. */
  z.strictObject({ kind: z.literal('unproven'), beside: z.array(CandidateId) }),
])
export type ProofStatus = z.infer<typeof ProofStatus>

/** Why nobody is promoted by the matrix, and what a human is asked. */
export const Question = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('refute-each-other'), candidates: z.array(CandidateId) }),
  /** Its author stands alone against all others. */
  z.strictObject({
    kind: z.literal('against-all-others'),
    test: ProofTest,
    others: z.array(CandidateId),
  }),
])
export type Question = z.infer<typeof Question>

export const ProofVerdict = z.strictObject({
  tests: z.array(BroughtTest),
  standings: z.array(z.strictObject({ candidate: CandidateId, standing: ProofStatus })),
  questions: z.array(Question),
  /** Tests of the base that fail on the base too, or flip: they count for nobody. */
  baseTestsLeftOut: z.array(z.string()),
})
export type ProofVerdict = z.infer<typeof ProofVerdict>
