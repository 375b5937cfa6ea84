import { withoutUndefined } from '@speculate-dev/system'
import { interpolateAll } from '@speculate-dev/workflows'
import { findAction } from '../../actions/find-action.ts'
import { unknownAction } from '../../actions/other-action.ts'
import type { ActionStep } from '../../workflow/workflow.ts'
import { enterOwnPython } from './own-python.ts'
import { runLimited } from './run-limited.ts'
import type { StepPlace } from './run-step.ts'
import { environmentOf, takeOver } from './step-state.ts'

/** Undefined when the action succeeded, else why it did not. */
export async function runActionStep(step: ActionStep, place: StepPlace): Promise<string | undefined> {
  const found = findAction(step.uses)
  const { state, around, contexts } = place
  if (!found) {
    const problem = unknownAction(step.uses)
    if (state.status === 'success') return problem
    // The job has failed, and for a reason of its own.
    around.report.log.note(problem)
    return undefined
  }
  const written = Object.entries(step.with).map(([name, text]) => [name.toLowerCase(), text])
  const inputs = await place.evaluate((evaluation) => interpolateAll(Object.fromEntries(written), evaluation))
  const { directory } = state
  const withoutPython = await enterOwnPython(inputs.command ?? '', directory.workspace, place)
  if (withoutPython !== undefined) return withoutPython
  const environment = environmentOf(state, place.env)
  const result = await found.action.run({
    uses: step.uses,
    ref: found.ref,
    inputs,
    contexts,
    run: around.run,
    directory,
    checkedOut: around.checkedOut,
    machine: around.machine,
    environment,
    log: around.report.log,
    signal: around.signal,
    async execute(command, { directory: folder = directory.workspace, environment: own = {}, onLine } = {}) {
      const given = {
        command: [...command] as const,
        directory: folder,
        environment: { ...environment, ...own },
        ...withoutUndefined({ onLine }),
      }
      return (await runLimited(given, place)).result
    },
  })
  const { outputs = {}, env = {}, path = [], post } = result
  takeOver(state, step.id, { outputs, env, path })
  if (post) state.posts.push({ name: step.name, post })
  return result.problem
}
