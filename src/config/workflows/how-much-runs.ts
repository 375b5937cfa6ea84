import { asMapping, type Mapping } from '@speculate-dev/workflows'
import type { WorkflowJob } from '../../domain/checks/contract.ts'

/**
 * How much of the repository a job can run: a job whose steps only succeed, such as those that stand in for a check which a path filter
 * leaves out, runs nothing of it; one without a checkout finds an empty folder. Undefined where it may run anything.
 */
export function howMuchRuns(job: Mapping): WorkflowJob['runs'] {
  // Such a job reports only the results of other jobs.
  if (job.needs !== undefined || !Array.isArray(job.steps)) return undefined
  const steps = job.steps.map((step) => asMapping(step) ?? {})
  const actions = steps.flatMap(({ uses }) => (typeof uses === 'string' ? [uses] : []))
  const scripts = steps.flatMap(({ run }) => (typeof run === 'string' ? [run] : []))
  if (!actions.every((uses) => /^actions\/(?:checkout|setup-[\w-]+)@/.test(uses))) return undefined
  if (scripts.every(onlySucceeds)) return 'nothing'
  const fetches = actions.some((uses) => uses.startsWith('actions/checkout@')) || scripts.some(mayFetch)
  return fetches ? undefined : 'without checkout'
}

/** Whether every command only prints, waits or succeeds; a command that cannot be read counts as running something. */
function onlySucceeds(script: string): boolean {
  return script
    .split(/\n|;|&&/)
    .map((command) => command.trim())
    .every((command) => command === '' || command.startsWith('#') || isIdle(command))
}

function isIdle(command: string): boolean {
  if (/[`|]|\$\(|<\(/.test(command)) return false
  return /^(?:true|:|exit(?: 0)?|set [-+][\w ]+|(?:echo|printf|sleep)(?: .*)?)$/.test(command)
}

function mayFetch(script: string): boolean {
  return /\b(?:git|gh|curl|wget|svn|hg|docker|podman|ssh|scp|rsync|npx|pip|go|cargo)\b/.test(script)
}
