import type { FileChange } from '../../../domain/candidate/patch.ts'
import type { ChangesOnly } from '../../../domain/judgement/measures.ts'
import { changesOnly } from '../code/changes-only.ts'
import { asideLines } from '../code/comments/aside-lines.ts'
import type { AsideLines } from '../code/comments/count-aside.ts'
import { idleChanges } from '../code/idle-changes.ts'
import type { Omission } from '../code/normal/reduction.ts'
import { withoutRustTests } from '../code/rust/without-rust-tests.ts'
import { meansByItsName, withoutText } from '../code/without-text.ts'
import { isText } from '../content/is-text.ts'
import { limitWork } from '../process/work-limit.ts'
import { type MeasuredChange, measureChange } from './measure-change.ts'

/** The input of the process. The contents are by path, for the files that have any. */
export interface CodeWork {
  readonly files: readonly FileChange[]
  readonly before: ReadonlyMap<string, Uint8Array>
  readonly after: ReadonlyMap<string, Uint8Array>
  readonly maxMs: number
}

/** The answer for each file, in the order of the files. */
export interface CodeAnswer {
  readonly change: MeasuredChange
  /** What the patch does to the file in place, where that means nothing to who runs it. */
  readonly only?: ChangesOnly | undefined
  /** What it adds without any effect, where it does nothing else. */
  readonly idle?: readonly Omission[] | undefined
  readonly lines?: AsideLines | undefined
}

/** Both sides of each file: their functions, and whether anything that runs has changed. */
export async function compareCode(
  { files, before, after, maxMs }: CodeWork,
  say: (answer: CodeAnswer) => void,
): Promise<void> {
  const mayGoOn = limitWork(maxMs)
  for (const file of files) {
    const was = await product(file.previousPath ?? file.path, before, mayGoOn)
    const is = await product(file.path, after, mayGoOn)
    const change = await measureChange(file, { before: () => was, after: () => is }, mayGoOn)
    const reported = await onlyOf(file, { before, after }, mayGoOn)
    say({ change, ...reported, lines: await linesOf(file, { before, after }, mayGoOn) })
  }
}

/** Rust keeps its tests beside the product, and more tests are no more complexity. */
async function product(
  path: string,
  contents: ReadonlyMap<string, Uint8Array>,
  mayGoOn: () => boolean,
): Promise<Uint8Array | undefined> {
  const content = contents.get(path)
  const text = path.endsWith('.rs') ? textOf(content) : undefined
  try {
    return text === undefined ? content : Buffer.from(await withoutRustTests(text, mayGoOn))
  } catch {
    return content
  }
}

/** A moved file always counts as changed, and so does one that is not text. */
async function onlyOf(
  { path, status, mode, binary }: FileChange,
  { before, after }: Pick<CodeWork, 'before' | 'after'>,
  mayGoOn: () => boolean,
): Promise<Pick<CodeAnswer, 'only' | 'idle'>> {
  const isInPlace = status === 'modified' || status === 'added' || status === 'deleted'
  const isFile = mode.startsWith('100') || status === 'deleted'
  if (!isInPlace || !isFile || binary) return {}
  const was = status === 'added' ? '' : textOf(before.get(path))
  const is = status === 'deleted' ? '' : textOf(after.get(path))
  if (was === undefined || is === undefined) return {}
  if (was === is) return { only: withoutText({ path, status, text: is }) }
  if (status !== 'modified' && meansByItsName(path)) return {}
  try {
    const sides = { path, before: was, after: is }
    const only = await changesOnly(sides, mayGoOn)
    const idle = only === undefined && status !== 'deleted' ? await idleChanges(sides, mayGoOn) : undefined
    return idle ? { only: 'code without effect', idle } : { only }
  } catch {
    // The grammars are programs of their own, which may run out of memory.
    return {}
  }
}

/** Undefined where they could not be read. */
async function linesOf(
  { path, previousPath = path, binary }: FileChange,
  { before, after }: Pick<CodeWork, 'before' | 'after'>,
  mayGoOn: () => boolean,
): Promise<AsideLines | undefined> {
  if (binary) return undefined
  const read = (text: string | undefined) => asideLines(path, text ?? '', mayGoOn)
  try {
    return {
      before: await read(textOf(before.get(previousPath))),
      after: await read(textOf(after.get(path))),
    }
  } catch {
    return undefined
  }
}

function textOf(content: Uint8Array | undefined): string | undefined {
  return content && isText(content) ? Buffer.from(content).toString('utf8') : undefined
}
