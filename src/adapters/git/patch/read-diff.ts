import type { Diff } from '../../../domain/judgement/review.ts'
import { git } from '../git.ts'
import { commentableLines } from './commentable-lines.ts'

interface DiffRequest {
  /** A repository of ours that holds both commits. */
  readonly gitDir: string
  readonly base: string
  readonly commit: string
  /** Of the text; more is cut at the end of a line. */
  readonly maxBytes: number
}

/** The unified diff between two commits. No attribute or configuration of the repository changes how it looks. */
export async function readDiff({ gitDir, base, commit, maxBytes }: DiffRequest): Promise<Diff> {
  const { stdout } = await git(
    [
      'diff',
      '--no-color',
      '--no-ext-diff',
      '--no-textconv',
      '--find-renames',
      '--unified=3',
      base,
      commit,
      '--',
    ],
    { gitDir, maxOutputBytes: MAX_DIFF_BYTES },
  )
  const whole = stdout.toString('utf8')
  const isCut = stdout.length > maxBytes
  const shown = isCut ? wholeLines(stdout.subarray(0, maxBytes).toString('utf8')) : whole
  return { text: shown, isCut, lines: commentableLines(whole) }
}

function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1)
}

/** A patch is limited long before this. */
const MAX_DIFF_BYTES = 200_000_000
