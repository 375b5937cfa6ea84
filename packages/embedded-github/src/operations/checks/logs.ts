import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitHubContext } from '../../github-context.ts'
import type { WorkflowJob } from '../../model.ts'
import { zip } from './zip.ts'

/** Where the log of a job lies. */
export function logFile(github: Pick<GitHubContext, 'dataDir'>, jobId: number): string {
  return join(github.dataDir, 'logs', `${jobId}.txt`)
}

/** The logs of some jobs, each as GitHub names it: by its place and its job's name. */
export async function logArchive(
  github: Pick<GitHubContext, 'dataDir'>,
  jobs: readonly Pick<WorkflowJob, 'id' | 'name'>[],
): Promise<Buffer> {
  const files = jobs.map(async ({ id, name }, at) => ({
    name: `${at}_${name.replaceAll('/', '')}.txt`,
    content: await readFile(logFile(github, id)).catch(() => Buffer.alloc(0)),
  }))
  return zip(await Promise.all(files))
}
