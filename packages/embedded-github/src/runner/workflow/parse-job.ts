import { asMapping, asValue, expressionsIn, type Mapping, unwrapped } from '@speculate-dev/workflows'
import { checkExpression, emptyNames } from './check-expression.ts'
import { parseCall } from './parse-call.ts'
import { parseConcurrency } from './parse-concurrency.ts'
import { parseMatrix, templatesOf } from './parse-matrix.ts'
import { parseStep } from './parse-step.ts'
import { conditionsOfSteps, problemsIn, problemsInSteps, templatesOfSteps } from './problems-in-steps.ts'
import { findUnknownKeys, readCount, readFlag, readList, readText, readTexts } from './read-mapping.ts'
import type { Job, Step } from './workflow.ts'

/** One entry of `jobs`; `workflow` is all of the file. */
export function parseJob(id: string, value: unknown, workflow: Mapping): Job {
  const findings: string[] = []
  const notices: string[] = []
  const where = { where: `the job \`${id}\``, findings }
  const mapping = asMapping(value) ?? {}
  if (!asMapping(value)) findings.push(`the job \`${id}\` is not a mapping`)
  if (!/^[A-Za-z_][\w-]*$/.test(id)) findings.push(`\`${id}\` is not a valid job id`)
  const call = parseCall(mapping, where)
  findUnknownKeys(mapping, call ? KEYS_OF_CALL : KNOWN_KEYS, where)
  const matrix = parseMatrix(mapping.strategy, where)
  const job: Job = {
    id,
    name: readText(mapping, 'name', where) ?? id,
    needs: readList(mapping, 'needs', where) ?? [],
    if: readText(mapping, 'if', where),
    env: readTexts(mapping, 'env', where),
    outputs: readTexts(mapping, 'outputs', where),
    timeoutMinutes: readCount(mapping, 'timeout-minutes', where),
    continueOnError: readFlag(mapping, 'continue-on-error', { ...where, otherwise: false }),
    writesContents: writesContents(mapping.permissions ?? workflow.permissions),
    ...matrix,
    runsOn: asValue(mapping['runs-on']),
    container: asValue(mapping.container),
    services: asValue(mapping.services),
    call,
    concurrency: parseConcurrency(mapping.concurrency, findings),
    steps: stepsOf(mapping, defaultsOf(workflow.defaults, mapping.defaults, findings), findings),
    findings,
    notices,
  }
  findings.push(...problemsInExpressions(job))
  notices.push(...noticesOfKeys(mapping))
  notices.push(...noticesOfEmpty(job, workflow.env))
  return job
}

const KNOWN_KEYS = [
  ...['name', 'needs', 'if', 'runs-on', 'env', 'defaults', 'outputs', 'permissions', 'timeout-minutes'],
  ...[
    'continue-on-error',
    'strategy',
    'steps',
    'concurrency',
    'environment',
    'snapshot',
    'container',
    'services',
  ],
]

const KEYS_OF_CALL = [
  ...['name', 'needs', 'if', 'uses', 'with', 'secrets', 'strategy', 'concurrency', 'permissions'],
]

/** Without permissions of its own a job may only read, as in repositories that GitHub creates today. */
function writesContents(permissions: unknown): boolean {
  return permissions === 'write-all' || asMapping(permissions)?.contents === 'write'
}

function stepsOf(mapping: Mapping, defaults: Mapping, findings: string[]): readonly Step[] {
  const list = Array.isArray(mapping.steps) ? mapping.steps : []
  if (list.length === 0 && !Object.hasOwn(mapping, 'uses')) findings.push('the job has no `steps`')
  return list.map((step: unknown, index) => parseStep(step, index, { defaults, findings }))
}

/** `defaults.run` of the job over that of the workflow. */
function defaultsOf(workflow: unknown, job: unknown, findings: string[]): Mapping {
  const merged: Record<string, unknown> = {}
  for (const defaults of [workflow, job]) {
    const mapping = asMapping(defaults)
    if (!mapping) continue
    findUnknownKeys(mapping, ['run'], { where: '`defaults`', findings })
    const run = asMapping(mapping.run) ?? {}
    findUnknownKeys(run, ['shell', 'working-directory'], { where: '`defaults.run`', findings })
    Object.assign(merged, run)
  }
  return merged
}

/** Every expression is checked before anything runs: a job never starts on a guess. */
function problemsInExpressions(job: Job): string[] {
  const own = job.if === undefined ? undefined : checkExpression(unwrapped(job.if), { isInStep: false })
  const ofJob = [...problemsIn(templatesOfJob(job)), ...(own === undefined ? [] : [own])]
  return [...new Set([...ofJob, ...problemsInSteps(job.steps)])]
}

/** What has no effect here. */
function noticesOfKeys(mapping: Mapping): string[] {
  const environment = asMapping(mapping.environment)?.name ?? mapping.environment
  return [
    ...(environment === undefined || environment === null
      ? []
      : [`The environment ${JSON.stringify(environment)} protects nothing here, and has no secrets`]),
    ...(mapping.snapshot === undefined ? [] : ['No image is made of this machine: `snapshot` has no effect']),
  ]
}

/** What is empty here is said once; `env` is that of the workflow. Only of a job whose expressions can all be read. */
function noticesOfEmpty(job: Job, env: unknown): string[] {
  if (job.findings.length > 0) return []
  const templates = [...templatesOf(asValue(env)), ...templatesOfJob(job), ...templatesOfSteps(job.steps)]
  const names = [...templates.flatMap(expressionsIn), ...conditionsOf(job)].flatMap(emptyNames)
  if (names.length === 0) return []
  return [
    `This runner has no secrets and variables, so these are empty: ${[...new Set(names)].join(', ').slice(0, 500)}`,
  ]
}

function conditionsOf({ if: condition, steps }: Job): string[] {
  return [...(condition === undefined ? [] : [unwrapped(condition)]), ...conditionsOfSteps(steps)]
}

function templatesOfJob(job: Job): string[] {
  return [
    job.name,
    ...Object.values(job.env),
    ...Object.values(job.outputs),
    ...templatesOf([job.runsOn, job.container, job.services]),
    ...templatesOf([job.matrixFrom ?? null, job.failFast, job.maxParallel ?? null]),
    ...templatesOf([...Object.values(job.call?.with ?? {}), job.concurrency?.group ?? null]),
    ...templatesOf([
      job.concurrency?.cancelInProgress ?? null,
      job.continueOnError,
      job.timeoutMinutes ?? null,
    ]),
  ]
}
