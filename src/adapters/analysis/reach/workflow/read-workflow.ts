import { eventNames, matrixCombinations, readWorkflowFile } from '@speculate-dev/workflows'
import { asList, asMapping, asText, dig, type Mapping } from '../files/read-data.ts'
import { type Contexts, matrixValues } from './expressions.ts'

export interface Step {
  readonly run: string | undefined
  readonly uses: string | undefined
  readonly with: Mapping
  readonly env: Mapping
  readonly shell: string | undefined
  readonly folder: string | undefined
}

export interface Job {
  readonly id: string
  /** As written, with its expressions. */
  readonly name: string
  readonly matrix: Contexts['matrix']
  readonly hasMatrix: boolean
  /** What its matrix makes of it, one for each check run; undefined where only a run can tell. */
  readonly combinations: readonly Mapping[] | undefined
  /** A reusable workflow, instead of steps. */
  readonly uses: string | undefined
  readonly with: Mapping
  readonly env: Mapping
  readonly shell: string | undefined
  readonly folder: string | undefined
  readonly steps: readonly Step[]
}

export interface Workflow {
  readonly path: string
  readonly events: readonly string[]
  readonly env: Mapping
  /** Of a reusable workflow: the inputs' own values. */
  readonly inputs: Mapping
  readonly jobs: readonly Job[]
}

/** A workflow file as far as the derivation needs it; undefined when it cannot be read. Never throws. */
export function readWorkflow(path: string, text: string | undefined): Workflow | undefined {
  const file = readWorkflowFile(text ?? '')
  if ('unreadable' in file) return undefined
  const { root } = file
  const defaults = defaultsOf(root)
  const jobs = file.jobs.map(({ id, job }) => readJob(id, job ?? {}, defaults))
  const inputs = asMapping(dig(root.on, 'workflow_call', 'inputs'))
  return { path, events: eventNames(root.on), env: asMapping(root.env), inputs: defaultInputs(inputs), jobs }
}

type Defaults = Pick<Job, 'shell' | 'folder'>

function defaultsOf(of: Mapping, otherwise: Defaults = { shell: undefined, folder: undefined }): Defaults {
  const run = asMapping(dig(of, 'defaults', 'run'))
  return {
    shell: asText(run.shell) ?? otherwise.shell,
    folder: asText(run['working-directory']) ?? otherwise.folder,
  }
}

function readJob(id: string, job: Mapping, defaults: Defaults): Job {
  return {
    id,
    name: asText(job.name) || id,
    matrix: matrixValues(job.strategy),
    hasMatrix: dig(job.strategy, 'matrix') !== undefined,
    combinations: matrixCombinations(job.strategy),
    uses: asText(job.uses),
    with: asMapping(job.with),
    env: asMapping(job.env),
    ...defaultsOf(job, defaults),
    steps: readSteps(job.steps),
  }
}

const MAX_STEPS = 200

export function readSteps(steps: unknown): readonly Step[] {
  return asList(steps)
    .slice(0, MAX_STEPS)
    .map(asMapping)
    .map((step) => ({
      run: asText(step.run),
      uses: asText(step.uses),
      with: asMapping(step.with),
      env: asMapping(step.env),
      shell: asText(step.shell),
      folder: asText(step['working-directory']),
    }))
}

/** Of inputs as an action or a reusable workflow declares them, the values they have where nobody gives any. */
export function defaultInputs(inputs: Mapping): Mapping {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, dig(input, 'default') ?? '']),
  )
}
