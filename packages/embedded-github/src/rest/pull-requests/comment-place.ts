import { z } from 'zod'
import { invalid } from '../../api-error.ts'
import type { RepositoryCall } from '../../http/call.ts'
import type { PullRequestIssue } from '../../model.ts'

const Side = z.enum(['LEFT', 'RIGHT'])

/** Where a comment of a review stands: a line, lines up to one, or a whole file. */
export const CommentPlace = z.object({
  path: z.string(),
  body: z.string(),
  line: z.int().optional(),
  side: Side.default('RIGHT'),
  start_line: z.int().optional(),
  start_side: Side.optional(),
  subject_type: z.enum(['line', 'file']).optional(),
})
export type CommentPlace = z.infer<typeof CommentPlace>

/** Throws for a commit that is none of the pull request's own. */
export async function requireOwnCommit(
  { github, repository }: RepositoryCall,
  { pull }: PullRequestIssue,
  commit: string,
): Promise<void> {
  if (commit === pull.head.sha) return
  const own = await github.git(repository).commitsBetween(pull.base.sha, pull.head.sha)
  if (!own.some(({ oid }) => oid === commit)) {
    const message = 'commit_id is not part of the pull request'
    throw invalid({ resource: 'PullRequestReviewComment', code: 'custom', field: 'commit_id', message })
  }
}

/**
 * Why no comment can stand there in the diff of `commit`, as GitHub says it (cli/cli#5746): lines that a hunk shows, on the side that is
 * named, and several of one hunk in their order.
 */
export async function wrongPlace(
  { github, repository }: RepositoryCall,
  { pull }: PullRequestIssue,
  commit: string,
  place: CommentPlace,
) {
  const files = await github.git(repository).changedFiles(pull.base.sha, commit)
  const file = files.find((one) => one.path === place.path)
  if (place.subject_type === 'file')
    return file === undefined ? problem('path', 'could not be resolved') : undefined
  const hunk = hunksOf(file?.patch ?? '').find((one) => shows(one[place.side], place.line))
  if (hunk === undefined) return problem('line', 'must be part of the diff')
  if (place.start_line === undefined) return undefined
  const startSide = place.start_side ?? place.side
  if (startSide === place.side && place.start_line >= (place.line ?? 0))
    return problem('start_line', 'must precede the end line.')
  return shows(hunk[startSide], place.start_line)
    ? undefined
    : problem('start_line', 'must be part of the same hunk as the line.')
}

function problem(name: string, words: string) {
  const field = `pull_request_review_thread.${name}`
  return {
    resource: 'PullRequestReviewComment',
    code: 'custom',
    field,
    message: `${field} ${words}`,
  } as const
}

interface Lines {
  readonly start: number
  readonly count: number
}

function shows({ start, count }: Lines, line: number | undefined): boolean {
  return line !== undefined && line >= start && line < start + count
}

function hunksOf(patch: string) {
  const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm
  return [...patch.matchAll(header)].map(([, left, leftCount = '1', right, rightCount = '1']) => ({
    LEFT: { start: Number(left), count: Number(leftCount) },
    RIGHT: { start: Number(right), count: Number(rightCount) },
  }))
}
