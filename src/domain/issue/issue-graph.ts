import { z } from 'zod'

/** An open issue as others depend on it. Only what is open counts: what is closed is done. */
export interface OpenIssue {
  readonly number: number
  readonly labels: readonly string[]
  /** Its title. */
  readonly milestone?: string | undefined
  /** The issue that it is a sub-issue of. */
  readonly parent?: number | undefined
  /** Issues of the same repository that have to be done before it. */
  readonly blockedBy: readonly number[]
}

const Path = z.array(z.int().positive()).min(1).max(100)

/** Where an issue stands among those that depend on each other; times are in minutes of work, a day having eight hours. */
export const PathPlace = z.discriminatedUnion('kind', [
  /** `path`: the longest one, from what is to be done first. `milestone`: whose path it is; absent for all that hang together. */
  z.strictObject({
    kind: z.literal('on'),
    path: Path,
    minutes: z.number(),
    milestone: z.string().optional(),
  }),
  /** The longest path through it is shorter than the longest of all. */
  z.strictObject({ kind: z.literal('off'), minutes: z.number(), longest: z.number() }),
  /** It depends on nothing, nothing depends on it, and it is in no milestone. */
  z.strictObject({ kind: z.literal('alone') }),
  /** These wait for each other, so there is no longest path. */
  z.strictObject({ kind: z.literal('cycle'), issues: Path }),
])
export type PathPlace = z.infer<typeof PathPlace>
