import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitHubContext } from '../../github-context.ts'
import type { WorkflowJob } from '../../model.ts'
import { zip } from './zip.ts'

/** Where the log of a job lies. */
export function logFile(github: Pick<GitHubContext, 'dataDir'>, jobId: number): string {
  return join(github.dataDir, 'logs', `${jobId}.txt`)
}

type LoggedJob = Pick<WorkflowJob, 'id' | 'name' | 'steps'>

/** The logs of some jobs, each as GitHub names it: whole by its place and its job's name, and by steps in a folder of the job's name. */
export async function logArchive(
  github: Pick<GitHubContext, 'dataDir'>,
  jobs: readonly LoggedJob[],
): Promise<Buffer> {
  const files = jobs.map(async (job, at) => {
    const content = await readFile(logFile(github, job.id)).catch(() => Buffer.alloc(0))
    const name = inPath(job.name)
    const steps = logsOfSteps(content.toString(), job)
    return [
      { name: `${at}_${name}.txt`, content },
      ...steps.map((step) => ({ ...step, name: `${name}/${step.name}` })),
    ]
  })
  return zip((await Promise.all(files)).flat())
}

const MARK = '##[step]'

/** A step begins where the log names it; what a job prints itself in that form counts only for the step that is next. */
function logsOfSteps(
  log: string,
  { steps }: LoggedJob,
): { readonly name: string; readonly content: Buffer }[] {
  const parts: string[][] = []
  for (const line of log.split('\n')) {
    if (line === `${MARK}${steps[parts.length]?.name}`) parts.push([])
    else parts.at(-1)?.push(line)
  }
  return parts.map((lines, at) => ({
    name: `${steps[at]?.number}_${inPath(steps[at]?.name ?? '')}.txt`,
    content: Buffer.from(lines.join('\n')),
  }))
}

function inPath(name: string): string {
  return name.replaceAll('/', '')
}
