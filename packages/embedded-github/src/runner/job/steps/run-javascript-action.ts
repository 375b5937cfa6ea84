import { join } from 'node:path'
import { evaluateCondition } from '@speculate-dev/workflows'
import type { JavaScriptAction } from '../../workflow/parse-action.ts'
import type { ActionStep } from '../../workflow/workflow.ts'
import { createFileCommands } from '../file-commands.ts'
import { hear } from './hear.ts'
import { problemOfResult, runLimited, timeoutText } from './run-limited.ts'
import type { StepPlace } from './run-step.ts'
import { environmentOf } from './step-state.ts'

interface Call {
  readonly action: JavaScriptAction
  /** Where the action lies; absolute. */
  readonly folder: string
  /** By their names in small letters. */
  readonly inputs: Readonly<Record<string, string>>
}

/** Runs it with the machine's own `node`, as docs.github.com describes under "Metadata syntax"; what it does at the end is kept for then. */
export async function runJavaScriptAction(
  call: Call,
  step: ActionStep,
  place: StepPlace,
): Promise<string | undefined> {
  const { action } = call
  const { state } = place
  const main = await runProgram({ ...call, program: action.main, saved: {} }, step, place)
  const { post, postIf = 'always()' } = action
  if (post !== undefined) {
    state.posts.push({
      name: step.name,
      async post(status) {
        if (!evaluateCondition(postIf, { contexts: place.contexts, status })) return undefined
        return (await runProgram({ ...call, program: post, saved: main.saved }, step, place)).problem
      },
    })
  }
  return main.problem
}

interface Program extends Call {
  /** Its path from the folder of the action. */
  readonly program: string
  /** What an earlier part of the action wants to know again. */
  readonly saved: Readonly<Record<string, string>>
}

async function runProgram(
  { folder, inputs, program, saved }: Program,
  step: ActionStep,
  place: StepPlace,
): Promise<{ readonly problem: string | undefined; readonly saved: Readonly<Record<string, string>> }> {
  const { state, around } = place
  const files = await createFileCommands(state.directory.files, around.index)
  const environment = environmentOf(state, {
    ...place.env,
    ...named('INPUT_', inputs, (name) => name.replaceAll(' ', '_').toUpperCase()),
    ...named('STATE_', saved, (name) => name),
    ...files.variables,
    GITHUB_ACTION_PATH: folder,
  })
  const command = ['node', join(folder, program)] as const
  const directory = state.directory.workspace
  const { result, timedOut } = await runLimited({ command, directory, environment }, place)
  const heard = await hear(files, step, state)
  const problem = timedOut ? timeoutText(step, place) : (problemOfResult(result) ?? heard)
  return { problem, saved: heard === undefined ? (await files.read()).state : {} }
}

function named(
  prefix: string,
  values: Readonly<Record<string, string>>,
  nameOf: (name: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}${nameOf(name)}`, value]),
  )
}
