import { messageOf } from '@speculate-dev/system'
import { createAgents } from '../adapters/agents/agents.ts'
import { startMeasuring } from '../adapters/analysis/process/start-measuring.ts'
import { createWorkspace, type LocalWorkspace } from '../adapters/git/create-workspace.ts'
import { endProcesses } from '../adapters/sandbox/end-processes.ts'
import { removeLeftScratch } from '../adapters/scratch-folder.ts'
import { startLeading } from '../adapters/storage/jobs/locks/lead.ts'
import { repositoriesWithRuns } from '../adapters/storage/rows/finding/list-runs.ts'
import { RepositoryRef } from '../domain/issue/issue.ts'
import type { Log } from '../ports/operator.ts'
import { createOnboard } from '../worker/onboard.ts'
import { startWorker } from '../worker/start-worker.ts'
import { keepSweeping } from '../worker/sweep.ts'
import type { CommonParts, Part } from './common-parts.ts'
import { transcriptsFolder, workspaceFolder } from './data-folders.ts'
import { keepTidy } from './keep-tidy.ts'
import type { ProcessOptions, WorkOptions } from './speculate-options.ts'
import { workContext } from './work-context.ts'

/** Of so many it is asked every ten minutes what their branches require. */
const MOST_REPOSITORIES = 300

/** Takes the jobs of the queue, and looks after what nobody was told of. */
export async function startWork(options: ProcessOptions & WorkOptions, common: CommonParts): Promise<Part> {
  const { store, queue, clock, installations, metrics, redactor, aside, log, observe } = common
  const workspace = await openWorkspace(options, log)
  const transcripts = transcriptsFolder(options.dataDir)
  const agents = createAgents(options.toolchains, { ...options.agents, transcripts, log, redactor, aside })
  const analysis = startMeasuring({ isHeldIn: redactor.isHeldIn })
  const parts = { workspace, agents, installations, redactor, analysis, aside }
  const context = {
    ...workContext({ ...options, log, observe }, parts),
    ...{ store, queue, clock },
    reconciled: metrics.reconciled,
  }
  await startWorker(context, { attempts: options.attempts })
  const sweep = {
    ...context,
    redeliverFailed: installations.redeliverFailed,
    askingIssues: installations.askingIssues,
    onboard: options.onboards ? createOnboard({ store, installations, log }) : undefined,
    withRuns: () => withRuns(options.database),
    everyMs: options.sweepMs,
  }
  const sweeping = startLeading(options.database, {
    work: (signal) => keepSweeping(sweep, signal),
    onError: (error, during) => log(`${during}: ${messageOf(error)}`),
  })
  const tidying = keepTidy(options.database, options.dataDir, log)
  return {
    stop: async () => void (await Promise.all([sweeping.stop(), tidying.stop()])),
    close: () => analysis.close(),
  }
}

/** What is kept aside of a repository has no name at present. */
async function withRuns(database: ProcessOptions['database']): Promise<readonly RepositoryRef[]> {
  const known = await repositoriesWithRuns(database, { limit: MOST_REPOSITORIES })
  return known.filter((one) => RepositoryRef.safeParse(one).success)
}

/** Without what the processes of an earlier start have left; that it cannot be removed keeps nothing from starting. */
async function openWorkspace(
  { dataDir, agents, keptSetUps }: WorkOptions,
  log: Log,
): Promise<LocalWorkspace> {
  const workspace = createWorkspace({
    dataDir: workspaceFolder(dataDir),
    sandbox: agents.sandbox,
    keptSetUps,
  })
  const tidied = workspace.removeLeftovers((workTree) => endProcesses(workTree, undefined))
  await Promise.all([tidied, removeLeftScratch()]).catch((error: unknown) =>
    log(`leftovers: ${messageOf(error)}`),
  )
  return workspace
}
