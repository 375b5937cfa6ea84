import { Proposals } from '../../domain/candidate/proposals.ts'
import { Opinion } from '../../domain/issue/opinion.ts'
import { ReviewReport } from '../../domain/judgement/review.ts'
import {
  OPINION_PATH,
  PLAN_PATH,
  REVIEW_PATH,
  type SetUpOfTree,
  type Workspace,
  type WorkTreeRequest,
} from '../../ports/workspace.ts'
import type { PrepareDependencies } from '../proof/run/dependencies-of.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { withMirror } from './mirror.ts'
import { createMirroredCommits } from './mirrored-commits.ts'
import { readAnswer } from './read-answer.ts'
import { createWorkTrees, type WorkTrees } from './work-trees.ts'
import { workspaceFolders } from './workspace-folders.ts'
import { createWorkspaceSetUps, type KeptSetUps } from './workspace-set-ups.ts'

export interface LocalWorkspace extends Workspace, Pick<WorkTrees, 'removeLeftovers'> {
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

/** Work trees below `dataDir`, as `WorkspaceFolders` says. Without a `sandbox` no set-up is run. */
export function createWorkspace({
  dataDir,
  sandbox,
  keptSetUps,
}: {
  readonly dataDir: string
  readonly sandbox?: Sandbox
  readonly keptSetUps?: KeptSetUps | undefined
}): LocalWorkspace {
  const folders = workspaceFolders(dataDir)
  const setUps = sandbox && createWorkspaceSetUps(folders, sandbox, keptSetUps)
  return {
    ...createWorkTrees(folders, setUps),
    ...createMirroredCommits(folders),
    readReview: ({ path }) => readAnswer(path, REVIEW_PATH, ReviewReport),
    readOpinion: ({ path }) => readAnswer(path, OPINION_PATH, Opinion),
    readProposals: ({ path }) => readAnswer(path, PLAN_PATH, Proposals),
    setUp: (request) =>
      withMirror(folders.dataDir, { ...request, commits: [request.base] }, async (mirror) =>
        setUps?.lay({ ...request, mirror }),
      ),
    setUpFor: async ({ gitDir, ...request }, to) => setUps?.lay({ ...request, mirror: gitDir }, to),
    prepareDependencies: async ({ gitDir, ...request }) => setUps?.prepare({ ...request, mirror: gitDir }),
  }
}
