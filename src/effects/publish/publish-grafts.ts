import { messageOf } from '@speculate-dev/system'
import type { Graft } from '../../domain/proof/graft.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import type { Forge } from '../../ports/forge.ts'
import { ForgeError } from '../../ports/forge-errors.ts'
import type { Store } from '../../ports/store.ts'
import type { Workspace } from '../../ports/workspace.ts'
import {
  type CommitPublisher,
  type CommitToPublish,
  ObjectsLeft,
  type Published,
  publishCommits,
} from './publish-commits.ts'

/** What of the context it takes. */
interface PublishingGrafts extends CommitPublisher {
  readonly store: Pick<Store, 'recordGrafts'>
  readonly forge: CommitPublisher['forge'] & Pick<Forge, 'branchHead'>
  readonly workspace: Pick<Workspace, 'withObjects' | 'graft'>
}

type PublishGrafts = Extract<Step, { do: 'publish-grafts' }>

/**
 * Makes the commits and records the result of each. One that cannot be made is reported, and does not stop anything
 * else. Throws `ObjectsLeft` when all has been recorded.
 */
export async function publishGrafts(
  step: PublishGrafts,
  speculation: Speculation,
  context: PublishingGrafts,
): Promise<void> {
  const { owner, repo } = speculation.issue
  const repository = { owner, repo }
  const wanted = step.grafts.map(({ candidate: author, base, commit, files }) => ({
    author,
    base,
    commit,
    files,
  }))
  const record = (all: readonly Graft[]) =>
    context.store.recordGrafts(speculation.id, { at: step.at, onto: step.onto, all: [...all] })
  try {
    const remote = await context.forge.gitRemote(repository)
    const made = await context.workspace.graft({ repository, remote, onto: step.onto, wanted })
    const madeBy = (candidate: string) => made.find(({ author }) => author === candidate)?.made
    const commits = step.grafts.flatMap(({ candidate, branch, message }): CommitToPublish[] => {
      const one = madeBy(candidate)
      return one?.kind === 'commit' ? [{ ...one, branch, message }] : []
    })
    const place = { speculation, repositoryId: step.repositoryId, parent: step.onto }
    const pushed = commits.length === 0 ? NOTHING : await publishCommits({ ...place, commits }, context)
    const results = step.grafts.map(async ({ candidate, branch }): Promise<Graft> => {
      const one = madeBy(candidate)
      if (one?.kind !== 'commit') return { candidate, result: one ?? NOT_MADE }
      if (pushed.taken.includes(branch))
        return {
          candidate,
          result: { kind: 'none', reason: `${codeSpan(branch, 100)} holds something else` },
        }
      // An earlier try may have made it, of another commit with the same tree.
      const commit = await context.forge.branchHead(repository, branch)
      const published = { kind: 'published' as const, branch, files: [...one.files] }
      return { candidate, result: commit === undefined ? NOT_MADE : { ...published, commit } }
    })
    await record(await Promise.all(results))
    if (pushed.areObjectsLeft) throw new ObjectsLeft()
  } catch (error) {
    if (mayPass(error) || error instanceof ObjectsLeft) throw error
    context.log(`${speculation.id}: ${messageOf(error)}`)
    await record(step.grafts.map(({ candidate }): Graft => ({ candidate, result: NOT_MADE })))
  }
}

const NOTHING: Published = { taken: [], areObjectsLeft: false }
const NOT_MADE: Graft['result'] = { kind: 'none', reason: 'its tests could not be applied to the winner' }

/** Tried again by the next look. */
function mayPass(error: unknown): boolean {
  return error instanceof ForgeError && (error.kind === 'rate-limited' || error.kind === 'unavailable')
}
