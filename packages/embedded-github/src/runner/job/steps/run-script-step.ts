import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { interpolate } from '@speculate-dev/workflows'
import type { RunStep } from '../../workflow/workflow.ts'
import { createFileCommands } from '../file-commands.ts'
import { hear } from './hear.ts'
import { enterOwnPython } from './own-python.ts'
import { problemOfResult, runLimited, timeoutText } from './run-limited.ts'
import type { StepPlace } from './run-step.ts'
import { scriptExtension, shellScript } from './shell-command.ts'
import { environmentOf } from './step-state.ts'

/** Undefined when the step succeeded, else the sentence GitHub would say. */
export async function runScriptStep(step: RunStep, place: StepPlace): Promise<string | undefined> {
  const { state, around } = place
  const { directory } = state
  const { text, folder, shell } = await place.evaluate((evaluation) => ({
    text: interpolate(step.run, evaluation),
    folder: resolve(directory.workspace, interpolate(step.workingDirectory ?? '.', evaluation)),
    shell: step.shell && interpolate(step.shell, evaluation),
  }))
  if (isOutside(folder, directory.root))
    return `The working directory ${JSON.stringify(step.workingDirectory)} is outside`
  const withoutPython = await enterOwnPython(text, folder, place)
  if (withoutPython !== undefined) return withoutPython
  const script = join(directory.files, `${randomUUID()}.${scriptExtension(shell)}`)
  const files = await createFileCommands(directory.files, around.index)
  const environment = environmentOf(state, { ...place.env, ...files.variables })
  const { command, text: written } = await shellScript(shell, { script, text, path: environment.PATH })
  await writeFile(script, written)
  for (const line of text.trimEnd().split('\n')) around.report.log.note(`##[command]${line}`)
  const { result, timedOut } = await runLimited({ command, directory: folder, environment }, place)
  const heard = await hear(files, step, state)
  return timedOut ? timeoutText(step, place) : (problemOfResult(result) ?? heard)
}

function isOutside(path: string, root: string): boolean {
  const way = relative(root, path)
  return way.startsWith('..') || isAbsolute(way)
}
