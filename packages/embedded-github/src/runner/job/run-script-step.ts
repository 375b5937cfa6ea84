import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { type Contexts, interpolate, interpolateAll } from '@speculate-dev/workflows'
import type { RunStep, Step } from '../workflow/workflow.ts'
import { createFileCommands, FileCommandError, type FileCommands } from './file-commands.ts'
import { problemOfResult, runLimited, timeoutText } from './run-limited.ts'
import type { StepPlace } from './run-step.ts'
import { shellCommand } from './shell-command.ts'
import { environmentOf, type StepState, takeOver } from './step-state.ts'

/** Undefined when the step succeeded, else the sentence GitHub would say. */
export async function runScriptStep(
  step: RunStep,
  contexts: Contexts,
  { state, around }: StepPlace,
): Promise<string | undefined> {
  const { directory } = state
  const evaluation = { contexts, status: state.status }
  const text = interpolate(step.run, evaluation)
  const folder = resolve(directory.workspace, interpolate(step.workingDirectory ?? '.', evaluation))
  if (isOutside(folder, directory.root))
    return `The working directory ${JSON.stringify(step.workingDirectory)} is outside`
  const script = join(directory.files, `${randomUUID()}.${step.shell === 'python' ? 'py' : 'sh'}`)
  await writeFile(script, text)
  const files = await createFileCommands(directory.files, around.index)
  const stepEnv = interpolateAll(step.env, evaluation)
  const environment = environmentOf(state, { ...stepEnv, ...files.variables })
  for (const line of text.trimEnd().split('\n')) around.report.log.note(`##[command]${line}`)
  const command = await shellCommand(step.shell, script, environment.PATH)
  const { result, timedOut } = await runLimited({ command, directory: folder, environment }, step, around)
  const heard = await hear(files, step, state)
  return timedOut ? timeoutText(step) : (problemOfResult(result) ?? heard)
}

/** Takes over what the step wrote into its files; what it spoiled fails it. */
async function hear(files: FileCommands, step: Step, state: StepState): Promise<string | undefined> {
  try {
    const { outputs, env, path, summary } = await files.read()
    takeOver(state, step.id, { outputs, env, path: path.toReversed() })
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
