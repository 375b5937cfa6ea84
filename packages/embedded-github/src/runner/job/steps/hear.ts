import type { Step } from '../../workflow/workflow.ts'
import { FileCommandError, type FileCommands } from '../file-commands.ts'
import { addSummary, type StepState, takeOver } from './step-state.ts'

/** Takes over what the step wrote into its files; what it spoiled fails it. */
export async function hear(files: FileCommands, step: Step, state: StepState): Promise<string | undefined> {
  try {
    const { outputs, env, path, summary } = await files.read()
    takeOver(state, step.id, { outputs, env, path: path.toReversed() })
    addSummary(state, summary)
    return undefined
  } catch (error) {
    if (error instanceof FileCommandError) return `Unable to process the step's files: ${error.message}`
    throw error
  }
}
