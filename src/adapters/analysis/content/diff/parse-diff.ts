/** One line that a patch adds; `line` is 1-based in the new file. */
export interface AddedLine {
  readonly line: number
  readonly text: string
}

/** What a unified diff says of one file. */
export interface FileDiff {
  readonly path: string
  readonly added: readonly AddedLine[]
  /** 1-based, in the old file. */
  readonly removed: readonly number[]
  /** Lines of its hunks with their first character, without the positions of the hunks. */
  readonly body: readonly string[]
}

/**
 * Reads git's unified diff. Hunks are read by the line counts of their headers, so that no line of a candidate's can pass for a
 * header; what is not a diff is skipped.
 */
export function parseDiff(diff: string): ReadonlyMap<string, FileDiff> {
  const files = new Map<string, FileDiff>()
  const lines = diff.split('\n')
  let oldPath: string | undefined
  let current: { path: string; added: AddedLine[]; removed: number[]; body: string[] } | undefined
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const hunk = current && HUNK.exec(line)
    if (line.startsWith('diff --git ')) {
      oldPath = undefined
      current = undefined
    } else if (line.startsWith('--- ')) oldPath = pathOf(line.slice(4))
    else if (line.startsWith('+++ ')) {
      const path = pathOf(line.slice(4)) ?? oldPath
      current = path === undefined ? undefined : { path, added: [], removed: [], body: [] }
      if (current) files.set(current.path, current)
    } else if (current && hunk) at = readHunk(lines, at, hunk, current)
  }
  return files
}

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/

/** Reads the lines after the header at `at`; answers where the last one was. */
function readHunk(
  lines: readonly string[],
  at: number,
  [, oldStart = '1', oldCount = '1', start = '1', newCount = '1']: RegExpExecArray,
  { added, removed, body }: { added: AddedLine[]; removed: number[]; body: string[] },
): number {
  let old = Number(oldCount)
  let fresh = Number(newCount)
  let line = Number(start)
  let oldLine = Number(oldStart)
  let last = at
  while ((old > 0 || fresh > 0) && last + 1 < lines.length) {
    last += 1
    const text = lines[last] ?? ''
    if (text.startsWith('\\')) continue
    body.push(text)
    if (text.startsWith('+')) {
      added.push({ line, text: text.slice(1) })
      fresh -= 1
      line += 1
    } else if (text.startsWith('-')) {
      removed.push(oldLine)
      old -= 1
      oldLine += 1
    } else {
      old -= 1
      fresh -= 1
      line += 1
      oldLine += 1
    }
  }
  return last
}

/** The path of a `---` or `+++` line; undefined for the side that does not exist. */
function pathOf(text: string): string | undefined {
  // Git ends a name with blanks in it with a tab, and quotes a name with special characters in it.
  const name = text.startsWith('"') ? unquote(text) : text.replace(/\t$/, '')
  return name === '/dev/null' ? undefined : name.replace(/^[ab]\//, '')
}

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 }

function unquote(text: string): string {
  const end = text.lastIndexOf('"')
  const bytes: Buffer[] = []
  for (const [part] of text.slice(1, end).matchAll(/\\(?:[0-7]{3}|.)|[^\\]+/g)) {
    if (!part.startsWith('\\')) bytes.push(Buffer.from(part))
    else if (/^\\[0-7]{3}$/.test(part)) bytes.push(Buffer.from([Number.parseInt(part.slice(1), 8)]))
    else bytes.push(Buffer.from([ESCAPES[part.charAt(1)] ?? part.charCodeAt(1)]))
  }
  return Buffer.concat(bytes).toString('utf8')
}
