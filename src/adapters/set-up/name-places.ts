import { chmod, lstat, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { git } from '../git/git.ts'
import type { Places } from './kept-set-up.ts'

/** Files below `root` that hold one of these texts, whatever kind of file they are. */
export async function filesHolding(
  root: string,
  texts: readonly string[],
  gitDir: string,
): Promise<string[]> {
  if (texts.length === 0) return []
  const patterns = texts.flatMap((text) => ['-e', text])
  const { stdout } = await git(
    ['grep', '--no-index', '--no-exclude-standard', '-z', '-l', '-F', ...patterns, '--', '.'],
    { gitDir, workTree: root, answers: [0, 1], timeoutMs: 10 * 60_000 },
  )
  // A name that is no UTF-8 cannot be told apart from others here.
  return stdout
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '' && !path.includes('\ufffd'))
}

/** Links below `root` that lead to one of these places by their whole path. */
export async function linksInto(root: string, places: Places): Promise<string[]> {
  const found: string[] = []
  const level = ['']
  for (let folder = level.pop(); folder !== undefined; folder = level.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}${entry.name}`
      if (entry.isDirectory()) level.push(`${path}/`)
      else if (entry.isSymbolicLink() && isInto(await readlink(join(root, path)), places)) found.push(path)
    }
  }
  return found
}

function isInto(target: string, places: Places): boolean {
  return Object.values(places).some((place) => target === place || target.startsWith(`${place}/`))
}

/**
 * Has these files and links below `root` name other places: an environment of Python, a program's first line and an index of installed
 * packages hold the path that they were made in. What is not text stays as it is.
 */
export async function renamePlaces(
  root: string,
  paths: readonly string[],
  { from, to }: { readonly from: Places; readonly to: Places },
): Promise<void> {
  const renamed = (text: string) =>
    text.replaceAll(latin1(from.tree), latin1(to.tree)).replaceAll(latin1(from.home), latin1(to.home))
  for (const path of paths.map((one) => join(root, one))) {
    const stats = await lstat(path).catch(() => undefined)
    if (stats?.isSymbolicLink()) {
      const target = renamed(await readlink(path, 'latin1'))
      await rm(path)
      await symlink(Buffer.from(target, 'latin1'), path)
    } else if (stats?.isFile()) await rewrite(path, stats.mode, renamed)
  }
}

/** Puts stars over these texts, byte by byte, so that a file keeps its shape. */
export async function cover(root: string, paths: readonly string[], texts: readonly string[]): Promise<void> {
  for (const path of paths.map((one) => join(root, one))) {
    const stats = await lstat(path)
    const covered = (content: string) =>
      texts.reduce((rest, text) => rest.replaceAll(latin1(text), '*'.repeat(latin1(text).length)), content)
    if (stats.isFile()) await rewrite(path, stats.mode, covered, true)
  }
}

async function rewrite(path: string, mode: number, change: (text: string) => string, isAny = false) {
  const before = await readFile(path, 'latin1')
  if (!isAny && before.includes('\0')) return
  const after = change(before)
  if (after === before) return
  await chmod(path, mode | 0o200)
  await writeFile(path, after, 'latin1')
  await chmod(path, mode)
}

/** As bytes, one character each. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1')
}
