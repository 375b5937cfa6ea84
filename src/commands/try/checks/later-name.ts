import type { Job } from '@speculate-dev/embedded-github'
import { expressionsIn, TEMPLATE } from '@speculate-dev/workflows'

/** What a check is called whose job knows its name, or its matrix, only when it runs. */
export interface LaterName {
  /** Why, for who reads which checks must pass. */
  readonly reason: string
  /** As it is written, with expressions in place of what only the run fills in. */
  readonly template: string
  /** What is filled in may be another thing for every patch, so that names of the base say nothing. */
  readonly isOfPatch: boolean
}

/** A job whose `matrix:` other jobs make. */
export function laterMatrix(job: Job, jobs: readonly Job[]): LaterName {
  const template = job.name.includes('${{') ? job.name : `${job.name} (${WHATEVER}`
  return {
    reason: 'which jobs its `matrix:` makes is known only when it runs',
    template,
    isOfPatch: isOfPatch(job, jobs),
  }
}

/** A job whose `name:` other jobs make. */
export function laterName(job: Job, jobs: readonly Job[]): LaterName {
  const reason = 'what its `name:` says is known only when it runs'
  return { reason, template: job.name, isOfPatch: isOfPatch(job, jobs) }
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow.
const WHATEVER = '${{ matrix }}'

/** Whether a check of this name can be the one. */
export function canBeCalled({ template }: Pick<LaterName, 'template'>, name: string): boolean {
  const [first = '', ...others] = template.replace(TEMPLATE, '\0').split('\0')
  const last = others.pop()
  if (last === undefined) return name === first
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const part of others) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}

/** Whether the job, or what makes its name or matrix, asks which patch or which run it is. */
function isOfPatch(job: Job, jobs: readonly Job[]): boolean {
  const own = JSON.stringify([job.name, job.matrixFrom ?? null])
  return (
    expressionsIn(own).some(asksThePatch) ||
    [...makersOf(job, jobs)].some((maker) => asksThePatch(textOf(maker)))
  )
}

/** The jobs that it needs, and those that they need. */
function makersOf(job: Job, jobs: readonly Job[]): ReadonlySet<Job> {
  const makers = new Set<Job>()
  const visit = (one: Job) => {
    for (const needed of jobs.filter(({ id }) => one.needs.includes(id))) {
      if (makers.has(needed)) continue
      makers.add(needed)
      visit(needed)
    }
  }
  visit(job)
  return makers
}

function textOf({ env, outputs, steps, call }: Job): string {
  const said = steps.map((step) => [
    step.env,
    step.kind === 'run' ? step.run : step.uses,
    // Which commit is checked out is no part of what the job makes of it.
    step.kind === 'run' || /^actions\/checkout@/i.test(step.uses) ? null : step.with,
  ])
  return JSON.stringify([env, outputs, said, call ?? null])
}

function asksThePatch(text: string): boolean {
  return /git (?:diff|log|show|rev-parse)|merge-base|changed|paths-filter|affected|--since|origin\/|HEAD[~^]|github\.(?:event\.|sha|head_ref|ref|run_)|GITHUB_(?:SHA|REF|HEAD_REF|RUN_|EVENT_PATH)/i.test(
    text,
  )
}
