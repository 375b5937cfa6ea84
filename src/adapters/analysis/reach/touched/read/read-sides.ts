import type { FileChange } from '../../../../../domain/candidate/patch.ts'
import type { Judge } from '../../../../../domain/checks/reach.ts'
import type { PatchContents } from '../../../../../ports/analysis.ts'
import type { Sides as ReadSides } from '../changed-parts.ts'

export type Sides = ReadSides | 'unreadable'

const MAX_FILE_BYTES = 400_000
const MAX_BYTES = 8_000_000
/** Nobody writes them by hand, and they are read line by line. */
const LOCK = /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml)$/
const MAX_LOCK_BYTES = 4_000_000

/** Both sides of a judge as text, as long as there is not too much of it: what is too much to compare counts as changed. */
export function readSides(
  contents: PatchContents,
): (file: FileChange, path: string, judge: Judge) => Promise<Sides> {
  let read = 0
  const known = new Map<string, Promise<Sides>>()
  const sidesOf = async (file: FileChange, path: string, from: string): Promise<Sides> => {
    const [before, after] = await Promise.all([
      contents.before(from),
      path === file.path && file.status !== 'deleted' ? contents.after(path) : undefined,
    ])
    read += (before?.length ?? 0) + (after?.length ?? 0)
    const isMissing = path === file.path && file.status !== 'deleted' && !after
    const most = LOCK.test(path) ? MAX_LOCK_BYTES : MAX_FILE_BYTES
    const isMuch = Math.max(before?.length ?? 0, after?.length ?? 0) > most || read > MAX_BYTES
    return isMissing || isMuch ? 'unreadable' : { path, before: textOf(before), after: textOf(after) }
  }
  return (file, path, { path: own, isPattern }) => {
    if (file.mode === '120000' || file.mode === '160000') return Promise.resolve('unreadable' as const)
    // Written in other letters, it takes the place of the one that is there.
    const from = isPattern ? path : own
    const key = JSON.stringify([file.path, path, from])
    const sides = known.get(key) ?? sidesOf(file, path, from)
    known.set(key, sides)
    return sides
  }
}

function textOf(content: Uint8Array | undefined): string | undefined {
  return content && Buffer.from(content).toString('utf8')
}
