import { type Document, LineCounter, parseDocument } from 'yaml'
import type { PullRequestFilters, WorkflowJob } from '../../domain/checks/contract.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { asMapping, type Mapping } from '../yaml/as-mapping.ts'
import { howMuchRuns } from './how-much-runs.ts'
import { pullRequestFilters } from './pull-request-filters.ts'

const MAX_BYTES = 512 * 1024

/**
 * The jobs that a workflow file runs on pull requests, under the names their check runs will have. Whatever is not certain is
 * left out: names with expressions, jobs of reusable workflows, files that cannot be read. Never throws.
 */
export function readWorkflowJobs(path: string, text: string): WorkflowJob[] {
  const read = parse(text)
  const root = asMapping(read?.value)
  const filters = root && pullRequestFilters(root.on)
  if (!read || !filters) return []
  return Object.entries(asMapping(root.jobs) ?? {}).flatMap(([id, value]) => {
    const job = asMapping(value)
    const name = job && nameOf(id, job)
    return !job || name === undefined
      ? []
      : [{ workflow: path, name, ...factsOf(read, { id, job, filters }) }]
  })
}

/** Whether a workflow file runs on pull requests at all; undefined where that cannot be told. */
export function runsOnPullRequests(text: string): boolean | undefined {
  const root = asMapping(parse(text)?.value)
  return root && pullRequestFilters(root.on) !== undefined
}

interface Read {
  readonly document: Document
  readonly lines: LineCounter
  readonly value: unknown
}

function factsOf(
  read: Read,
  { id, job, filters }: { id: string; job: Mapping; filters: PullRequestFilters },
): Pick<WorkflowJob, 'matrix' | 'filters' | 'runs' | 'skipsDraftsAt'> {
  const runs = howMuchRuns(job)
  const skipsDraftsAt = leavesOutDrafts(job.if) ? lineOf(read, ['jobs', id, 'if']) : undefined
  return {
    matrix: asMapping(job.strategy)?.matrix !== undefined,
    ...(Object.keys(filters).length > 0 && { filters }),
    ...withoutUndefined({ runs, skipsDraftsAt }),
  }
}

function parse(text: string): Read | undefined {
  if (Buffer.byteLength(text) > MAX_BYTES) return undefined
  try {
    const lines = new LineCounter()
    const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent', lineCounter: lines })
    if (document.errors.length > 0) return undefined
    return { document, lines, value: document.toJS({ maxAliasCount: 50 }) }
  } catch {
    // Nested deeper than the stack, or made of aliases to grow.
    return undefined
  }
}

function lineOf({ document, lines }: Read, path: readonly string[]): number | undefined {
  const node: unknown = document.getIn(path, true)
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? lines.linePos(range[0]).line : undefined
}

const DRAFT = String.raw`github\.event\.pull_request\.draft`
/** Alone, or with more conditions that must hold too: what is joined by `||` may let a draft through. */
const NOT_ON_DRAFTS = new RegExp(
  String.raw`!\s*${DRAFT}\b|${DRAFT}\s*(?:==\s*false|!=\s*true)|false\s*==\s*${DRAFT}`,
)

function leavesOutDrafts(condition: unknown): boolean {
  return typeof condition === 'string' && !condition.includes('||') && NOT_ON_DRAFTS.test(condition)
}

/** A reusable workflow's checks are called after its own jobs, which are in another file. */
function nameOf(id: string, job: Mapping | undefined): string | undefined {
  if (!job || job.uses !== undefined) return undefined
  const name = job.name ?? id
  return typeof name === 'string' && name !== '' && !name.includes('${{') ? name : undefined
}
