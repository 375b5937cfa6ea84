import { isDeepStrictEqual } from 'node:util'
import { isSameText } from '../../../code/comments/comment-lines.ts'
import { dataOf, type Sides } from '../changed-parts.ts'

/** Data in which `#` begins a comment wherever it begins a line, but in a text of several lines. */
const DATA = /\.(?:ya?ml|toml)$/i

/**
 * Configuration that differs in whole lines of comments alone, such as the year of a licence, says what it said. Both the lines that
 * are left and what they mean must be the same: a text of several lines may hold what looks like a comment, and readers do not agree
 * on what every word means.
 */
export function saysTheSame({ path, before, after }: Sides): boolean {
  if (before === undefined || after === undefined || before === after || !DATA.test(path)) return false
  const [was, is] = [before, after].map(withoutCommentLines)
  if (was === undefined || is === undefined || !isSameText(path, was, is)) return false
  const [data, now] = [dataOf(path, before), dataOf(path, after)]
  return data !== undefined && now !== undefined && isDeepStrictEqual(data, now)
}

function withoutCommentLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*#(?!!)/.test(line))
    .join('\n')
}
