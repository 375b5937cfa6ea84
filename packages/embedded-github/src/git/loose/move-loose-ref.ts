import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readRefs } from '../read-refs.ts'
import { isRefName, NO_OBJECT, type RefUpdate } from '../ref-update.ts'
import { readLooseHeader } from './loose-objects.ts'

/**
 * Moves or makes one ref under git's own lock, so that a push at the same time waits or loses as against git. False leaves it to git,
 * which also has the words for a refusal: a ref that is not as expected, that is locked, or in the way of another.
 */
export async function moveLooseRef(directory: string, update: RefUpdate): Promise<boolean> {
  const { name, after } = update
  if (!name.startsWith('refs/') || !isRefName(name)) return false
  const type = (await readLooseHeader(directory, after))?.type
  if (type !== 'commit') return false
  const place = join(directory, name)
  const lock = `${place}.lock`
  // Nothing is locked where somebody else's lock is, or a ref where a folder would have to be.
  if (!(await mkdir(dirname(lock), { recursive: true }).then(() => create(lock), isFailed))) return false
  try {
    if (await isAsExpected(directory, update)) {
      await writeFile(lock, `${after}\n`, { flush: true })
      await rename(lock, place)
      return true
    }
  } catch {
    // Folders of branches that are gone may lie where the ref has to be: git removes them.
  }
  await rm(lock, { force: true })
  return false
}

const isFailed = () => false

function create(file: string): Promise<boolean> {
  return writeFile(file, '', { flag: 'wx', mode: 0o644 }).then(() => true, isFailed)
}

async function isAsExpected(directory: string, { name, before }: RefUpdate): Promise<boolean> {
  const refs = await readRefs(directory, 'refs/')
  if ([...refs.keys()].some((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`)))
    return false
  const text = await readFile(join(directory, name), 'utf8').catch(() => '')
  if (text.startsWith('ref:')) return false
  return before === undefined || (refs.get(name) ?? NO_OBJECT) === before
}
