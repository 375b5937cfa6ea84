import { notFound } from '../../api-error.ts'
import { byId, ok, page, type RepositoryCall, repositoryRoute } from '../../http/call.ts'
import { download } from '../../http/downloads.ts'
import type { WorkflowRun } from '../../model.ts'
import { findArtifact, listArtifacts } from '../../operations/checks/artifacts.ts'
import { serializeArtifact } from '../../serializers/workflow.ts'
import { readActions } from '../needs.ts'

export const artifactRoutes = [
  repositoryRoute('GET', '/actions/runs/:id/artifacts', readActions, (call) =>
    artifactsPage(call, [byId(call, call.repository.workflowRuns)]),
  ),
  repositoryRoute('GET', '/actions/artifacts', readActions, (call) =>
    artifactsPage(call, call.repository.workflowRuns),
  ),
  repositoryRoute('GET', '/actions/artifacts/:id', readActions, async (call) =>
    ok(serializeArtifact(call.github, call.repository, await artifactOf(call))),
  ),
  repositoryRoute('GET', '/actions/artifacts/:id/:format', readActions, async (call) => {
    if (call.params.format !== 'zip') throw notFound()
    return download(call.github, { artifact: await artifactOf(call) })
  }),
]

async function artifactsPage(call: RepositoryCall, runs: readonly WorkflowRun[]) {
  const { github, repository, query } = call
  const wanted = query.get('name')
  const found = (await listArtifacts(github, runs)).filter(({ name }) => wanted === null || name === wanted)
  return page(
    call,
    found,
    (artifact) => serializeArtifact(github, repository, artifact),
    (artifacts, total) => ({ total_count: total, artifacts }),
  )
}

async function artifactOf({ github, repository, params }: RepositoryCall) {
  const found = await findArtifact(github, repository, Number(params.id))
  if (found === undefined) throw notFound()
  return found
}
