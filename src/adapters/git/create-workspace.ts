import { randomUUID } from 'node:crypto'
import { mkdir, readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Proposals } from '../../domain/candidate/proposals.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { ReviewReport } from '../../domain/judgement/review.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import {
  PLAN_PATH,
  REVIEW_PATH,
  type SetUpOfTree,
  type Workspace,
  type WorkTree,
  type WorkTreeRequest,
} from '../../ports/workspace.ts'
import type { PrepareDependencies } from '../proof/run/dependencies-of.ts'
import { graftAll } from '../proof/tests/graft-all.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { createSetUp } from '../set-up/create-set-up.ts'
import { keepLaid } from '../set-up/laid-paths.ts'
import { checkOut, type Places } from './check-out.ts'
import { collect } from './collect/collect.ts'
import { collectCommit } from './collect/collect-commit.ts'
import { createLeases } from './leases.ts'
import { commitId, mirrorWith } from './mirror.ts'
import { readDiff } from './patch/read-diff.ts'
import { readPatch } from './patch/read-patch.ts'
import { withObjects } from './patch/with-objects.ts'
import { readAnswer } from './read-answer.ts'
import { removeTree } from './remove-tree.ts'
import { writeRepository } from './repository-files.ts'

export interface LocalWorkspace extends Workspace {
  /**
   * Removes what processes that are gone have left of their work: they were killed, or the machine went down. `end` is called with
   * every work tree first, to end what may still run in it. What a living process works on stays.
   */
  removeLeftovers(end: (workTree: WorkTree) => Promise<void>): Promise<void>
  /** Runs the set-up of a base before anybody needs it. */
  setUp(request: Omit<WorkTreeRequest, 'name'>): Promise<SetUpOfTree | undefined>
  /** Puts what the set-up of a candidate makes into a place that is none of this workspace. `gitDir` has its commit. */
  setUpFor(
    request: Omit<WorkTreeRequest, 'name'> & { readonly gitDir: string; readonly commit: string },
    to: { readonly tree: string; readonly home: string },
  ): Promise<SetUpOfTree | undefined>
  /** The same for runs of tests. */
  readonly prepareDependencies: PrepareDependencies
}

/** Where the set-ups of one project are kept longer than the workspace. */
export interface KeptSetUps {
  readonly folder: string
  readonly project: string
}

/**
 * Work trees below `dataDir`:
 * `mirrors/` one bare repository per repository, shared; `attempts/NAME/` what an agent sees (`tree`, `home`);
 * `imports/NAME.git` our own git directory for that work tree; `scratch/` repositories that live as long as a push;
 * `leases/` who works on which of them; `set-ups/` what set-ups have made, unless that is kept elsewhere.
 * Without a `sandbox` no set-up is run.
 */
