import { classOfPath } from '../../content/classify-file.ts'
import { asMapping, asText, dig, type Mapping, readYaml } from '../files/read-data.ts'
import { INSIDE_AN_IMAGE } from '../runners/build-tools.ts'
import { ROOT, resolvePath, UNKNOWN, unknown } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'
import { type Contexts, substitute } from './expressions.ts'
import { jobsNamed, type NamedJob } from './jobs-of-check.ts'
import { commandOfAction, isSetUp } from './known-actions.ts'
import {
  defaultInputs,
  type Job,
  readSteps,
  readWorkflow,
  type Step,
  type Workflow,
} from './read-workflow.ts'

/** What the steps of a job run. */
export async function followJob(
  walk: Walk,
  { workflow, job, rest }: NamedJob,
  place: Place,
  inputs: Mapping = {},
): Promise<void> {
  const env = new Map<string, string>()
  const contexts: Contexts = { matrix: job.matrix, env, inputs: { ...workflow.inputs, ...inputs } }
  setVariables(env, workflow.env, contexts)
  setVariables(env, job.env, contexts)
  walk.found(place, { path: workflow.path, how: 'runs' })
  if (job.uses !== undefined) return followReusable(walk, { job, rest, uses: job.uses }, { place, contexts })
  const here = through(place, workflow.path, { variables: env })
  for (const step of job.steps) await followStep(walk, step, { job, contexts, place: here })
}

interface StepScope {
  readonly place: Place
  readonly contexts: Contexts
}

async function followReusable(
  walk: Walk,
  { job, rest, uses }: { job: Job; rest: string | undefined; uses: string },
  { place, contexts }: StepScope,
): Promise<void> {
  if (!uses.startsWith('./')) return walk.unfollowed(place, uses, 'a workflow of another repository')
  const path = uses.slice(2)
  if (!walk.enters(place, `${path} ${rest ?? ''}`)) return
  const called = readWorkflow(path, await walk.files.read(path))
  if (!called) return walk.unfollowed(place, uses, 'this workflow cannot be read')
  const named = rest === undefined ? allJobs(called) : jobsNamed(rest, called)
  if (named.length === 0) walk.unfollowed(place, uses, `it has no job named ${rest}`)
  const given = Object.fromEntries(
    Object.entries(job.with).map(([name, value]) => [name, substitute(asText(value) ?? '', contexts)[0]]),
  )
  for (const one of named) await followJob(walk, one, through(place, uses), given)
}

function allJobs(workflow: Workflow): readonly NamedJob[] {
  return workflow.jobs.map((job) => ({ workflow, job, rest: undefined }))
}

async function followStep(
  walk: Walk,
  step: Step,
  { job, contexts, place }: StepScope & { job: Pick<Job, 'shell' | 'folder'> },
) {
  const env = new Map(contexts.env)
  const inside = { ...contexts, env }
  setVariables(env, step.env, contexts)
  if (step.uses !== undefined)
    return followAction(walk, { ...step, uses: step.uses }, { place, contexts: inside })
  if (step.run === undefined) return
  const [asked = ''] = substitute(step.folder ?? job.folder ?? '', inside)
  const folder = resolvePath('', asked)
  const shell = step.shell ?? job.shell ?? 'bash'
  for (const text of substitute(step.run, inside)) {
    const here = { ...place, folder, variables: env }
    if (/^(python|node|perl|ruby)/.test(shell)) walk.unfollowed(here, firstLine(text), `a script in ${shell}`)
    else if (walk.enters(here, text)) await walk.script(text, here)
  }
}

async function followAction(walk: Walk, step: Step & { uses: string }, scope: StepScope): Promise<void> {
  const { uses } = step
  const { place, contexts } = scope
  for (const value of Object.values(step.with)) nameFiles(walk, asText(value), scope)
  if (uses.startsWith('./')) return followLocal(walk, step, scope)
  const given = Object.fromEntries(
    Object.entries(step.with).map(([name, value]) => [
      name,
      substitute(asText(value) ?? '', contexts)[0] ?? '',
    ]),
  )
  const command = commandOfAction(uses, given)
  const here = through(place, uses, { folder: resolvePath('', given['working-directory'] ?? '') })
  if (command === '') walk.passed(place, uses)
  else if (command !== undefined) {
    if (walk.enters(here, command)) await walk.script(command, here)
  } else if (uses.startsWith('docker://')) walk.unfollowed(place, uses, INSIDE_AN_IMAGE)
  else if (isSetUp(uses)) walk.passed(place, uses)
  else walk.unfollowed(place, uses, 'an action of another repository')
}

/** Files that a step passes to an action, by their whole path: `.nvmrc`, `ci/config.yml`. */
function nameFiles(walk: Walk, value: string | undefined, { place, contexts }: StepScope): void {
  for (const word of value === undefined || value.length > 1_000 || value.trim().includes('\n')
    ? []
    : value.split(/\s+/)) {
    const path = resolvePath('', substitute(word, contexts)[0] ?? '')
    if (path !== undefined && walk.files.has(path) && isConfiguration(path))
      walk.found(place, { path, how: 'reads' })
  }
}

/** What an action is given to install or to keep does not judge: lock files and lists of dependencies. */
function isConfiguration(path: string): boolean {
  if (classOfPath(path) === 'documentation') return false
  return !/(^|\/)([^/]*lock[^/]*|package\.json|go\.(mod|sum|work)|requirements[^/]*\.txt|[^/]*requirements\/[^/]*\.txt|Cargo\.toml|Gemfile|pyproject\.toml|pom\.xml|composer\.json)$/i.test(
    path,
  )
}

async function followLocal(
  walk: Walk,
  step: Step & { uses: string },
  { place, contexts }: StepScope,
): Promise<void> {
  const folder = resolvePath('', step.uses)
  if (folder === undefined || !walk.enters({ ...place, folder }, JSON.stringify([step.uses, step.with])))
    return
  const path = ['action.yml', 'action.yaml']
    .map((name) => join(folder, name))
    .find((one) => walk.files.has(one))
  const here = through(place, step.uses, { folder: '' })
  if (path === undefined) {
    // What was checked out into that folder by an earlier step.
    return walk.unfollowed(
      place,
      step.uses,
      walk.files.hasFolder(folder) ? 'it is not an action' : 'it is not in the repository',
    )
  }
  if (folder === '') walk.found(here, { path, how: 'runs' })
  else walk.found(here, { path: `${folder}/**`, isPattern: true, how: 'runs' })
  const action = asMapping(readYaml(await walk.files.read(path)))
  const runs = asMapping(action.runs)
  for (const key of ['pre', 'main', 'post', 'image', 'entrypoint']) {
    const file = resolvePath(folder, asText(runs[key]) ?? UNKNOWN)
    if (file !== undefined && walk.files.has(file)) walk.found(here, { path: file, how: 'runs' })
  }
  const inputs = { ...defaultInputs(asMapping(action.inputs)), ...step.with }
  const env = new Map([...contexts.env, ['GITHUB_ACTION_PATH', `${ROOT}/${folder}`] as const])
  const scope = { place: { ...here, variables: env }, contexts: { ...contexts, env, inputs } }
  const noDefaults = { shell: undefined, folder: undefined }
  for (const one of readSteps(dig(runs, 'steps'))) await followStep(walk, one, { ...scope, job: noDefaults })
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function setVariables(env: Map<string, string>, given: Mapping, contexts: Contexts): void {
  for (const [name, value] of Object.entries(given)) {
    const values = substitute(asText(value) ?? '', contexts)
    env.set(name, values.length === 1 ? (values[0] ?? '') : unknown(`$${name}`))
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? ''
}
