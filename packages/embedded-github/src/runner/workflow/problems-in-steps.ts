import { expressionsIn, TEMPLATE, unwrapped } from '@speculate-dev/workflows'
import { checkExpression } from './check-expression.ts'
import type { Step } from './workflow.ts'

/** What this runner cannot evaluate in texts with `${{ … }}`. */
export function problemsIn(
  templates: readonly string[],
  where: { readonly isInStep: boolean } = { isInStep: false },
): string[] {
  const problems = templates.flatMap(expressionsIn).map((text) => checkExpression(text, where))
  const open = templates.find((text) => text.replace(TEMPLATE, '').includes('${{'))
  if (open !== undefined) problems.push(`\`${open.slice(0, 100)}\`: an expression has no end`)
  return problems.filter((problem) => problem !== undefined)
}

export function problemsInSteps(steps: readonly Step[]): string[] {
  const conditions = conditionsOfSteps(steps).map((text) => checkExpression(text, { isInStep: true }))
  return [
    ...problemsIn(templatesOfSteps(steps), { isInStep: true }),
    ...conditions.filter((problem) => problem !== undefined),
  ]
}

/** Every `if`, as an expression. */
export function conditionsOfSteps(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.if === undefined ? [] : [unwrapped(step.if)]))
}

export function templatesOfSteps(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => [
    ...[step.name, String(step.continueOnError), String(step.timeoutMinutes ?? '')],
    ...[...Object.values(step.env), ...ownTemplates(step)],
  ])
}

function ownTemplates(step: Step): readonly string[] {
  return step.kind === 'run'
    ? [step.run, step.workingDirectory ?? '', step.shell ?? '']
    : Object.values(step.with)
}
