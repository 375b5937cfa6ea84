import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'
import { Amounts } from '../run/budget.ts'
import { Cell } from './proof.ts'

/** What an author of a test may hand in. */
export const MAX_DISTINCTION_FILES = 3
export const MAX_DISTINCTION_BYTES = 20_000

export const HandedInFile = z.strictObject({ path: z.string(), text: z.string() })
export type HandedInFile = z.infer<typeof HandedInFile>

/** One test file on one side's code, where it came to the same twice. */
export const DistinctionCell = Cell.omit({ tests: true })
export type DistinctionCell = z.infer<typeof DistinctionCell>

/** Two candidates that pass everything, in the order in which they rank. */
export const CandidatePair = z.tuple([CandidateId, CandidateId])
export type CandidatePair = z.infer<typeof CandidatePair>

/** A test that one of the two passes and the other fails. */
export const Difference = z.strictObject({
  file: z.string(),
  /** The case by its name, where the output names them. Foreign text. */
  name: z.string().optional(),
  passes: CandidateId,
  fails: CandidateId,
  /** What it says where it fails: foreign text. */
  words: z.string(),
  onBase: z.enum(['passes', 'fails', 'nothing']),
  others: z.array(z.strictObject({ candidate: CandidateId, said: z.enum(['passes', 'fails', 'nothing']) })),
})
export type Difference = z.infer<typeof Difference>

/** What a reviewer says the issue asks for, of a test that two candidates differ on. Foreign text. */
export const IssueAnswer = z.strictObject({
  /** pass: that the test must pass · fail: that it must not · unsaid: the issue says neither. */
  answer: z.enum(['pass', 'fail', 'unsaid']),
  /** The issue's own words for it. */
  quote: z.string().max(500).default(''),
})
export type IssueAnswer = z.infer<typeof IssueAnswer>

const Asked = { by: z.string(), between: CandidatePair, cost: Amounts.optional() }

/** What came of asking for a test on which the two best candidates differ. */
export const ScoreboardDistinction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-asked'), between: CandidatePair, reason: z.string() }),
  /** `reason` is a clause that follows the name of who was asked. */
  z.strictObject({ kind: z.literal('nothing'), ...Asked, reason: z.string() }),
  z.strictObject({
    kind: z.literal('differs'),
    ...Asked,
    difference: Difference,
    /** Of the test's file: foreign text. */
    text: z.string(),
    /** More tests on which they differ. */
    more: z.int().nonnegative(),
    /** What else was handed in, and counts for nothing. */
    ignored: z.array(z.string()),
    verdict: z.discriminatedUnion('kind', [
      /** A human is asked; `reason` is a clause of why nobody else can say. */
      z.strictObject({ kind: z.literal('open'), reason: z.string() }),
      /** The issue's own words ask for what `right` does. */
      z.strictObject({
        kind: z.literal('decided'),
        right: CandidateId,
        by: z.array(z.strictObject({ toolchain: z.string(), quote: z.string() })),
      }),
    ]),
  }),
])
export type ScoreboardDistinction = z.infer<typeof ScoreboardDistinction>
