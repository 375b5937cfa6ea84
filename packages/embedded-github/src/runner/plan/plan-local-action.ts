import { join, posix } from 'node:path'
import { asMapping, type Contexts, type Evaluation } from '@speculate-dev/workflows'
import { otherAction, readOtherAction, unknownAction } from '../actions/other-action.ts'
import { type ActionPlan, NOTHING_IN_THE_WAY, type Place } from '../actions/served-action.ts'
import { type CompositeAction, parseAction } from '../workflow/parse-action.ts'
import type { ActionStep, Step } from '../workflow/workflow.ts'
import { knownText, knownTexts } from './is-known.ts'
import { type FileText, placeIn } from './place-in.ts'

/** GitHub's own limit. */
const MAX_DEPTH = 10

interface Inside {
  /** How many actions lead to this one. */
  readonly depth: number
  /** Folders of the workspace in which the repository lies. */
  readonly checkouts: readonly string[]
}

interface Around extends Inside {
  readonly place: Place
  /** Handed in, because steps are what plans actions. */
  planSteps(steps: readonly Step[], contexts: Contexts, place: Place, inside: Inside): Promise<ActionPlan>
}

/** An action of the repository itself, planned from the files of the commit. */
export async function planLocalAction(
  step: ActionStep,
  evaluation: Evaluation,
  around: Around,
): Promise<ActionPlan> {
  const { uses } = step
  const found = await findActionFile(uses, around.place, around.checkouts)
  if (found !== undefined) return planFound(step, evaluation, { ...around, found })
  return refused(
    `\`uses: ${uses}\` names a folder without \`action.yml\`, which GitHub would not find either`,
  )
}

/** An action of somebody else, which runs where that is allowed and it lies on this machine. */
export async function planOtherAction(
  step: ActionStep,
  evaluation: Evaluation,
  around: Around,
): Promise<ActionPlan> {
  const { uses } = step
  const { otherActions } = around.place
  const action = otherAction(uses)
  if (otherActions === undefined || action === undefined) return refused(unknownAction(uses))
  const text = await readOtherAction(otherActions, action)
  if (text === undefined)
    return refused(`\`uses: ${uses}\` does not lie in ${join(otherActions, action.folder)}`)
  const parsed = parseAction(text)
  if (parsed.kind === 'javascript' && parsed.pre !== undefined)
    return refused(`\`uses: ${uses}\`: what it does before the first step (\`pre\`) this runner does not do`)
  return planFound(step, evaluation, { ...around, found: { path: `${action.folder}/action.yml`, text } })
}

async function planFound(
  { uses, with: given }: ActionStep,
  evaluation: Evaluation,
  { place, depth, checkouts, planSteps, found }: Around & { readonly found: FileText },
): Promise<ActionPlan> {
  if (depth === MAX_DEPTH) return refused(`\`uses: ${uses}\`: actions that use actions are nested too deep`)
  const action = parseAction(found.text)
  if (action.kind === 'refused') return refused(`\`uses: ${uses}\` (${found.path}): ${action.reason}`)
  if (action.kind === 'javascript')
    return { ...NOTHING_IN_THE_WAY, notices: [`\`${uses}\` ran with the machine's own \`node\``] }
  const contexts = contextsInside(action, given, evaluation)
  const inner = await planSteps(action.steps, contexts, place, { depth: depth + 1, checkouts })
  const findings = [...action.findings, ...inner.findings]
  return {
    findings: findings.map((finding) => `\`uses: ${uses}\` leads to ${placeIn(found, finding)}: ${finding}`),
    notices: inner.notices,
  }
}

function refused(finding: string): ActionPlan {
  return { ...NOTHING_IN_THE_WAY, findings: [finding] }
}

async function findActionFile(
  uses: string,
  place: Place,
  checkouts: readonly string[],
): Promise<FileText | undefined> {
  const folder = posix.normalize(uses)
  if (folder.startsWith('..') || posix.isAbsolute(folder)) return undefined
  for (const checkout of ['.', ...checkouts]) {
    const inside = posix.relative(posix.normalize(checkout), folder)
    if (inside.startsWith('..')) continue
    for (const name of ['action.yml', 'action.yaml']) {
      const path = posix.join(inside, name)
      const text = await place.read(path)
      if (text !== undefined) return { path, text }
    }
  }
  return undefined
}

/** What its steps know before they run. */
function contextsInside(
  { defaults }: CompositeAction,
  given: ActionStep['with'],
  evaluation: Evaluation,
): Contexts {
  const { github, env, matrix, strategy, runner } = evaluation.contexts
  const own = Object.entries(given).map(
    ([name, text]) => [name.toLowerCase(), knownText(text, evaluation)] as const,
  )
  const names = own.map(([name]) => name)
  const others = Object.entries(defaults).filter(([name]) => !names.includes(name))
  const inputs = {
    ...knownTexts(Object.fromEntries(others), evaluation),
    ...Object.fromEntries(own.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]))),
  }
  const known = Object.entries({ github, env, matrix, strategy, runner })
  return {
    ...Object.fromEntries(known.flatMap(([name, one]) => (asMapping(one) ? [[name, one ?? null]] : []))),
    inputs,
  }
}
