import type { WorkflowRun } from '../../model.ts'
import type { Rehearsal } from '../../runner-host.ts'
import { factsOfRehearsal } from './read-facts.ts'
import { readWorkflows } from './read-workflows.ts'
import { runAll, type Server, withSource } from './start-runs.ts'

/**
 * Runs what a pull request that changes nothing would start, on a commit of a branch: the real jobs, whose check runs stand at that
 * commit. Filters for paths leave nothing out. Resolves when all have ended.
 */
export async function rehearse(
  server: Server & { readonly cancel: (run: WorkflowRun) => void },
  { repository, head, actor, workflows: wanted, signal }: Rehearsal,
): Promise<void> {
  const { host } = server
  const facts = await factsOfRehearsal(host, repository, { head, actor })
  await withSource(host, repository, facts, async (source) => {
    const all = await readWorkflows(repository, facts, source)
    const workflows = all.filter(({ path }) => wanted === undefined || wanted.includes(path))
    const runs: WorkflowRun[] = []
    const cancel = () => {
      for (const run of runs) server.cancel(run)
    }
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      await runAll(server, { repository, facts, source, workflows }, (run) => runs.push(run))
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  })
}
