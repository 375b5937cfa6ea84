import {
  asMapping,
  asText,
  type ExpressionParts,
  eventFilters,
  eventNames,
  knownTruth,
  type Mapping,
  matchesPatterns,
  readWorkflowFile,
} from '@speculate-dev/workflows'
import { howMuchRuns } from './how-much-runs.ts'

/** What a workflow puts within reach of a candidate's code. */
export interface Exposure {
  readonly workflow: string
  /** From 1. */
  readonly line: number
  readonly kind: /** It runs a candidate's code with the rights of the base branch. */
    | 'privileged checkout'
    /** It runs for candidates with the rights of the base branch, without their code as far as can be seen. */
    | 'privileged event'
    /** Jobs that run a candidate's code are given them. */
    | 'secrets'
    /** A candidate's code runs on a machine of one's own. */
    | 'self-hosted'
    /** The job's token may write, or stands for the repository elsewhere. */
    | 'token'
    /** The token's rights are left to the repository's default. */
    | 'default token'
  /** The event, secrets, labels or permissions. */
  readonly names: readonly string[]
}

/** A branch of a candidate. */
const CANDIDATE = 'speculate/1.1/primary'
/** Events with the rights of the base branch that somebody's pull request can cause. */
const PRIVILEGED = ['pull_request_target', 'workflow_run', 'issue_comment']
const MAX_LISTED = 20

/**
 * What a candidate could reach through a workflow, as its file says: candidates' branches are branches of the repository, so that what runs
 * for them has its secrets. Nothing of a file that cannot be read. Never throws.
 */
export function workflowExposures(workflow: string, text: string): readonly Exposure[] {
  const file = readWorkflowFile(text)
  if ('unreadable' in file) return []
  const { root } = file
  const lines = text.split('\n').map(withoutComment)
  const events = eventsForCandidates(root.on)
  const jobs = file.jobs.flatMap(({ job, lines: { first, last } }): JobText[] =>
    job ? [{ job, first, lines: lines.slice(first - 1, last) }] : [],
  )
  const context: FileText = { workflow, root, lines, jobs }
  return [...privileged(context), ...ofCandidates(context, events)]
}

interface JobText {
  readonly job: Mapping
  readonly first: number
  readonly lines: readonly string[]
}

interface FileText {
  readonly workflow: string
  readonly root: Mapping
  readonly lines: readonly string[]
  readonly jobs: readonly JobText[]
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s)#.*$/, '$1')
}

/** Those for which the head of a draft, or its branch, is run as it is. */
function eventsForCandidates(on: unknown): readonly string[] {
  const pushed = eventFilters(on, 'push')
  return [
    ...(eventFilters(on, 'pull_request') ? ['pull_request'] : []),
    ...(pushed && runsOnBranch(pushed) ? ['push'] : []),
  ]
}

function runsOnBranch(filters: Mapping): boolean {
  const { branches, 'branches-ignore': ignored } = filters
  if (branches !== undefined) return matchesPatterns(textsOf(branches), CANDIDATE)
  if (ignored !== undefined) return !matchesPatterns(textsOf(ignored), CANDIDATE)
  return filters.tags === undefined && filters['tags-ignore'] === undefined
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one) => asText(one) ?? [])
}

/** The head of a pull request, however it is named. */
const HEAD =
  /pull_request\.head\.|\bgithub\.head_ref\b|workflow_run\.head_|refs\/pull\/|pull_request\.merge_commit_sha|\bgh pr checkout\b/

function privileged({ workflow, root, lines, jobs }: FileText): Exposure[] {
  const events = PRIVILEGED.filter((event) => eventNames(root.on).includes(event))
  return events.flatMap((event): Exposure[] => {
    const line = lineOf(lines, new RegExp(`\\b${event}\\b`))
    const runs = jobs.filter(({ job }) => mayRun(job, event))
    const checkout = runs.flatMap(checkoutOfHead)[0]
    if (checkout !== undefined)
      return [{ workflow, line: checkout, kind: 'privileged checkout', names: [event] }]
    // Of the others most only label, greet, or publish what was merged.
    return event === 'pull_request_target' && runs.length > 0
      ? [{ workflow, line, kind: 'privileged event', names: [event] }]
      : []
  })
}

/** The line at which a job fetches the head of a pull request. */
function checkoutOfHead({ job, first, lines }: JobText): number[] {
  const steps = Array.isArray(job.steps) ? job.steps.map((step) => asMapping(step) ?? {}) : []
  const fetches = steps.some(({ uses, with: given, run }) => {
    const isCheckout = typeof uses === 'string' && uses.startsWith('actions/checkout@')
    if (isCheckout) return Object.values(asMapping(given) ?? {}).some((one) => HEAD.test(String(one)))
    return (
      typeof run === 'string' &&
      /\bgit (?:fetch|checkout|pull)\b|\bgh pr checkout\b/.test(run) &&
      HEAD.test(run)
    )
  })
  return fetches
    ? [
        first +
          Math.max(
            0,
            lines.findIndex((line) => HEAD.test(line)),
          ),
      ]
    : []
}

