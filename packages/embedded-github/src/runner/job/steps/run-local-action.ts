import { open, realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { asMapping, asValue, type Contexts, interpolateAll } from '@speculate-dev/workflows'
import { copyOtherAction, type OtherAction } from '../../actions/other-action.ts'
import { type CompositeAction, parseAction } from '../../workflow/parse-action.ts'
import type { ActionStep } from '../../workflow/workflow.ts'
import type { JobReport } from '../job-report.ts'
import { runJavaScriptAction } from './run-javascript-action.ts'
import { startDeadline, timeoutText } from './run-limited.ts'
import type { RunStep, StepPlace } from './run-step.ts'
import { SAID_ALREADY, type StepState, takeOver } from './step-state.ts'

/**
 * An action of the repository, as it lies in the workspace. Undefined when it succeeded, else why it did not. `runStep` is handed in,
 * because steps are what runs actions.
 */
export function runLocalAction(
  step: ActionStep,
  place: StepPlace,
  runStep: RunStep,
): Promise<string | undefined> {
  return runActionIn(resolve(place.state.directory.workspace, step.uses), step, { ...place, runStep })
}

/** An action of somebody else, in a copy of what lies on this machine. */
export async function runOtherAction(
  {
    step,
    action,
    actions,
  }: { readonly step: ActionStep; readonly action: OtherAction; readonly actions: string },
  place: StepPlace,
  runStep: RunStep,
): Promise<string | undefined> {
  const folder = await copyOtherAction(actions, action, place.state.directory.root)
  return runActionIn(folder, step, { ...place, runStep })
}

async function runActionIn(
  folder: string,
  step: ActionStep,
  { runStep, ...place }: StepPlace & { readonly runStep: RunStep },
): Promise<string | undefined> {
  const { root } = place.state.directory
  const text = await readActionFile(folder, root)
  if (text === undefined)
    return `Can't find 'action.yml' or 'action.yaml' under '${step.uses}'. Did you forget to run actions/checkout before running your local action?`
  const action = parseAction(text)
  if (action.kind === 'refused') return `${step.uses}: ${action.reason}`
  const written = Object.entries(step.with).map(([name, value]) => [name.toLowerCase(), value])
  const inputs = await place.evaluate((evaluation) =>
    interpolateAll({ ...action.defaults, ...Object.fromEntries(written) }, evaluation),
  )
  if (action.kind === 'javascript') return runJavaScriptAction({ action, folder, inputs }, step, place)
  const [problem] = action.findings
  return problem ?? runComposite({ action, folder, inputs, runStep }, step, place)
}

interface Composite {
  readonly action: CompositeAction
  readonly folder: string
  readonly inputs: Readonly<Record<string, string>>
  readonly runStep: RunStep
}

async function runComposite(
  { action, folder, inputs, runStep }: Composite,
  step: ActionStep,
  place: StepPlace,
): Promise<string | undefined> {
  const { state, around, timeoutMinutes: minutes } = place
  const inner = innerState(place, { folder, inputs })
  const { signal, limits, report } = around
  const deadline = startDeadline({ signal, minutes, minuteMs: limits.minuteMs })
  const own = { ...around, report: groupsOf(report), signal: deadline.signal }
  for (const one of action.steps) {
    await runStep(one, inner, own)
    if (deadline.signal.aborted) break
  }
  deadline.stop()
  const contexts = { ...inner.contexts, env: inner.env, steps: inner.steps }
  const outputs = interpolateAll(action.outputs, { contexts, status: inner.status })
  takeOver(state, step.id, { outputs, env: {}, path: [] })
  if (deadline.isOver()) return timeoutText(step, place)
  return inner.status === 'success' ? undefined : SAID_ALREADY
}

/** Its steps have outputs and a status of their own; what they set for later steps is set for all. */
function innerState(
  { state, env, contexts }: StepPlace,
  { folder, inputs }: Pick<Composite, 'folder' | 'inputs'>,
): StepState {
  const { needs: _needs, secrets: _secrets, ...known } = contexts
  const github: Contexts = Object.fromEntries(
    Object.entries(asMapping(known.github) ?? {}).map(([name, value]) => [name, asValue(value)]),
  )
  return {
    ...state,
    outer: state,
    contexts: { ...known, github: { ...github, action_path: folder }, inputs },
    steps: {},
    base: { ...state.base, GITHUB_ACTION_PATH: folder },
    env: { ...state.env, ...env },
    status: 'success',
  }
}

/** As on GitHub, the job shows one step, in whose log those of the action are groups. */
function groupsOf(report: JobReport): JobReport {
  return {
    ...report,
    stepStarted: async (name) => report.log.note(`##[group]${name}`),
    stepEnded: async () => report.log.note('##[endgroup]'),
  }
}

const MAX_BYTES = 512 * 1024

/** The repository could have put a link to anything in the file's place. */
async function readActionFile(folder: string, root: string): Promise<string | undefined> {
  for (const name of ['action.yml', 'action.yaml']) {
    const path = await realpath(join(folder, name)).catch(() => undefined)
    if (path === undefined || isOutside(path, await realpath(root))) continue
    const file = await open(path)
    try {
      const { size } = await file.stat()
      return size > MAX_BYTES ? undefined : await file.readFile('utf8')
    } finally {
      await file.close()
    }
  }
  return undefined
}

function isOutside(path: string, root: string): boolean {
  const way = relative(root, path)
  return way.startsWith('..') || isAbsolute(way)
}
