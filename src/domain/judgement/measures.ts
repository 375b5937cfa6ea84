import { z } from 'zod'
import { HardFail } from '../checks/contract.ts'
import { TouchedJudge } from '../checks/reach.ts'

/** What a changed file is for: only hand-written files count as size, and tests and fixtures have gates of their own. */
export const FileClass = z.enum([
  'source',
  'test',
  'fixture',
  'snapshot',
  'documentation',
  'generated',
  'vendored',
  'lock',
  'binary',
])
export type FileClass = z.infer<typeof FileClass>

/** The kind of a change that has no effect when the file is run. Documentation strings are comments. */
export const ChangesOnly = z.enum([
  'comments',
  'white space',
  'tests',
  'the version number',
  'file permissions',
  'an empty file',
  'code without effect',
])
export type ChangesOnly = z.infer<typeof ChangesOnly>

/** Code that was added or rewritten without any effect on what runs. */
export const IdleChange = z.strictObject({
  what: z.enum([
    'function',
    'variable',
    'type',
    'macro',
    'import',
    'dead code',
    'no effect',
    'another name',
    'other words',
  ]),
  /** Of what nothing uses, or of what has another name now. */
  name: z.string().optional(),
  to: z.string().optional(),
})
export type IdleChange = z.infer<typeof IdleChange>

/** A line that a reader does not see, or that looks like something it is not. */
export const HiddenText = z.strictObject({
  line: z.int().positive(),
  what: z.enum(['direction', 'control', 'carriage return', 'invisible', 'look-alike']),
})
export type HiddenText = z.infer<typeof HiddenText>

const Lines = z.strictObject({ insertions: z.int().nonnegative(), deletions: z.int().nonnegative() })

/** Cyclomatic complexity of one function on both sides of the patch; null where the function does not exist. */
export const FunctionComplexity = z.strictObject({
  path: z.string(),
  name: z.string(),
  /** 1-based, in the new file, or in the old one when the function is gone. */
  line: z.int().positive(),
  before: z.int().positive().nullable(),
  after: z.int().positive().nullable(),
})
export type FunctionComplexity = z.infer<typeof FunctionComplexity>

export const Complexity = z.strictObject({
  /** Sum over the functions whose text changed: after minus before, a missing side counting 0. */
  delta: z.int(),
  functions: z.array(FunctionComplexity),
  /** Source files left out, and why: an unknown language is not guessed. */
  unmeasured: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
})
export type Complexity = z.infer<typeof Complexity>

/** A test that proves less than before. */
export const WeakenedTest = z.strictObject({
  path: z.string(),
  line: z.int().positive().nullable(),
  what: z.enum([
    'deleted',
    'skipped',
    'focused',
    'assertions-removed',
    'assertions-weakened',
    'failures-hidden',
    'not-reached',
    'cases-removed',
    'run-changed',
    'stubbed',
    'unread',
  ]),
  detail: z.string(),
})
export type WeakenedTest = z.infer<typeof WeakenedTest>

/**
 * What an existing test expects now where it expected something else before. Honest work does that too when the issue asks for other
 * behaviour, so it is reported and weighed, and never rejected for that alone. An empty text stands for what was removed.
 */
export const ChangedExpectation = z.strictObject({
  path: z.string(),
  line: z.int().positive(),
  test: z.string(),
  before: z.string(),
  after: z.string(),
})
export type ChangedExpectation = z.infer<typeof ChangedExpectation>

/** Product code that keeps tests from finding what is wrong with it. */
export const DefeatedTests = z.strictObject({
  path: z.string(),
  line: z.int().positive(),
  what: z.enum([
    'ends-process',
    'hides-failure',
    'replaces-assertions',
    'equals-everything',
    'detects-tests',
    'edits-tests',
    /** Parsing it did not come to an end. */
    'unread',
  ]),
  detail: z.string(),
})
export type DefeatedTests = z.infer<typeof DefeatedTests>

/** Something in added lines that a hard-fail category forbids. Never holds a secret itself. */
export const Finding = z.strictObject({
  category: HardFail,
  rule: z.string(),
  path: z.string(),
  line: z.int().positive().nullable(),
  detail: z.string(),
})
export type Finding = z.infer<typeof Finding>

/** What can be measured of a patch from git objects alone, before anybody runs it. */
export const Measures = z.strictObject({
  files: z.array(
    z.strictObject({
      path: z.string(),
      class: FileClass,
      /** The patch changes nothing else of this file; only set for source files. */
      only: ChangesOnly.optional(),
      /** What the code without effect is, where the patch changes nothing else. */
      idle: z.array(IdleChange).optional(),
      /** It was text on the base, or is code by its name, and now holds bytes that no text holds, so that nobody sees its lines. */
      noText: z.literal(true).optional(),
      /** The first line that it adds which hides something. */
      hidden: HiddenText.optional(),
      /** Another path differs from this new one in nothing but capitals. */
      sameButForCase: z.literal(true).optional(),
    }),
  ),
  /** Hand-written lines: without generated, vendored, lock and binary files. */
  written: Lines,
  /** How many of `written` are neither code nor in a test file; absent in measurements from before this was looked for. */
  aside: z
    .array(Lines.extend({ what: z.enum(['documentation', 'comments', 'empty lines', 'tests']) }))
    .optional(),
  apart: z.array(Lines.extend({ class: FileClass, files: z.int().positive() })),
  complexity: Complexity,
  tests: z.strictObject({
    added: z.array(z.string()),
    changed: z.array(z.string()),
    weakened: z.array(WeakenedTest),
    /** Absent in measurements from before this was looked for. */
    changedExpectations: z.array(ChangedExpectation).optional(),
    /** Product code that defeats tests; absent where there is none. */
    defeated: z.array(DefeatedTests).optional(),
  }),
  /** Fixtures and snapshots as they are after the patch: SHA-256 of the content, null when deleted. */
  fixtures: z.array(
    z.strictObject({
      path: z.string(),
      hash: z.string().nullable(),
      /** Nothing of what the base has in it is changed or gone: there are only more cases. */
      grows: z.literal(true).optional(),
    }),
  ),
  findings: z.array(Finding),
  /** What of the contract's reach it changes; absent where no reach was known. */
  judges: z.array(TouchedJudge).optional(),
  /** What it changes of that with the repository's permission (`verifier.may_change`): a risk, but no reason to reject it. */
  excepted: z.array(TouchedJudge).optional(),
  /** `git patch-id --stable`: equal for two patches that do the same. */
  patchId: z.string(),
})
export type Measures = z.infer<typeof Measures>
