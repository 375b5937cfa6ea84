import { z } from 'zod'

/**
 * What a promotion rests on. refuted-rivals: proven, and a test showed that somebody else is wrong · proven-and-agreed: proven, and others
 * pass the same tests or wrote the same patch · proven-alone: by its own tests, which nobody else passes · proven-by-rivals: it brings no
 * proof and passes that of others · unproven: tests were run, and none proves it · not-checked: none were run.
 */
export const VerdictKind = z.enum([
  'refuted-rivals',
  'proven-and-agreed',
  'proven-alone',
  'proven-by-rivals',
  'unproven',
  'not-checked',
])
export type VerdictKind = z.infer<typeof VerdictKind>

/** How verdicts of one kind turned out. */
export const HitCount = z.strictObject({ right: z.int().nonnegative(), of: z.int().nonnegative() })
