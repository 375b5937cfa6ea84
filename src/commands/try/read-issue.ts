import { readFile, stat } from 'node:fs/promises'
import { parseIssueBlock } from '../../config/repository.ts'
import type { IssueBlock } from '../../domain/issue/issue-block.ts'
import { problemLines } from '../../messages/terminal/problem-lines.ts'
import { CommandError } from '../command-error.ts'
import { whyUnreadable } from '../why-unreadable.ts'

export interface LocalIssue {
  readonly title: string
  readonly body: string
  /** Its `speculate` block. */
  readonly block: IssueBlock | undefined
}

/** GitHub's own limit for an issue's text. */
const MAX_CHARACTERS = 65_536

const MOST = `longer than ${MAX_CHARACTERS.toLocaleString('en')} characters`

async function readText(file: string): Promise<string> {
  const refuse = (why: string) => new CommandError(`the issue ${file} ${why}`)
  try {
    // A character takes at most four bytes; a file of many gigabytes is not even read.
    if ((await stat(file)).size > 4 * MAX_CHARACTERS) throw refuse(`is ${MOST}`)
    const text = await readFile(file, 'utf8')
    if (text.length > MAX_CHARACTERS) throw refuse(`is ${MOST}`)
    if (/[\0\ufffd]/.test(text)) throw refuse('is not text in UTF-8. Name a Markdown file: --issue FILE')
    return text
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw refuse(`cannot be read: ${whyUnreadable(error)}. Name a Markdown file: --issue FILE`)
  }
}

/**
 * Reads an issue from a Markdown file: its first heading, or else its first line, is the title. Throws `CommandError` for
 * a file that cannot be one, and for a `speculate` block with mistakes, with their lines in the file.
 */
export async function readIssue(file: string): Promise<LocalIssue> {
  const text = await readText(file)
  const lines = text.split(/\r\n|\n|\r/)
  const heading = lines.findIndex((line) => /^ {0,3}#{1,6}\s+\S/.test(line))
  const titleAt = heading === -1 ? lines.findIndex((line) => line.trim() !== '') : heading
  const title = (lines[titleAt] ?? '')
    .replace(/^\s*#{1,6}\s+/, '')
    .replace(/\s+#+\s*$/, '')
    .trim()
  if (title === '')
    throw new CommandError(`the issue ${file} is empty. Write what is wrong, under a heading.`)
  // The line of the title stays as an empty one, so that problems have the file's own lines.
  const body = lines.toSpliced(titleAt, 1, '').join('\n')
  const block = parseIssueBlock(body, 1)
  if (block && !block.ok) {
    const problems = block.problems.map((problem) => ({ ...problem, file }))
    throw new CommandError(`the speculate block has mistakes:\n${problemLines(problems)}`)
  }
  return { title: title.slice(0, 256), body, block: block?.value }
}
