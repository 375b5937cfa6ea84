import type { PatchContents } from '../../../../ports/analysis.ts'
import type { Sides } from './changed-parts.ts'

const MAX_LINES = 200
/** Endings of code that linters look at. */
const CODE = /\*\.(?:py|pyi|[cm]?[jt]sx?|vue|svelte|css|scss|json|ya?ml|md|rs|go|rb|php)$/i

/** A file of names that git ignores, which some linters take for theirs: true where it names more of what the base has. */
export async function ignoresMore(
  { path, before = '', after }: Sides,
  contents: PatchContents,
): Promise<boolean> {
  const known = new Set(linesOf(before))
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const added = linesOf(after ?? '').filter((line) => !known.has(line))
  if (added.length > MAX_LINES) return true
  for (const line of added) {
    const plain = line.replace(/^\/|\/(?:\*{0,2})?$/g, '').replace(/^\*\*\//, '')
    if (line === '*' || line === '**' || CODE.test(line)) return true
    if (/[*?[]/.test(plain)) continue
    const isFolder = (await contents.hadFolder?.(folder + plain)) ?? false
    if (isFolder || (await contents.before(folder + plain)) !== undefined) return true
  }
  return false
}

/** What is ignored; a line that begins with `!` takes back. */
function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#!]/.test(line))
}
