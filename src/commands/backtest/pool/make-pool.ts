import { git, gitLine } from '../../../adapters/git/git.ts'
import { mutantsOf } from '../../../adapters/proof/strength/mutants-of.ts'
import { unwrapsOf } from '../../../adapters/proof/strength/unwraps-of.ts'
import { applyHunks, type Hunk, hunksOf, lineByLine } from '../../../adapters/proof/tests/hunks.ts'
import { GONE, type TreeChange } from '../../../adapters/proof/tests/tree-change.ts'
import { type Fix, isProductCode } from '../fixes/find-fixes.ts'
import { withoutTests } from '../fixes/without-tests.ts'

/** What a candidate of a pool is made of, and what was done to it in words. */
export interface PoolCandidate {
  readonly id: string
  readonly kind: 'real' | 'no-test' | 'part' | 'mutant'
  readonly commit: string
  readonly changes: readonly TreeChange[]
  readonly words: string
}

/** Of each fix: itself, without its test, reverted in part, and up to two mutants, of which one is judged. */
export async function makePool(gitDir: string, fix: Fix): Promise<readonly PoolCandidate[]> {
  const without = await withoutTests(gitDir, fix)
  const [code, ...otherCode] = await changedCode(gitDir, { ...fix, changes: without })
  const all = code ? [code, ...otherCode] : []
  const make = async (
    id: string,
    kind: PoolCandidate['kind'],
    { changes, words }: { readonly changes: readonly TreeChange[]; readonly words: string },
  ): Promise<PoolCandidate> => ({ id, kind, words, changes, commit: await commitOf(gitDir, fix, changes) })
  const part = await partOf(gitDir, without, all)
  const mutants = await mutantChanges(gitDir, without, all)
  const pool = [
    await make('real', 'real', { changes: fix.changes, words: 'the fix with its test' }),
    await make('no-test', 'no-test', { changes: without, words: 'the fix without its test' }),
  ]
  if (part) pool.push(await make('part', 'part', part))
  // One after the other: they share an index.
  for (const [at, one] of mutants.entries()) pool.push(await make(`mutant-${at + 1}`, 'mutant', one))
  return pool
}

interface ChangedCode {
  readonly change: TreeChange
  readonly before: string
  readonly after: string
  readonly hunks: readonly Hunk[]
}

async function changedCode(gitDir: string, { base, changes }: Fix): Promise<readonly ChangedCode[]> {
  const found: ChangedCode[] = []
  for (const change of changes.filter((one) => isProductCode(one) && one.mode.startsWith('100'))) {
    const before = await textAt(gitDir, `${base}:${change.path}`)
    const after = await textAt(gitDir, change.object)
    if (after === undefined) continue
    found.push({ change, before: before ?? '', after, hunks: hunksOf(before ?? '', after) })
  }
  return found
}

async function textAt(gitDir: string, object: string): Promise<string | undefined> {
  const { exitCode, stdout } = await git(['cat-file', 'blob', object], { gitDir, answers: [0, 128] })
  const text = stdout.toString('utf8')
  return exitCode === 0 && Buffer.from(text, 'utf8').equals(stdout) ? text : undefined
}

type Made = Pick<PoolCandidate, 'changes' | 'words'>

/** One place of the fix as it was before: the last of a file that has several, else the last file. */
async function partOf(
  gitDir: string,
  without: readonly TreeChange[],
  code: readonly ChangedCode[],
): Promise<Made | undefined> {
  for (const { change, before, hunks } of code.filter((one) => one.before !== '')) {
    const places = hunks.filter(isTelling).length > 1 ? hunks : lineByLine(hunks)
    const last = places.findLast(isTelling)
    if (!last || places.filter(isTelling).length < 2) continue
    const kept = places.filter((one) => one !== last)
    const words = `the fix without its change at line ${last.newStart} of ${change.path}`
    return { changes: await replaced(gitDir, without, { ...change, text: applyHunks(before, kept) }), words }
  }
  const last = code.at(-1)
  if (code.length < 2 || !last) return undefined
  return {
    changes: without.filter(({ path }) => path !== last.change.path),
    words: `the fix without its change of ${last.change.path}`,
  }
}

/** Reverting only comments or blank lines would change nothing. */
function isTelling({ added, removed }: Hunk): boolean {
  return [...added, ...removed].some(
    (line) => /\w/.test(line) && !/^\s*(?:#|\/\/|\*|\/\*|--|import\b|from\b|use\b)/.test(line),
  )
}

async function mutantChanges(
  gitDir: string,
  without: readonly TreeChange[],
  code: readonly ChangedCode[],
): Promise<readonly Made[]> {
  const usual = await mutatedTexts(code)
  const all = usual.length > 0 ? usual : await mutatedTexts(code, unwrapsOf)
  const chosen = [all[0], all[Math.floor(all.length / 2)]].flatMap((one) => one ?? [])
  return Promise.all(
    [...new Set(chosen)].map(async ({ change, text, words }) => ({
      changes: await replaced(gitDir, without, { ...change, text }),
      words,
    })),
  )
}

interface MutatedText {
  readonly change: TreeChange
  readonly text: string
  readonly words: string
}

async function mutatedTexts(
  code: readonly ChangedCode[],
  wanted?: typeof unwrapsOf,
): Promise<readonly MutatedText[]> {
  const all: MutatedText[] = []
  for (const { change, before, after, hunks } of code) {
    const lines = new Set(hunks.flatMap(({ newStart, added }) => added.map((_, at) => newStart + at)))
    for (const { text, line, from, to } of await mutantsOf(change.path, after, lines, wanted)) {
      // A change that undoes the whole fix is not a candidate.
      if (text === before) continue
      const words = `the fix with ${shown(from)} made ${shown(to)} in line ${line} of ${change.path}`
      all.push({ change, text, words })
    }
  }
  return all
}

function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return JSON.stringify(line.length > 40 ? `${line.slice(0, 39)}…` : line)
}

async function replaced(
  gitDir: string,
  changes: readonly TreeChange[],
  { path, mode, text }: Pick<TreeChange, 'path' | 'mode'> & { readonly text: string },
): Promise<readonly TreeChange[]> {
  const object = await gitLine(['hash-object', '-w', '--stdin'], { gitDir, input: text })
  return changes.map((one) => (one.path === path ? { path, mode, object } : one))
}

/** A commit of these changes on the base, so that it can be measured as any patch is. */
async function commitOf(gitDir: string, { base }: Fix, changes: readonly TreeChange[]): Promise<string> {
  await git(['read-tree', base], { gitDir })
  const records = changes.map(({ mode, object, path }) =>
    mode === GONE ? `0 ${'0'.repeat(40)}\t${path}` : `${mode} ${object}\t${path}`,
  )
  if (records.length > 0)
    await git(['update-index', '-z', '--index-info'], { gitDir, input: `${records.join('\0')}\0` })
  const tree = await gitLine(['write-tree'], { gitDir })
  const who = 'candidate <candidate@localhost> 0 +0000'
  const text = `tree ${tree}\nparent ${base}\nauthor ${who}\ncommitter ${who}\n\ncandidate\n`
  return gitLine(['hash-object', '-t', 'commit', '-w', '--stdin'], { gitDir, input: text })
}
