import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitHubContext } from '../../github-context.ts'
import type { Repository, WorkflowRun } from '../../model.ts'
import { type Artifact, artifactsOfRun } from '../../runner/actions/artifacts/artifact-store.ts'
import { zip } from './zip.ts'

export interface RunArtifact extends Artifact {
  readonly run: WorkflowRun
  readonly bytes: number
  readonly createdAt: string
}

/** What the jobs of the runs have uploaded, the newest run first. */
export async function listArtifacts(
  github: Pick<GitHubContext, 'dataDir'>,
  runs: readonly WorkflowRun[],
): Promise<readonly RunArtifact[]> {
  const found = await Promise.all(
    runs.toReversed().map(async (run) => {
      const artifacts = await artifactsOfRun(github.dataDir, run.id).list()
      return Promise.all(artifacts.map((artifact) => withFigures(run, artifact)))
    }),
  )
  return found.flat()
}

export async function findArtifact(
  github: Pick<GitHubContext, 'dataDir'>,
  { workflowRuns }: Pick<Repository, 'workflowRuns'>,
  id: number,
): Promise<RunArtifact | undefined> {
  return (await listArtifacts(github, workflowRuns)).find((artifact) => artifact.id === id)
}

async function withFigures(run: WorkflowRun, artifact: Artifact): Promise<RunArtifact> {
  const { mtime } = await stat(artifact.folder).catch(() => ({ mtime: new Date(run.updatedAt) }))
  const sizes = artifact.files.map(async (file) => (await stat(join(artifact.folder, file))).size)
  const bytes = (await Promise.all(sizes)).reduce((total, size) => total + size, 0)
  return { ...artifact, run, bytes, createdAt: mtime.toISOString() }
}

/** An artifact's files as they were uploaded; an empty archive where it is gone. */
export async function archiveArtifact(
  { dataDir }: Pick<GitHubContext, 'dataDir'>,
  run: WorkflowRun,
  id: number | undefined,
): Promise<Buffer> {
  const all = await artifactsOfRun(dataDir, run.id).list()
  const { folder, files } = all.find((artifact) => artifact.id === id) ?? { folder: '', files: [] }
  return zip(
    await Promise.all(files.map(async (name) => ({ name, content: await readFile(join(folder, name)) }))),
  )
}
