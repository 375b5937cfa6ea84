import type { createAgents } from '../adapters/agents/agents.ts'
import type { Aside } from '../adapters/analysis/process/start-aside.ts'
import { deriveReach } from '../adapters/analysis/reach/derive-reach.ts'
import { withFile } from '../adapters/analysis/reach/files/with-file.ts'
import { touchedJudges } from '../adapters/analysis/reach/touched/touched-judges.ts'
import { appendTraceFile } from '../adapters/audit/trace-files.ts'
import type { LocalWorkspace } from '../adapters/git/create-workspace.ts'
import { machineObstacle } from '../adapters/git/machine-obstacle.ts'
import type { Installations } from '../adapters/github/connection/installations/installations.ts'
import { turnOfAttempts } from '../adapters/github/pacing/turn.ts'
import { createProver } from '../adapters/proof/create-prover.ts'
import type { Redactor } from '../adapters/redaction/create-redactor.ts'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import type { Trace } from '../domain/run/trace.ts'
import type { Analysis } from '../ports/analysis.ts'
import type { DeriveReach } from '../ports/reach.ts'
import { workspaceFolder } from './data-folders.ts'
import type { ProcessOptions, WorkOptions } from './speculate-options.ts'

export interface Parts {
  readonly workspace: LocalWorkspace
  readonly agents: ReturnType<typeof createAgents>
  readonly installations: Installations
  readonly redactor: Redactor
  readonly analysis: Analysis
  readonly aside: Aside
}

/** All that a reconcile and an attempt act with, but what every process has. */
export function workContext(
  options: WorkOptions & Pick<ProcessOptions, 'github' | 'log' | 'observe'>,
  { workspace, agents, installations, redactor, analysis, aside }: Parts,
) {
  const { requiredWorkflow, log } = options
  return {
    agents,
    dispatching: {
      workflow: agents.workflow,
      forgeFor: (repository: RepositoryRef) => installations.forgeFor(repository, turnOfAttempts(repository)),
      pollMs: options.github.pacing === 'github' ? 10_000 : 500,
    },
    forgeFor: installations.forgeFor,
    toolchains: agents,
    askedToolchains: options.askedToolchains,
    askedProof: options.askedProof,
    askedSetup: options.askedSetup,
    ceilings: options.ceilings,
    pagesUrl: options.pagesUrl,
    workspace,
    analysis,
    prover: createProver({
      sandbox: options.agents.sandbox,
      aside,
      requiredWorkflow,
      prepare: workspace.prepareDependencies,
    }),
    deriveReach: withRequired(requiredWorkflow),
    touchedJudges,
    limits: installations.limits,
    obstacle: () => machineObstacle(workspaceFolder(options.dataDir)),
    writeTraces: traceWriter(options.dataDir, redactor),
    log,
    observe: options.observe,
    watch: options.watch ?? (() => {}),
  }
}

function withRequired(workflow: WorkOptions['requiredWorkflow']): DeriveReach {
  if (workflow === undefined) return deriveReach
  return (request) => deriveReach({ ...request, tree: withFile(request.tree, workflow) })
}

/** B6: one file per step, beside the database, for `jq` and for people. */
function traceWriter(root: string, redactor: Redactor) {
  return async (traces: readonly Trace[]) => {
    for (const [stepId, group] of Map.groupBy(await redactor.allInTurns(traces), (trace) => trace.step_id)) {
      await appendTraceFile(root, stepId, group)
    }
  }
}
