import { ReviewReport } from '../../domain/review.ts'
import { REVIEW_PATH } from '../../ports/workspace.ts'
import { existingDirectory } from './existing-directory.ts'
import { lookInside, readInside } from './read-inside.ts'

const MAX_REVIEW_BYTES = 128 * 1024

/** What a reviewer left, or the reason why it counts for nothing. */
export async function readReview(path: string): Promise<ReviewReport | { readonly unreadable: string }> {
  const root = await existingDirectory(path).catch(() => undefined)
  if (root === undefined) return { unreadable: 'its work tree is gone' }
  const stats = await lookInside(root, REVIEW_PATH).catch(() => undefined)
  if (stats === undefined) return { unreadable: `it left no ${REVIEW_PATH}` }
  if (!stats.isFile()) return { unreadable: `${REVIEW_PATH} is not a regular file` }
  if (stats.size > MAX_REVIEW_BYTES)
    return { unreadable: `${REVIEW_PATH} is larger than ${MAX_REVIEW_BYTES / 1024} KB` }
  let json: unknown
  try {
    json = JSON.parse((await readInside(root, REVIEW_PATH, MAX_REVIEW_BYTES)).toString('utf8'))
  } catch {
    return { unreadable: `${REVIEW_PATH} is not valid JSON` }
  }
  const report = ReviewReport.safeParse(json)
  if (report.success) return report.data
  const [issue] = report.error.issues
  return {
    unreadable: `${REVIEW_PATH}: ${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not a review'}`,
  }
}
