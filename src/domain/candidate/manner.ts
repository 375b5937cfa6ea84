import { z } from 'zod'

/** How a repository writes the first lines of its commits: `fix(client): …`, `client: …`, or a plain sentence. */
export const Manner = z.enum(['conventional', 'area', 'plain'])
export type Manner = z.infer<typeof Manner>

const CONVENTIONAL =
  /^(?:build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)(?:\([^()]{1,60}\))?!?: \S/
const AREA = /^[\w./@*,-]{1,60}: \S/
/** Fewer commits than this show no manner. */
const LEAST = 5
const SHARE = 0.6

/** From the subjects of the last commits; merges and reverts are written by tools. */
export function mannerOf(subjects: readonly string[]): Manner {
  const written = subjects.filter((subject) => !/^(?:Merge |Revert ")/.test(subject))
  const share = (pattern: RegExp) =>
    written.filter((subject) => pattern.test(subject)).length / written.length
  if (written.length < LEAST) return 'plain'
  if (share(CONVENTIONAL) >= SHARE) return 'conventional'
  return share(AREA) >= SHARE ? 'area' : 'plain'
}
