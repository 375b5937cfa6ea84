import { createHash } from 'node:crypto'
import { checksOfWorkflows, deriveReach } from '../../../src/adapters/analysis/reach/derive-reach.ts'
import { git } from '../../../src/adapters/git/git.ts'
import { commandVerifier } from '../../../src/commands/try/checks/command-verifier.ts'
import type { Reach } from '../../../src/domain/checks/reach.ts'
import type { Settings } from '../../../src/domain/settings.ts'
import type { BaseTree } from '../../../src/ports/reach.ts'
import { compactJudges } from '../../../src/stages/plan/contract/compact-judges.ts'

interface Deriving {
  readonly gitDir: string
  readonly settings: Settings
  readonly verify: readonly string[]
}

/** What a reach was derived from: it is the same for every commit that has the same names and the same of these files. */
interface Known {
  readonly names: string
  readonly read: ReadonlyMap<string, string>
  readonly reach: Reach | undefined
}

const MAX_KNOWN = 16
const MAX_FILE_BYTES = 256 * 1024

/** The reach on a commit; undefined where no check is known. Neighbours in a history mostly share theirs. */
export function createReachOfCommits({ gitDir, settings, verify }: Deriving) {
  const readBlob = createBlobReader(gitDir)
  let known: readonly Known[] = []
  return async (commit: string): Promise<Reach | undefined> => {
    const ids = await filesOf(gitDir, commit)
    const names = createHash('sha256')
      .update([...ids.keys()].join('\0'))
      .digest('hex')
    const isSame = (one: Known) =>
      one.names === names && [...one.read].every(([path, id]) => ids.get(path) === id)
    const found = known.find(isSame)
    if (found) return found.reach
    const read = new Map<string, string>()
    const tree = {
      paths: [...ids.keys()],
      read: async (path: string) => {
        const id = ids.get(path)
        if (id === undefined) return undefined
        read.set(path, id)
        return readBlob(id)
      },
    }
    const reach = await derive(tree, { settings, verify })
    known = [{ names, read, reach }, ...known].slice(0, MAX_KNOWN)
    return reach
  }
}

async function derive(tree: BaseTree, { settings, verify }: Omit<Deriving, 'gitDir'>) {
  const { judges, may_change: mayChange } = settings.verifier
  const own = await checksOfWorkflows(tree)
  const judged = own.length > 0 || verify.length === 0 ? { tree, checks: own } : withCommands(tree, verify)
  if (judged.checks.length === 0) return undefined
  const reach = await deriveReach({ ...judged, judges, mayChange })
  return { ...reach, judges: compactJudges(reach.judges) }
}

function withCommands(tree: BaseTree, commands: readonly string[]) {
  const { checks, workflow } = commandVerifier(commands)
  const { path: added = '', content } = workflow ?? {}
  const read = async (path: string) => (path === added ? content : tree.read(path))
  return {
    tree: { paths: [...tree.paths, added], read },
    checks: checks.map((name) => ({ name, workflow: added })),
  }
}

/** Regular files, by their paths. */
async function filesOf(gitDir: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await git(['ls-tree', '-r', '-z', '--full-tree', commit], { gitDir })
  const files = new Map<string, string>()
  for (const line of stdout.toString('utf8').split('\0')) {
    const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? []
    if (id !== undefined && path !== undefined) files.set(path, id)
  }
  return files
}

const MAX_TEXTS = 1_000

/** What was read lately is not read again. */
function createBlobReader(gitDir: string): (id: string) => Promise<string | undefined> {
  const texts = new Map<string, string | undefined>()
  return async (id) => {
    if (!texts.has(id)) {
      const { stdout } = await git(['cat-file', 'blob', id], { gitDir })
      const text = stdout.length > MAX_FILE_BYTES || stdout.includes(0) ? undefined : stdout.toString('utf8')
      texts.set(id, text)
      const [oldest] = texts.keys()
      if (texts.size > MAX_TEXTS && oldest !== undefined) texts.delete(oldest)
    }
    return texts.get(id)
  }
}
