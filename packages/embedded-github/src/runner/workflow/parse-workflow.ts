import { asMapping, type Mapping, readWorkflowFile } from '@speculate-dev/workflows'
import { parseConcurrency } from './parse-concurrency.ts'
import { parseJob } from './parse-job.ts'
import { parseTriggers } from './parse-triggers.ts'
import { problemsIn } from './problems-in-steps.ts'
import { findUnknownKeys, readText, readTexts } from './read-mapping.ts'
import type { Job, Workflow } from './workflow.ts'

/**
 * Reads one workflow file. It never throws: what cannot be read or run becomes a finding of the jobs it touches, and a file
 * that cannot be read at all becomes one job named after the file, so that it shows up as a failed check.
 */
export function parseWorkflow(path: string, text: string): Workflow {
  const file = readWorkflowFile(text)
  if ('unreadable' in file) return unreadable(path, file.unreadable)
  const { root } = file
  const jobs = asMapping(root.jobs)
  if (!jobs || Object.keys(jobs).length === 0) return unreadable(path, 'it has no `jobs`')
  return workflowFrom(path, root, jobs)
}

const KNOWN_KEYS = ['name', 'run-name', 'on', 'env', 'defaults', 'concurrency', 'permissions', 'jobs']

function workflowFrom(path: string, root: Mapping, jobs: Mapping): Workflow {
  const findings: string[] = []
  const where = { where: 'the workflow', findings }
  findUnknownKeys(root, KNOWN_KEYS, where)
  const triggers = parseTriggers(root.on, findings)
  const env = readTexts(root, 'env', where)
  const concurrency = parseConcurrency(root.concurrency, findings)
  const name = readText(root, 'name', where) ?? path
  const templates = [...Object.values(env), concurrency?.group ?? '', concurrency?.cancelInProgress ?? '']
  findings.push(...problemsIn(templates))
  const runName = readText(root, 'run-name', where)
  findings.push(...problemsIn(runName === undefined ? [] : [runName]))
  const parsed = Object.entries(jobs).map(([id, value]) => parseJob(id, value, root))
  return {
    path,
    name,
    ...triggers,
    runName,
    env,
    concurrency,
    jobs: withoutBrokenNeeds(parsed).map((job) => ({ ...job, findings: [...findings, ...job.findings] })),
  }
}

function unreadable(path: string, reason: string): Workflow {
  const job: Job = {
    id: path,
    name: path,
    needs: [],
    if: undefined,
    env: {},
    outputs: {},
    timeoutMinutes: undefined,
    continueOnError: false,
    matrix: undefined,
    runsOn: null,
    container: null,
    services: null,
    failFast: true,
    call: undefined,
    concurrency: undefined,
    maxParallel: undefined,
    writesContents: false,
    steps: [],
    findings: [`This workflow file cannot be read: ${reason}`],
    notices: [],
  }
  const on = { types: DEFAULT_TYPES, branches: undefined, branchesIgnore: undefined }
  return {
    path,
    name: path,
    on: { ...on, paths: undefined, pathsIgnore: undefined },
    // GitHub makes no check of it; one is enough to say so.
    onPush: undefined,
    onDispatch: undefined,
    onCall: undefined,
    runName: undefined,
    env: {},
    concurrency: undefined,
    jobs: [job],
  }
}

const DEFAULT_TYPES = ['opened', 'synchronize', 'reopened']

/** A need that does not exist, or a circle of needs, would wait for ever. */
function withoutBrokenNeeds(jobs: readonly Job[]): Job[] {
  const settled = new Set<string>()
  let progress = true
  while (progress) {
    const ready = jobs.filter((job) => !settled.has(job.id) && job.needs.every((need) => settled.has(need)))
    for (const job of ready) settled.add(job.id)
    progress = ready.length > 0
  }
  return jobs.map((job) => {
    if (settled.has(job.id)) return job
    const missing = job.needs.find((need) => !jobs.some((other) => other.id === need))
    const finding = missing
      ? `\`needs\` names the job \`${missing}\`, which does not exist`
      : '`needs` leads back to this job or waits for a job that can never start'
    return { ...job, needs: [], findings: [...job.findings, finding] }
  })
}
