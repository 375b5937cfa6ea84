import type { Annotation, CheckConclusion, CheckRun, CheckStatus, Repository } from '../model.ts'

type CheckIcon = 'passed' | 'failed' | 'skipped' | 'cancelled' | 'waiting' | 'running' | 'neutral'

export type Icon = Readonly<Record<string, string | boolean>>

export interface CheckRow {
  readonly name: string
  readonly icon: Icon
  readonly text: string
  readonly href: string | undefined
  readonly app: string
  readonly annotations: readonly ReturnType<typeof annotationRow>[]
}

/** The latest check of every name and suite, and the latest status of every context, of one commit. */
export function checkRows(repository: Repository, sha: string, appName: (id: number) => string): CheckRow[] {
  const base = `/${repository.owner}/${repository.name}`
  const runs = repository.checkRuns.filter((run) => run.headSha === sha)
  const latest = new Map(runs.map((run) => [`${run.appId}:${run.suiteId}:${run.name}`, run]))
  const statuses = new Map(
    repository.statuses.filter((status) => status.sha === sha).map((status) => [status.context, status]),
  )
  return [
    ...[...latest.values()].map((run) => checkRow(repository, run, { base, app: appName(run.appId) })),
    ...[...statuses.values()].map(({ context, state, description, creator }) => ({
      name: context,
      icon: iconOf(state === 'pending' ? 'waiting' : state === 'success' ? 'passed' : 'failed'),
      text: `${state}${description ? ` — ${description}` : ''}`,
      href: undefined,
      app: creator,
      annotations: [],
    })),
  ]
}

/** The combined result of the checks of a commit; undefined when there are none. */
export function overallIcon(rows: readonly CheckRow[]): Icon | undefined {
  const worst: readonly CheckIcon[] = [
    'failed',
    'cancelled',
    'running',
    'waiting',
    'passed',
    'neutral',
    'skipped',
  ]
  return worst.map((name) => rows.find(({ icon }) => icon[name])?.icon).find((icon) => icon !== undefined)
}

/** A flag per name, because a view cannot compare. */
function iconOf(icon: CheckIcon): Icon {
  return { name: icon, [icon]: true }
}

export function iconFor(status: CheckStatus, conclusion: CheckConclusion | null): Icon {
  if (status === 'queued') return iconOf('waiting')
  if (status === 'in_progress') return iconOf('running')
  switch (conclusion) {
    case 'success':
      return iconOf('passed')
    case 'skipped':
      return iconOf('skipped')
    case 'cancelled':
    case 'stale':
      return iconOf('cancelled')
    case 'neutral':
    case null:
      return iconOf('neutral')
    case 'failure':
    case 'timed_out':
    case 'action_required':
    case 'startup_failure':
      return iconOf('failed')
    default:
      throw conclusion satisfies never
  }
}

/** `Successful in 3 s`. */
export function resultText(
  run: Pick<CheckRun, 'status' | 'conclusion' | 'startedAt' | 'completedAt'>,
): string {
  if (run.status === 'queued') return 'Queued'
  if (run.status === 'in_progress') return 'In progress'
  const words = CONCLUSIONS[run.conclusion ?? ''] ?? (run.conclusion ?? 'completed').replaceAll('_', ' ')
  const said = words.charAt(0).toUpperCase() + words.slice(1)
  if (run.conclusion === 'skipped' || run.startedAt === null || run.completedAt === null) return said
  const seconds = Math.max(0, Math.round((Date.parse(run.completedAt) - Date.parse(run.startedAt)) / 1000))
  return `${said} ${run.conclusion === 'success' ? 'in' : 'after'} ${seconds} s`
}

const CONCLUSIONS: Readonly<Record<string, string>> = { success: 'successful', failure: 'failed' }

export function annotationRow({ level, path, startLine, title, message }: Annotation) {
  return {
    level,
    place: path === '.github' ? undefined : `${path}:${startLine}`,
    title: title ?? undefined,
    message,
  }
}

function checkRow(
  repository: Repository,
  run: CheckRun,
  { base, app }: { readonly base: string; readonly app: string },
): CheckRow {
  const job = repository.workflowJobs.find((one) => one.checkRunId === run.id)
  return {
    name: run.name,
    icon: iconFor(run.status, run.conclusion),
    text: [resultText(run), run.output.title].filter((text) => text !== null && text !== '').join(' — '),
    href: job ? `${base}/actions/runs/${job.runId}/job/${job.id}` : `${base}/runs/${run.id}`,
    app,
    annotations: run.annotations
      .filter(({ level }) => level !== 'notice')
      .slice(0, 10)
      .map(annotationRow),
  }
}