export function createWorkspace(options: {
  readonly dataDir: string
  readonly sandbox?: Sandbox
  readonly keptSetUps?: KeptSetUps | undefined
}): LocalWorkspace {
  const dataDir = resolve(options.dataDir)
  const placesOf = (name: string): Places => ({
    attempt: join(dataDir, 'attempts', pathSafe(name)),
    gitDir: join(dataDir, 'imports', `${pathSafe(name)}.git`),
  })
  const leases = createLeases(join(dataDir, 'leases'))
  // Named by this process, because its pushes do not outlive it.
  const scratchName = randomUUID()
  const scratchOf = (name: string) => join(dataDir, 'scratch', name)
  const remove = async (name: string) => {
    const { attempt, gitDir } = placesOf(name)
    await Promise.all([removeTree(attempt), removeTree(gitDir)])
  }
  const { sandbox, keptSetUps } = options
  const setUps =
    sandbox &&
    createSetUp({
      root: keptSetUps?.folder ?? join(dataDir, 'set-ups'),
      rootOfCandidates: join(dataDir, 'set-ups-of-candidates'),
      ...{ sandbox, leases, placesOf, remove },
    })
  const projectOf = ({ owner, repo }: RepositoryRef) =>
    keptSetUps?.project ?? `${owner}/${repo}`.toLowerCase()
  return {
    async setUp(request) {
      const mirror = await mirrorWith(dataDir, { ...request, commit: request.base })
      return setUps?.lay({ ...request, mirror, project: projectOf(request.repository) })
    },
    async setUpFor({ gitDir, ...request }, to) {
      const project = projectOf(request.repository)
      return setUps?.lay({ ...request, mirror: gitDir, project }, to)
    },
    async prepareDependencies({ gitDir, ...request }) {
      const project = projectOf(request.repository)
      return setUps?.prepare({ ...request, mirror: gitDir, project })
    },
    async dispose(name) {
      await remove(name)
      await leases.end(name)
    },
    async removeLeftovers(end) {
      for (const name of await namesIn(dataDir)) {
        await leases.unlessHeld(name, async () => {
          const { attempt } = placesOf(name)
          await end({ path: join(attempt, 'tree'), home: join(attempt, 'home') })
          await remove(name)
        })
      }
      for (const name of await entriesOf(join(dataDir, 'scratch'))) {
        await leases.unlessHeld(name, () => removeTree(scratchOf(name)))
      }
    },
    async prepare(request) {
      const mirror = await mirrorWith(dataDir, { ...request, commit: request.base })
      await leases.begin(pathSafe(request.name))
      await remove(request.name)
      const places = placesOf(request.name)
      const workTree = await checkOut(places, mirror, request.base)
      const setUp = await setUps?.lay(
        { ...request, mirror, project: projectOf(request.repository) },
        { tree: workTree.path, home: workTree.home },
      )
      if (setUp?.kind === 'installed') await keepLaid(places.gitDir, setUp.laid)
      return { ...workTree, ...withoutUndefined({ setUp }) }
    },
    async collect(request) {
      const { gitDir } = placesOf(basename(dirname(request.workTree.path)))
      return collect(gitDir, { ...request, base: commitId(request.base) })
    },
    async collectCommit(request) {
      const [base, commit] = [commitId(request.base), commitId(request.commit)]
      const mirror = await mirrorWith(dataDir, { ...request, commit: base })
      await leases.begin(pathSafe(request.name))
      await remove(request.name)
      const { gitDir } = placesOf(request.name)
      const alternates = await realpath(join(mirror, 'objects'))
      await writeRepository(gitDir, { alternates, head: base, hasWorkTree: false })
      return collectCommit(gitDir, { ...request, base, commit })
    },
    async diff(request) {
      const gitDir = await mirrorWith(dataDir, { ...request, commit: request.base })
      await mirrorWith(dataDir, request)
      const [base, commit] = [commitId(request.base), commitId(request.commit)]
      return readDiff({ gitDir, base, commit, maxBytes: request.maxBytes })
    },
    async readPatch(request) {
      const gitDir = await mirrorWith(dataDir, { ...request, commit: request.base })
      await mirrorWith(dataDir, { ...request, commit: request.tip })
      await mirrorWith(dataDir, request)
      const [base, tip, commit] = [commitId(request.base), commitId(request.tip), commitId(request.commit)]
      return readPatch({ gitDir, base, tip, commit })
    },
    async mirror({ commits: [first = '', ...others], ...request }) {
      const mirror = await mirrorWith(dataDir, { ...request, commit: first })
      for (const commit of others) await mirrorWith(dataDir, { ...request, commit })
      return realpath(mirror)
    },
    async graft({ onto, wanted, ...request }) {
      const mirror = await mirrorWith(dataDir, { ...request, commit: onto })
      for (const commit of wanted.flatMap((one) => [one.base, one.commit]))
        await mirrorWith(dataDir, { ...request, commit })
      await leases.begin(scratchName)
      return graftAll({ mirror, scratch: scratchOf(scratchName), onto: commitId(onto), wanted })
    },
    readReview: ({ path }) => readAnswer(path, REVIEW_PATH, ReviewReport),
    readProposals: ({ path }) => readAnswer(path, PLAN_PATH, Proposals),
    async withObjects(request, work) {
      const mirror = await mirrorWith(dataDir, { ...request, commit: request.base })
      const scratch = scratchOf(scratchName)
      await leases.begin(scratchName)
      await mkdir(scratch, { recursive: true })
      return withObjects({ ...request, mirror, scratch }, work)
    },
  }
}

/** Of work trees and imports, also half made ones. */
async function namesIn(dataDir: string): Promise<ReadonlySet<string>> {
  const attempts = await entriesOf(join(dataDir, 'attempts'))
  const imports = await entriesOf(join(dataDir, 'imports'))
  const names = [...attempts, ...imports.map((name) => name.replace(/\.git$/, ''))]
  return new Set(names.filter((name) => SAFE_NAME.test(name)))
}

function entriesOf(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => [])
}

const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/

function pathSafe(name: string): string {
  if (SAFE_NAME.test(name)) return name
  throw new Error(`not a name for a work tree: ${JSON.stringify(name)}`)
}