function ofCandidates(file: FileText, events: readonly string[]): Exposure[] {
  const { workflow, root, lines } = file
  const running = file.jobs.filter(({ job }) => events.some((event) => mayRun(job, event)) && runsCode(job))
  if (running.length === 0) return []
  const names = (kind: Exposure['kind'], found: readonly Found[]): Exposure[] => {
    const [first] = found
    const all = [...new Set(found.map(({ name }) => name))].slice(0, MAX_LISTED)
    return first === undefined ? [] : [{ workflow, line: first.line, kind, names: all }]
  }
  return [
    ...names('secrets', [...secretsOutsideJobs(file), ...running.flatMap((job) => secretsIn(job, events))]),
    ...names('self-hosted', running.flatMap(ownMachine)),
    ...names(
      'token',
      running.flatMap((job) => writtenRights(job, file)),
    ),
    ...(running.some(({ job }) => job.permissions === undefined) && root.permissions === undefined
      ? [{ workflow, line: lineOf(lines, /^["']?on["']?:/), kind: 'default token' as const, names: [] }]
      : []),
  ]
}

interface Found {
  readonly name: string
  readonly line: number
}

/** Whether a job runs anything of the checkout; one that calls another workflow hands it over. */
function runsCode(job: Mapping): boolean {
  if (typeof job.uses === 'string') return true
  const { needs: _, ...own } = job
  return howMuchRuns(own) === undefined && Array.isArray(job.steps) && job.steps.some(checksOut)
}

function checksOut(step: unknown): boolean {
  const { uses, run } = asMapping(step) ?? {}
  if (typeof uses === 'string') return /(?:^|\/)checkout@/.test(uses)
  return typeof run === 'string' && /\bgit (?:clone|fetch|pull)\b/.test(run)
}

const SECRET = /\bsecrets\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*['"]([A-Za-z_]\w*)['"]\s*\])/g

function secretsIn({ job, first, lines }: JobText, events: readonly string[]): Found[] {
  const inherited = job.secrets === 'inherit' ? [{ name: 'all of them', line: first }] : []
  const environment = asText(job.environment) ?? asText(asMapping(job.environment)?.name)
  const ofEnvironment =
    environment === undefined ? [] : [{ name: `those of the environment ${environment}`, line: first }]
  // What a step is given that does not run for candidates, nobody has.
  const { steps, ...rest } = job
  const given = (Array.isArray(steps) ? steps : []).filter((step) =>
    events.some((event) => mayRun(asMapping(step) ?? {}, event)),
  )
  const named = new Set(secretsOf([JSON.stringify([rest, given])], 1).map(({ name }) => name))
  const written = secretsOf(lines, first).filter(({ name }) => named.has(name))
  return [...inherited, ...ofEnvironment, ...written]
}

function secretsOutsideJobs({ lines, jobs }: FileText): Found[] {
  const inside = new Set(jobs.flatMap((job) => job.lines.map((_, at) => job.first + at)))
  return lines.flatMap((line, at) => (inside.has(at + 1) ? [] : secretsOf([line], at + 1)))
}

function secretsOf(lines: readonly string[], first: number): Found[] {
  return lines.flatMap((line, at) =>
    [...line.matchAll(SECRET)].flatMap(([, dotted, quoted]) => {
      const name = dotted ?? quoted ?? ''
      // Every job has it; what it may do is told by itself.
      return name.toUpperCase() === 'GITHUB_TOKEN' ? [] : [{ name, line: first + at }]
    }),
  )
}

/** One of the repository's own, as far as its labels say. */
function ownMachine({ job, first, lines }: JobText): Found[] {
  const runsOn = job['runs-on']
  const { group, labels = group === undefined ? runsOn : [] } = asMapping(runsOn) ?? {}
  const own = textsOf(labels).filter((label) => label.toLowerCase() === 'self-hosted')
  const named = group === undefined ? own : [...own, `group ${String(group)}`]
  const line =
    first +
    Math.max(
      0,
      lines.findIndex((one) => /runs-on/.test(one)),
    )
  return named.map((name) => ({ name, line }))
}

/** What scanners need to hand in what they found: every repository that has one gives it. */
const REPORTS = 'security-events'

/** What lets a token do more than read: of the job, else of the workflow. */
function writtenRights({ job, first, lines }: JobText, file: FileText): Found[] {
  const isOwn = job.permissions !== undefined
  const permissions = isOwn ? job.permissions : file.root.permissions
  const line = isOwn
    ? first +
      Math.max(
        0,
        lines.findIndex((one) => /permissions/.test(one)),
      )
    : lineOf(file.lines, /^["']?permissions["']?\s*:/)
  if (permissions === 'write-all') return [{ name: 'write-all', line }]
  return Object.entries(asMapping(permissions) ?? {}).flatMap(([name, access]) =>
    access === 'write' && name !== REPORTS ? [{ name: `${name}: write`, line }] : [],
  )
}

function lineOf(lines: readonly string[], pattern: RegExp): number {
  return (
    Math.max(
      0,
      lines.findIndex((line) => pattern.test(line)),
    ) + 1
  )
}

/** False only where its condition leaves out every candidate, whatever else is so. */
function mayRun({ if: condition }: Mapping, event: string): boolean {
  if (typeof condition !== 'string') return condition !== false
  const github: Record<string, string> = {
    event_name: event,
    ...(event === 'push'
      ? { ref: `refs/heads/${CANDIDATE}`, ref_name: CANDIDATE, ref_type: 'branch', head_ref: '' }
      : event === 'pull_request'
        ? { ref: 'refs/pull/1/merge', ref_name: '1/merge', ref_type: 'branch', head_ref: CANDIDATE }
        : {}),
  }
  const isKnown = ({ calls, paths }: ExpressionParts) =>
    calls.every((name) => ['startswith', 'endswith', 'contains', 'always'].includes(name)) &&
    paths.every(([root, name, ...more]) => {
      return root?.toLowerCase() === 'github' && more.length === 0 && Object.hasOwn(github, name ?? '')
    })
  return knownTruth(condition, { contexts: { github }, status: 'success' }, isKnown) !== false
}
