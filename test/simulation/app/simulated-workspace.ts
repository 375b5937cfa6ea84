import { createHash } from 'node:crypto'
import { Patch } from '../../../src/domain/candidate/patch.ts'
import type { WaitingObjects, Workspace } from '../../../src/ports/workspace.ts'
import { aFile } from '../../builders/candidate/patch.ts'
import { type Person, shaOf } from '../people/people.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import type { Life } from '../world/life.ts'

/** What all processes of one machine leave there, and on GitHub. */
export interface Places {
  /** Names of work trees. */
  readonly folders: Set<string>
  /** Commits that a temporary ref keeps, and the issue for which it does. */
  readonly refs: Map<string, number>
}

interface Machine {
  readonly life: Life
  readonly time: VirtualTime
  readonly places: Places
  /** Writes objects as a push does. */
  readonly pusher: Person
}

const FILE = 'src/add.js'
const DATE = '2026-05-05T12:00:00.000Z'
const notHere = () => Promise.reject(new Error('not in the simulation'))

/**
 * Work trees without files: what an agent leaves is one file, which says who wrote it. Its objects are written into GitHub's repository
 * when they are collected; the temporary refs of a push are a set.
 */
export function simulatedWorkspace({ life, time, places, pusher }: Machine): Workspace {
  /** It takes a moment, and does not happen to a dead process. */
  const later = <T>(ms: number, work: () => Promise<T> | T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (!life.isAlive()) return
      time.after(ms, async () => {
        if (!life.isAlive()) return
        await Promise.resolve(work()).then(resolve, reject)
      })
    })
  const collected = async (base: string, date: string, text: string) => {
    const [tree, commit] = await commitOn(pusher, { base, date, text })
    const change = aFile(FILE, { bytes: text.length })
    const { insertions, deletions } = change
    const patch = Patch.parse({ base, commit, tree, files: [change], insertions, deletions })
    const report = { rationale: 'It adds.', confidence: 0.9, testsAdded: [], risks: [] }
    const side = async () => new TextEncoder().encode(text)
    const contents = { before: side, after: side, diff: side }
    return { kind: 'patch' as const, patch, report, bundle: new Uint8Array([1]), contents }
  }
  const remove = ({ issue }: WaitingObjects) =>
    later(200, () => {
      for (const [commit, of] of places.refs) if (of === issue) places.refs.delete(commit)
    })
  return {
    prepare: ({ name }) =>
      later(300, () => {
        places.folders.add(name)
        return { path: `/simulated/${name}`, home: '/simulated/home' }
      }),
    collect: ({ workTree, base, date }) =>
      later(300, () => collected(base, date, `// ${workTree.path}\nexport const add = (a, b) => a + b\n`)),
    collectCommit: ({ commit, base, date }) =>
      later(300, async () => {
        const made = await collected(base, date, `// ${commit}\nexport const add = (a, b) => a + b\n`)
        const { tree } = (await pusher.call('GET', `/git/commits/${commit}`)) as { tree: { sha: string } }
        return { ...made, patch: { ...made.patch, commit, tree: tree.sha } }
      }),
    withObjects: async ({ commits, waiting }, work) => {
      const trees = await later(400, async () => {
        for (const { commit } of commits) places.refs.set(commit, waiting.issue)
        return new Map(
          await Promise.all(
            commits.map(async ({ commit }) => [commit, await rootOf(pusher, commit)] as const),
          ),
        )
      })
      const made = await work(trees).catch(async (error: unknown) => {
        await remove(waiting)
        throw error
      })
      await remove(waiting)
      return { made, areLeft: false }
    },
    removeObjects: ({ waiting }) => remove(waiting),
    dispose: (name) => later(50, () => void places.folders.delete(name)),
    graft: async ({ wanted }) => wanted.map(({ author }) => ({ author, made: { kind: 'same' } })),
    readPatch: ({ commit, base }) =>
      later(300, async () => {
        const { report: _none, bundle: _either, ...read } = await collected(base, DATE, `// ${commit}\n`)
        const { tree } = (await pusher.call('GET', `/git/commits/${commit}`)) as { tree: { sha: string } }
        return { ...read, patch: { ...read.patch, commit, tree: tree.sha } }
      }),
    mirror: notHere,
    diff: notHere,
    readReview: notHere,
    readOpinion: notHere,
    filesAt: notHere,
    readProposals: notHere,
  }
}

async function commitOn(
  { call }: Person,
  { base, date, text }: { readonly base: string; readonly date: string; readonly text: string },
): Promise<[tree: string, commit: string]> {
  const before = shaOf(await call('GET', `/git/commits/${base}`), 'tree')
  const change = [{ path: FILE, mode: '100644', type: 'blob', content: text }]
  const tree = shaOf(await call('POST', '/git/trees', { base_tree: before, tree: change }))
  const author = { name: 'Speculate', email: 'candidates@speculate.invalid', date }
  const message = `Candidate ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
  const commit = shaOf(
    await call('POST', '/git/commits', { message, tree, parents: [base], author, committer: author }),
  )
  return [tree, commit]
}

async function rootOf({ call }: Person, commit: string) {
  const { tree } = (await call('GET', `/git/trees/${commit}`)) as {
    tree: { path: string; mode: string; type: string; sha: string }[]
  }
  return tree.map(({ path, mode, type, sha }) => ({ path, mode, type, sha }))
}
