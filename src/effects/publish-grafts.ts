import type { Graft } from '../domain/graft.ts'
import type { Speculation } from '../domain/speculation.ts'
import type { GraftToPublish, Step } from '../domain/step.ts'
import { codeSpan } from '../messages/foreign-text.ts'
import { type Forge, ForgeError } from '../ports/forge.ts'
import type { Store } from '../ports/store.ts'
import type { Graftable, Workspace } from '../ports/workspace.ts'
import { type PublishingCommits, publishCommits } from './publish-commits.ts'

/** What of the hands it takes. */
interface PublishingGrafts extends PublishingCommits {
  readonly store: Pick<Store, 'recordGrafts'>
  readonly forge: PublishingCommits['forge'] & Pick<Forge, 'branchHead'>
  readonly workspace: Pick<Workspace, 'withObjects' | 'graft'>
}

type PublishGrafts = Extract<Step, { do: 'publish-grafts' }>

/** Makes the commits and records what came of each. What cannot be made is said, and keeps nothing else from being settled. */
export async function publishGrafts(
  step: PublishGrafts,
  speculation: Speculation,
  hands: PublishingGrafts,
): Promise<void> {
  const { owner, repo } = speculation.issue
  const repository = { owner, repo }
  const wanted = step.grafts.map(({ candidate: author, base, commit, files }) => ({
    author,
    base,
    commit,
    files,
  }))
  try {
    const remote = await hands.forge.gitRemote(repository)
    const made = await hands.workspace.graft({ repository, remote, onto: step.onto, wanted })
    const all: Graft[] = []
    for (const graft of step.grafts) {
      const { candidate } = graft
      const one = made.find(({ author }) => author === candidate)?.made
      const publication = { repository, repositoryId: step.repositoryId, parent: step.onto }
      all.push({
        candidate,
        result: await publishOne(graft, one, { ...publication, of: speculation.id, hands }),
      })
    }
    await hands.store.recordGrafts(speculation.id, { at: step.at, onto: step.onto, all })
  } catch (error) {
    if (mayPass(error)) throw error
    hands.log(`${speculation.id}: ${error instanceof Error ? error.message : String(error)}`)
    const all = step.grafts.map(({ candidate }): Graft => ({ candidate, result: NOT_MADE }))
    await hands.store.recordGrafts(speculation.id, { at: step.at, onto: step.onto, all })
  }
}

const NOT_MADE: Graft['result'] = { kind: 'none', reason: 'its tests could not be put onto the winner' }

/** Tried again by the next look. */
function mayPass(error: unknown): boolean {
  return error instanceof ForgeError && (error.kind === 'rate-limited' || error.kind === 'unavailable')
}

interface Place {
  readonly repository: { readonly owner: string; readonly repo: string }
  readonly repositoryId: string
  readonly parent: string
  readonly of: string
  readonly hands: PublishingGrafts
}

async function publishOne(
  { branch, message }: GraftToPublish,
  made: Graftable | undefined,
  { hands, ...place }: Place,
): Promise<Graft['result']> {
  if (made?.kind !== 'commit') return made ?? NOT_MADE
  const { commit, tree, bundle, files } = made
  const commits = [{ branch, commit, tree, bundle, message }]
  const taken = await publishCommits({ ...place, commits }, hands)
  if (taken.length > 0) return { kind: 'none', reason: `${codeSpan(branch, 100)} holds something else` }
  // An earlier try may have made it, of another commit with the same tree.
  const head = await hands.forge.branchHead(place.repository, branch)
  return head === undefined ? NOT_MADE : { kind: 'published', branch, commit: head, files: [...files] }
}
