import { noChanges } from './collected-patch.ts'
import { holdsRepository } from './find-new-files.ts'
import { type LeftAside, tooLargeFile } from './left-aside.ts'
import { lookInside, readInside } from './read-inside.ts'
import { Uncollectable } from './uncollectable.ts'

/** Why nothing can be collected: where the agent has left work in another place than its work tree, that is told. */
export async function nothingLeft(root: string, { leftOut, tooLarge }: LeftAside): Promise<Uncollectable> {
  const [large] = tooLarge
  if (large !== undefined) return tooLargeFile(large)
  const repository = leftOut.find((path) => path.endsWith('/.git'))
  if (repository !== undefined) return holdsRepository(repository)
  if (!(await hasOwnCommits(root))) return noChanges()
  const detail =
    'The agent left every file of its work tree as it was. It has made commits or a stash of its own, which are not collected.'
  return new Uncollectable('no-changes', detail)
}

/** By what the agent's git has noted, which may be anything: it makes a sentence, and decides nothing. */
async function hasOwnCommits(root: string): Promise<boolean> {
  const isThere = async (path: string) =>
    (await lookInside(root, path).catch(() => undefined))?.isFile() ?? false
  if (await isThere('.git/logs/refs/stash')) return true
  const log = '.git/logs/HEAD'
  const text = (await isThere(log)) && (await readInside(root, log, MAX_LOG_BYTES).catch(() => undefined))
  return text instanceof Buffer && /\tcommit\b/.test(text.toString('latin1'))
}

const MAX_LOG_BYTES = 1_000_000
