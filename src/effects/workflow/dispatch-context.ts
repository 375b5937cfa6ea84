import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import type { DispatchedToolchain } from '../../ports/agent.ts'
import type { Forge } from '../../ports/forge.ts'
import type { WorkflowRuns } from '../../ports/workflow-runs.ts'

export interface DispatchContext {
  workflow(name: ToolchainName): DispatchedToolchain | undefined
  readonly forgeFor: (repository: RepositoryRef) => Promise<DispatchForge>
  /** How often the forge is asked how far a run is. */
  readonly pollMs: number
}

export type DispatchForge = WorkflowRuns & Pick<Forge, 'deleteBranch' | 'readTextFile'>
