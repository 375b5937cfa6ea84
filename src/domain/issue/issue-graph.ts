import { z } from 'zod'
import { type IssueKey, parseIssueKey } from './issue.ts'

/** An issue of a private repository, which is not named where others read; numbered as it is met. */
type HiddenKey = `private#${number}`
const KeyElsewhere = z.custom<IssueKey | HiddenKey>((key) => typeof key === 'string' && isKey(key))

/** What an issue is known by among those that depend on each other: its number in this repository, its whole name (`owner/repo#12`) in another, if it may be named. */
export const GraphKey = z.union([z.int().positive(), KeyElsewhere])
export type GraphKey = z.infer<typeof GraphKey>

/** An issue in words: `#12`, or `owner/repo#12` where it is elsewhere. */
export function graphKeyText(key: GraphKey): string {
  return typeof key === 'number' ? `#${key}` : key
}

function isKey(key: string): boolean {
  if (/^private#[1-9]\d{0,5}$/.test(key)) return true
  try {
    return parseIssueKey(key).number > 0
  } catch {
    return false
  }
}

/** Those of this repository come first. */
export function compareKeys(a: GraphKey, b: GraphKey): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'number') return -1
  if (typeof b === 'number' || a > b) return 1
  return a === b ? 0 : -1
}

/** What a field of a project says of how long an issue takes. */
export interface FieldEstimate {
  /** Its name. */
  readonly field: string
  readonly value: number | string
}

/** An open issue as others depend on it. Only what is open counts: what is closed is done. */
export interface OpenIssue {
  readonly key: GraphKey
  readonly labels: readonly string[]
  /** Its title; absent elsewhere, for milestones belong to a repository. */
  readonly milestone?: string | undefined
  /** The issue that it is a sub-issue of. */
  readonly parent?: GraphKey | undefined
  /** Issues that have to be done before it. */
  readonly blockedBy: readonly GraphKey[]
  readonly estimate?: FieldEstimate | undefined
}

const Path = z.array(GraphKey).min(1).max(100)

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
