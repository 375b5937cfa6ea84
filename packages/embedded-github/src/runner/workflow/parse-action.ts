import {
  asMapping,
  asText,
  expressionParts,
  expressionsIn,
  type Mapping,
  readWorkflowFile,
} from '@speculate-dev/workflows'
import { parseStep } from './parse-step.ts'
import { conditionsOfSteps, problemsIn, problemsInSteps, templatesOfSteps } from './problems-in-steps.ts'
import { readText } from './read-mapping.ts'
import type { Step } from './workflow.ts'

/** What an `action.yml` says. */
export type ActionFile = CompositeAction | JavaScriptAction | RefusedAction

interface ActionBase {
  /** What an input is where nobody gives it, by its name in small letters. */
  readonly defaults: Readonly<Record<string, string>>
}

/** Steps, as a job has them. */
export interface CompositeAction extends ActionBase {
  readonly kind: 'composite'
  readonly steps: readonly Step[]
  readonly outputs: Readonly<Record<string, string>>
  readonly findings: readonly string[]
}

/** Programs for Node, by their paths from the folder of the action. */
export interface JavaScriptAction extends ActionBase {
  readonly kind: 'javascript'
  /** What it does before the job's first step. */
  readonly pre: string | undefined
  readonly main: string
  readonly post: string | undefined
  readonly postIf: string | undefined
}

interface RefusedAction {
  readonly kind: 'refused'
  readonly reason: string
}

/** Never throws. */
export function parseAction(text: string): ActionFile {
  const file = readWorkflowFile(text)
  if ('unreadable' in file) return refused(`it cannot be read: ${file.unreadable}`)
  const runs = asMapping(file.root.runs) ?? {}
  const using = asText(runs.using) ?? ''
  const findings: string[] = []
  const defaults = Object.fromEntries(
    Object.entries(asMapping(file.root.inputs) ?? {}).map(([name, input]) => [
      name.toLowerCase(),
      asText(asMapping(input)?.default) ?? '',
    ]),
  )
  if (using === 'composite') return { kind: 'composite', defaults, ...compositeOf(file.root, runs) }
  if (/^node\d+$/.test(using)) {
    const where = { where: '`runs`', findings }
    const main = readText(runs, 'main', where)
    if (main === undefined) return refused('`runs` names no `main`')
    const [pre, post] = [readText(runs, 'pre', where), readText(runs, 'post', where)]
    return { kind: 'javascript', defaults, pre, main, post, postIf: readText(runs, 'post-if', where) }
  }
  if (using === 'docker') return refused('it runs in a container, which this runner has not')
  return refused(`\`using: ${using}\` is not supported by this runner`)
}

function refused(reason: string): RefusedAction {
  return { kind: 'refused', reason }
}

function compositeOf(root: Mapping, runs: Mapping): Pick<CompositeAction, 'steps' | 'outputs' | 'findings'> {
  const findings: string[] = []
  const list: readonly unknown[] = Array.isArray(runs.steps) ? runs.steps : []
  if (list.length === 0) findings.push('`runs` has no `steps`')
  const steps = list.map((step, index) => parseStep(step, index, { defaults: {}, findings }))
  const outputs = Object.fromEntries(
    Object.entries(asMapping(root.outputs) ?? {}).map(([name, output]) => [
      name,
      asText(asMapping(output)?.value) ?? '',
    ]),
  )
  const bare = list.findIndex(
    (step) => asMapping(step)?.run !== undefined && asMapping(step)?.shell === undefined,
  )
  if (bare >= 0) findings.push(`step ${bare + 1} has no \`shell\`, which GitHub asks for inside an action`)
  findings.push(...problemsInSteps(steps), ...problemsIn(Object.values(outputs)))
  if (findings.length === 0) findings.push(...outOfReach(steps))
  return { steps, outputs, findings: [...new Set(findings)] }
}

/** docs.github.com, "Contexts": an action knows nothing of the job's secrets and needs. */
function outOfReach(steps: readonly Step[]): string[] {
  const expressions = [...templatesOfSteps(steps).flatMap(expressionsIn), ...conditionsOfSteps(steps)]
  return expressions
    .flatMap((text) => expressionParts(text).paths)
    .filter(([root]) => root !== undefined && /^(?:secrets|needs)$/i.test(root))
    .map(
      (path) =>
        `\`${path.map((name) => name ?? '[…]').join('.')}\` is not known inside an action, on GitHub either`,
    )
}
