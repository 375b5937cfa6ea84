import { join } from 'node:path'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { createSetUp, type SetUps } from '../set-up/create-set-up.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

/** Where the set-ups of one project are kept longer than the workspace. */
export interface KeptSetUps {
  readonly folder: string
  readonly project: string
}

type InRepository<Request> = Omit<Request, 'project'> & { readonly repository: RepositoryRef }
type SetUpRequest = InRepository<Parameters<SetUps['lay']>[0]>

/** Set-ups of the work trees of a workspace: the repository says whose dependencies they are. */
export interface WorkspaceSetUps {
  lay(request: SetUpRequest, to?: Parameters<SetUps['lay']>[1]): ReturnType<SetUps['lay']>
  prepare(request: SetUpRequest): ReturnType<SetUps['prepare']>
}

/** In `set-ups/` of the workspace, unless they are kept elsewhere; those of candidates go with the workspace. */
export function createWorkspaceSetUps(
  { dataDir, leases, placesOf, remove }: WorkspaceFolders,
  sandbox: Sandbox,
  kept: KeptSetUps | undefined,
): WorkspaceSetUps {
  const setUps = createSetUp({
    root: kept?.folder ?? join(dataDir, 'set-ups'),
    rootOfCandidates: join(dataDir, 'set-ups-of-candidates'),
    ...{ sandbox, leases, placesOf, remove },
  })
  const inProject = ({ repository: { owner, repo }, ...request }: SetUpRequest) => ({
    ...request,
    project: kept?.project ?? `${owner}/${repo}`.toLowerCase(),
  })
  return {
    lay: (request, to) => setUps.lay(inProject(request), to),
    prepare: (request) => setUps.prepare(inProject(request)),
  }
}
