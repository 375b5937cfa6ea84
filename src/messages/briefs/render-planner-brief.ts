import Handlebars from 'handlebars'
import { MAX_SIMILARITY } from '../../domain/candidate/proposals.ts'
import { PROTECTED_KINDS } from '../../domain/judgement/protected-paths.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { PLAN_PATH } from '../../ports/workspace.ts'
import { issueToRead, lineOf } from './issue-to-read.ts'
import { STAGES } from './render-brief.ts'

/** What a planner is asked (A3): only for what can make candidates different, never for what they share. */
export function renderPlannerBrief(speculation: Speculation): string {
  const { plan, contract, settings } = speculation
  return template({
    issue: issueToRead(speculation),
    invariants: plan.invariants.map(lineOf),
    ...STAGES[plan.stage ?? 'green'],
    checks: contract.checks.map(({ name }) => lineOf(name)),
    protectedPaths: [...PROTECTED_KINDS, ...settings.protected_paths.map(lineOf)],
    maxLines: settings.speculation.rejection.max_diff_lines,
    amount: plan.proposing?.candidates ?? plan.briefs.length,
    percent: MAX_SIMILARITY * 100,
    path: PLAN_PATH,
  })
}

interface Task {
  readonly issue: string
  readonly stage: string
  readonly work: string
  readonly invariants: readonly string[]
  readonly checks: readonly string[]
  readonly protectedPaths: readonly string[]
  readonly maxLines: number
  readonly amount: number
  readonly percent: number
  readonly path: string
}

const template = Handlebars.compile<Task>(
  `# Strategies for one issue

Several agents will solve the issue below at the same time, each in its own way and without knowing of the others. The same checks judge all of them, and at most one is promoted. You decide in which ways they try. Read the repository that is your working directory, find out where and how the issue can be solved, and solve nothing yourself: nothing that you change is kept.

{{issue}}

## What all of them do: {{stage}}

{{work}}

{{#if invariants}}
All of them keep to this:

{{#each invariants}}
- {{this}}
{{/each}}

{{/if}}
These checks judge all of them:

{{#each checks}}
- {{this}}
{{/each}}

None of them may touch any of these paths, or change more than {{maxLines}} lines:

{{#each protectedPaths}}
- {{this}}
{{/each}}

## Your strategies

Propose {{amount}} strategies. Each must be able to solve the whole issue alone, so that somebody who reads all the results can learn from comparing them. They differ in one dimension that matters here, which you name, for example "where the fix goes" or "who keeps the state"; each takes a different position in it. The same approach in other words is refused: two strategies may share at most {{percent}} % of their words, the constraints included.

You choose ways, not rules: which agent gets which strategy, what is checked, and what may not be touched is decided already.

## Your answer

Write \`{{path}}\`: one JSON object.

- \`dimension\`: text, at most 80 characters; what the strategies differ in
- \`strategies\`: list of {{amount}} objects, the most promising one first, each with
  - \`id\`: its name: at most 40 lower-case letters, digits and "-"
  - \`value\`: text, at most 200 characters; where it stands in that dimension
  - \`strategy\`: text, at most 2000 characters; what to do, said to the agent that will do it
  - \`constraints\`: list of at most 20 texts; what only this one must keep to, so that it stays different
`,
  { noEscape: true, strict: true },
)
