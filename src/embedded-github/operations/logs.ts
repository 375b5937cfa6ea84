import { join } from 'node:path'
import type { GitHubContext } from '../context.ts'

/** Where the log of a job lies. */
export function logFile(github: Pick<GitHubContext, 'dataDir'>, jobId: number): string {
  return join(github.dataDir, 'logs', `${jobId}.txt`)
}
