import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { delimiter, isAbsolute, join, relative, resolve } from 'node:path'
import type { Contexts, Value } from '@speculate-dev/workflows'
import { evaluateCondition, interpolate, interpolateAll, type JobStatus } from '@speculate-dev/workflows'
import type { Step } from '../workflow/workflow.ts'
import { createFileCommands, FileCommandError, type FileCommands } from './file-commands.ts'
import type { JobDirectory } from './job-directory.ts'
import type { JobReport } from './job-report.ts'
import type { JobLimits } from './run-job.ts'
import { runScript, type ScriptResult } from './run-script.ts'
import { shellCommand } from './shell-command.ts'

/** What the steps of one job share; every step may change it for the later ones. */
export interface StepState {
  readonly directory: JobDirectory
  readonly contexts: Contexts
  readonly steps: Record<string, Value>
  /** Set by the runner; no workflow can change it. */
  readonly base: Readonly<Record<string, string>>
  env: Record<string, string>
  extraPath: readonly string[]
  summary: string
  status: JobStatus
}

export interface StepSurroundings {
  readonly index: number
  readonly report: JobReport
  readonly signal: AbortSignal
  readonly limits: JobLimits
}

/** Runs one step or skips it, and records its result in the state. */
export async function runStep(step: Step, state: StepState, around: StepSurroundings): Promise<void> {
  const { report } = around
  const job = { status: state.status }
  const contexts: Contexts = { ...state.contexts, job, env: state.env, steps: state.steps }
  const evaluation = { contexts, status: state.status }
  await report.stepStarted(interpolate(step.name, evaluation))
  if (!evaluateCondition(step.if, evaluation)) {
    remember(step, state, 'skipped')
    return report.stepEnded('skipped')
  }
  const problem = step.run === undefined ? undefined : await runIn(contexts, step, { state, around })
  if (problem !== undefined) {
    report.log.note(`##[error]${problem}`)
    report.log.annotate({ level: 'failure', message: problem })
  }
  if (around.signal.aborted) return report.stepEnded('cancelled')
  if (problem !== undefined && !step.continueOnError) state.status = 'failure'
  remember(step, state, problem === undefined ? 'success' : 'failure')
  // As on GitHub, the job list shows `continue-on-error` steps as succeeded.
  return report.stepEnded(problem === undefined || step.continueOnError ? 'success' : 'failure')
}

function remember(step: Step, state: StepState, outcome: 'success' | 'failure' | 'skipped'): void {
  if (step.id === undefined) return
  const conclusion = outcome === 'failure' && step.continueOnError ? 'success' : outcome
  const before = state.steps[step.id]
  const outputs = before !== null && typeof before === 'object' && 'outputs' in before ? before.outputs : {}
  state.steps[step.id] = { outcome, conclusion, outputs }
}

interface Place {
  readonly state: StepState
  readonly around: StepSurroundings
}

/** Undefined when the step succeeded, else the sentence GitHub would say. */
async function runIn(contexts: Contexts, step: Step, { state, around }: Place): Promise<string | undefined> {
  const { directory } = state
  const evaluation = { contexts, status: state.status }
  const text = interpolate(step.run ?? '', evaluation)
  const folder = resolve(directory.workspace, interpolate(step.workingDirectory ?? '.', evaluation))
  if (isOutside(folder, directory.root))
    return `The working directory ${JSON.stringify(step.workingDirectory)} is outside`
  const script = join(directory.files, `${randomUUID()}.${step.shell === 'python' ? 'py' : 'sh'}`)
  await writeFile(script, text)
  const files = await createFileCommands(directory.files, around.index)
  const stepEnv = interpolateAll(step.env, evaluation)
  const environment = environmentOf(state, { ...stepEnv, ...files.variables })
  for (const line of text.trimEnd().split('\n')) around.report.log.note(`##[command]${line}`)
  const command = await shellCommand(step.shell, script, environment.PATH ?? '')
  const { result, timedOut } = await runLimited({ command, directory: folder, environment }, step, around)
  const heard = await hear(files, step, state)
  return timedOut ? timeoutText(step) : (sentence(result) ?? heard)
}

/** A workflow may set anything but what the runner itself tells the job. */
function environmentOf(state: StepState, own: Readonly<Record<string, string>>): Record<string, string> {
  const merged: Record<string, string> = { ...state.base, ...state.env, ...own }
  const reserved = Object.entries(state.base).filter(([name]) => /^(GITHUB|RUNNER)_/.test(name))
  const path = own.PATH ?? [...state.extraPath, merged.PATH ?? ''].join(delimiter)
  return { ...merged, ...Object.fromEntries(reserved), PATH: path }
}

type Command = Pick<Parameters<typeof runScript>[0], 'command' | 'directory' | 'environment'>

async function runLimited(
  command: Command,
  step: Step,
  { report, signal, limits }: StepSurroundings,
): Promise<{ result: ScriptResult; timedOut: boolean }> {
  const deadline = new AbortController()
  const minutes = step.timeoutMinutes
  const timer = minutes && setTimeout(() => deadline.abort(), minutes * limits.minuteMs)
  const signals = AbortSignal.any([signal, deadline.signal])
  const result = await runScript({
    ...command,
    onLine: report.log.output,
    signal: signals,
    graceMs: limits.graceMs,
  })
  clearTimeout(timer)
  return { result, timedOut: result.kind === 'killed' && deadline.signal.aborted && !signal.aborted }
}

function timeoutText(step: Step): string {
  return `The action '${step.name}' has timed out after ${step.timeoutMinutes} minutes.`
}

function sentence(result: ScriptResult): string | undefined {
  switch (result.kind) {
    case 'exited':
      return result.code === 0 ? undefined : `Process completed with exit code ${result.code}.`
    case 'not-started':
      return `The step could not be started: ${result.reason}`
    case 'killed':
      return undefined
    default:
      throw result satisfies never
  }
}

/** Takes over what the step wrote into its files; what it spoiled fails it. */
async function hear(files: FileCommands, step: Step, state: StepState): Promise<string | undefined> {
  try {
    const { outputs, env, path, summary } = await files.read()
    if (step.id !== undefined) state.steps[step.id] = { outputs }
    state.env = { ...state.env, ...env }
    state.extraPath = [...path.toReversed(), ...state.extraPath]
    state.summary = `${state.summary}${summary}`.slice(0, 65_535)
    return undefined
  } catch (error) {
    if (error instanceof FileCommandError) return `Unable to process the step's files: ${error.message}`
    throw error
  }
}

function isOutside(path: string, root: string): boolean {
  const way = relative(root, path)
  return way.startsWith('..') || isAbsolute(way)
}
