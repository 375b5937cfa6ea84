import { git } from '../../../src/adapters/git/git.ts'

/** A path that a commit touches, and the lines that come or go there, apart from those that only change in their spaces. */
export interface ChangedFile {
  readonly path: string
  readonly lines: readonly string[]
}

interface Sides {
  readonly gitDir: string
  readonly parent: string
  readonly commit: string
}

const MAX_BYTES = 400_000_000

export async function changedFiles({ gitDir, parent, commit }: Sides): Promise<readonly ChangedFile[]> {
  const ask = async (...options: readonly string[]) => {
    const args = ['diff-tree', '-r', '-M', '--no-ext-diff', '--no-textconv', ...options, parent, commit]
    return (await git(args, { gitDir, maxOutputBytes: MAX_BYTES })).stdout.toString('utf8')
  }
  const paths = (await ask('--name-only', '-z')).split('\0').filter(Boolean)
  const lines = linesByPath(await ask('-p', '-w', '--ignore-blank-lines', '--unified=0'))
  return paths.map((path) => ({ path, lines: lines.get(path) ?? [] }))
}

/** A line of the diff belongs to the file that was named last; within a hunk no header is looked for. */
function linesByPath(diff: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  let [old, lines, left] = ['', [] as string[], 0]
  for (const line of diff.split('\n')) {
    const hunk = left === 0 ? /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line) : null
    if (hunk) left = Number(hunk[1] ?? 1) + Number(hunk[2] ?? 1)
    else if (left > 0 && /^[+-]/.test(line)) {
      lines.push(line.slice(1))
      left -= 1
    } else if (line.startsWith('--- ')) old = nameIn(line)
    else if (line.startsWith('+++ ')) {
      const name = line === '+++ /dev/null' ? old : nameIn(line)
      lines = found.get(name) ?? []
      found.set(name, lines)
    }
  }
  return found
}

const nameIn = (line: string) => line.slice('+++ b/'.length).replace(/\t$/, '')
