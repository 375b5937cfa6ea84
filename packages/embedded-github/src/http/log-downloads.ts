import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GitHub } from '../github.ts'
import type { WorkflowJob, WorkflowRun } from '../model.ts'
import { logArchive, logFile } from '../operations/checks/logs.ts'
import { jobsOfAttempt } from '../operations/checks/workflow-runs.ts'
import type { Answer } from './call.ts'

const FOLDER = '/_logs/'
/** GitHub's addresses of logs are good for a minute. */
const GOOD_FOR_MS = 60_000
const secret = randomBytes(32)

/** Where a log lies: an address that needs no token, as it is signed and soon worth nothing. */
export function logDownload(
  github: GitHub,
  of: { readonly job: WorkflowJob } | { readonly run: WorkflowRun },
): Answer {
  const file = 'job' in of ? `jobs/${of.job.id}.txt` : `runs/${of.run.id}.zip`
  const until = github.clock.now() + GOOD_FOR_MS
  const location = `${github.url}${FOLDER}${file}?until=${until}&signature=${signatureOf(file, until)}`
  return { status: 302, headers: { location } }
}

export function isLogDownload(path: string): boolean {
  return path.startsWith(FOLDER)
}

export async function serveLog(
  github: GitHub,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', github.url)
  const file = url.pathname.slice(FOLDER.length)
  const until = Number(url.searchParams.get('until'))
  const signature = Buffer.from(url.searchParams.get('signature') ?? '')
  const right = Buffer.from(signatureOf(file, until))
  const isRight = signature.length === right.length && timingSafeEqual(signature, right)
  if (!isRight || until < github.clock.now()) return void response.writeHead(403).end()
  const [kind, name = ''] = file.split('/')
  const id = Number.parseInt(name, 10)
  const [type, content] =
    kind === 'jobs'
      ? ['text/plain; charset=utf-8', await readFile(logFile(github, id)).catch(() => '')]
      : ['application/zip', await archiveOf(github, id)]
  response.writeHead(200, { 'content-type': type }).end(content)
}

function signatureOf(file: string, until: number): string {
  return createHmac('sha256', secret).update(`${file} ${until}`).digest('hex')
}

async function archiveOf(github: GitHub, id: number): Promise<Buffer> {
  const repository = github.state.repositories.find((one) => one.workflowRuns.some((run) => run.id === id))
  const run = repository?.workflowRuns.find((one) => one.id === id)
  return logArchive(github, repository && run ? jobsOfAttempt(repository, run, run.attempt ?? 1) : [])
}
