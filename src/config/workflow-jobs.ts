import { parseDocument } from 'yaml'
import type { WorkflowJob } from '../domain/contract.ts'

const MAX_BYTES = 512 * 1024

/**
 * The jobs that a workflow file runs on pull requests, under the names their check runs will have. Whatever is not certain is
 * left out: names with expressions, jobs of reusable workflows, files that cannot be read. Never throws.
 */
export function readWorkflowJobs(path: string, text: string): WorkflowJob[] {
  const root = asMapping(parse(text))
  if (!root || !runsOnPullRequests(root.on)) return []
  return Object.entries(asMapping(root.jobs) ?? {}).flatMap(([id, value]) => {
    const job = asMapping(value)
    const name = job && nameOf(id, job)
    return name === undefined ? [] : [{ workflow: path, name, matrix: hasMatrix(job) }]
  })
}

type Mapping = Readonly<Record<string, unknown>>

function parse(text: string): unknown {
  if (Buffer.byteLength(text) > MAX_BYTES) return undefined
  try {
    const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' })
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 50 })
  } catch {
    // Nested deeper than the stack, or made of aliases to grow.
    return undefined
  }
}

function runsOnPullRequests(on: unknown): boolean {
  if (typeof on === 'string') return on === 'pull_request'
  if (Array.isArray(on)) return on.includes('pull_request')
  const events = asMapping(on)
  return events !== undefined && Object.hasOwn(events, 'pull_request')
}

/** A reusable workflow's checks are called after its own jobs, which are in another file. */
function nameOf(id: string, job: Mapping | undefined): string | undefined {
  if (!job || job.uses !== undefined) return undefined
  const name = job.name ?? id
  return typeof name === 'string' && name !== '' && !name.includes('${{') ? name : undefined
}

function hasMatrix(job: Mapping | undefined): boolean {
  return asMapping(job?.strategy)?.matrix !== undefined
}

function asMapping(value: unknown): Mapping | undefined {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isMapping ? { ...value } : undefined
}
