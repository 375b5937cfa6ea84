import { createHmac, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isSameSecret } from '@speculate-dev/system'
import type { GitHub } from '../github.ts'
import type { WorkflowJob, WorkflowRun } from '../model.ts'
import { archiveArtifact, type RunArtifact } from '../operations/checks/artifacts.ts'
import { logArchive, logFile } from '../operations/checks/logs.ts'
import { jobsOfAttempt } from '../operations/checks/workflow-runs.ts'
import type { Answer } from './call.ts'

const FOLDER = '/_downloads/'
/** GitHub's addresses of logs and artifacts are good for a minute. */
const GOOD_FOR_MS = 60_000
const secret = randomBytes(32)

/** Where a log or an artifact lies: an address that needs no token, as it is signed and soon worth nothing. */
export function download(
  github: GitHub,
  of: { readonly job: WorkflowJob } | { readonly run: WorkflowRun } | { readonly artifact: RunArtifact },
): Answer {
  const file = placeOf(of)
  const until = github.clock.now() + GOOD_FOR_MS
  const location = `${github.url}${FOLDER}${file}?until=${until}&signature=${signatureOf(file, until)}`
  return { status: 302, headers: { location } }
}

function placeOf(of: Parameters<typeof download>[1]): string {
  if ('job' in of) return `jobs/${of.job.id}.txt`
  if ('run' in of) return `runs/${of.run.id}.zip`
  return `artifacts/${of.artifact.run.id}.${of.artifact.id}.zip`
}

export function isDownload(path: string): boolean {
  return path.startsWith(FOLDER)
}

export async function serveDownload(
  github: GitHub,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, raw } = await answerDownload(github, new URL(request.url ?? '', github.url))
  response.writeHead(status, raw && { 'content-type': raw.type }).end(raw?.content)
}

export async function answerDownload(github: GitHub, url: URL): Promise<Answer> {
  const file = url.pathname.slice(FOLDER.length)
  const until = Number(url.searchParams.get('until'))
  const isRight = isSameSecret(url.searchParams.get('signature') ?? '', signatureOf(file, until))
  if (!isRight || until < github.clock.now()) return { status: 403 }
  const [kind, name = ''] = file.split('/')
  if (kind !== 'jobs')
    return { status: 200, raw: { type: 'application/zip', content: await archiveOf(github, kind, name) } }
  return { status: 200, raw: { type: 'text/plain; charset=utf-8', content: await logOf(github, name) } }
}

function signatureOf(file: string, until: number): string {
  return createHmac('sha256', secret).update(`${file} ${until}`).digest('hex')
}

function logOf(github: GitHub, name: string): Promise<string> {
  return readFile(logFile(github, Number.parseInt(name, 10)), 'utf8').catch(() => '')
}

async function archiveOf(github: GitHub, kind: string | undefined, name: string): Promise<Buffer> {
  const [id, artifact] = name.split('.').map(Number)
  const repository = github.state.repositories.find((one) => one.workflowRuns.some((run) => run.id === id))
  const run = repository?.workflowRuns.find((one) => one.id === id)
  if (run && kind === 'artifacts') return archiveArtifact(github, run, artifact)
  return logArchive(github, repository && run ? jobsOfAttempt(repository, run, run.attempt ?? 1) : [])
}
