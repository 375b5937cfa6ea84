import Handlebars from 'handlebars'
import type { AttemptOutcome, AttemptUsage } from '../../domain/candidate/attempt.ts'
import type { Brief } from '../../domain/candidate/brief.ts'
import { candidateBranch } from '../../domain/candidate/candidate.ts'
import { tagLabel } from '../../domain/issue/labels.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan, cut, neutralReferences, oneLine, proseBlock } from '../foreign/foreign-text.ts'
import { candidateMarker } from '../marker.ts'
import { formatSeconds, list } from '../numbers.ts'
import { dollars, thousands } from '../reasons/budget.ts'
import { leftBehind } from '../reasons/left-behind.ts'
import { briefFold } from './brief-fold.ts'
import { JUDGED_ALIKE } from './winner-text.ts'

const MAX_TITLE = 120
/** GitHub takes some more. */
const MAX_BODY = 60_000
const MAX_CHECKS = 30

/** One plain line: `minimal-change: Retry charges twice`. It becomes a commit message when the pull request is squashed. */
export function candidateTitle({ snapshot }: Speculation, brief: Brief): string {
  const title = neutralReferences(oneLine(snapshot.title)).replaceAll('`', "'")
  return cut(`${brief.id}: ${title || 'untitled issue'}`, MAX_TITLE)
}

/** The outcome of the attempt that is published. */
interface WrittenPatch extends Omit<Extract<AttemptOutcome, { kind: 'patch' }>, 'kind' | 'measures'> {
  readonly toolchain: string
}

/**
 * What a reader of the draft needs before the scoreboard comes. The body becomes a commit message too where the repository squashes
 * with it, so foreign text is neutralised beyond Markdown, and nothing in it closes the issue until it has won.
 */
export function candidateBody(speculation: Speculation, brief: Brief, written: WrittenPatch): string {
  const { issue, run, plan, base, contract } = speculation
  const { report, usage, toolchain } = written
  const body = `${template({
    marker: candidateMarker(speculation.id, brief.id),
    issue: issue.number,
    candidates: plan.briefs.length,
    id: codeSpan(brief.id, 40),
    label: codeSpan(tagLabel(brief.tag), 50),
    toolchain: codeSpan(toolchain, 40),
    usage: usageText(usage),
    leftBehind: leftBehind(written).join(' '),
    checks: checkText(contract.checks.map(({ name }) => name)),
    branch: candidateBranch(issue, run, brief.id),
    strategy: strategyText(brief),
    constraints: brief.constraints.slice(0, 20).map((constraint) => foreignLine(constraint, 300)),
    invariants: plan.invariants.slice(0, 40).map((invariant) => foreignLine(invariant, 300)),
    base: codeSpan(base.branch, 100),
    hasWords: report.rationale.trim() !== '' || report.testsAdded.length + report.risks.length > 0,
    rationale: report.rationale.trim() === '' ? '' : proseBlock(neutralReferences(report.rationale), 4_000),
    confidence: report.confidence === undefined ? 'not reported' : report.confidence.toFixed(2),
    testsAdded: report.testsAdded.slice(0, 20).map((path) => foreignLine(path, 150)),
    risks: report.risks.slice(0, 20).map((risk) => foreignLine(risk, 300)),
  }).trim()}\n`
  return `${body}\n${briefFold(speculation, { ...brief, toolchain }, MAX_BODY - body.length)}`
}

/** `3 min 2 s, 12,000 input and 900 output tokens in 14 requests to its model, $0.12`; only what is known. */
function usageText({ seconds, inputTokens, outputTokens, modelRequests, usd }: AttemptUsage): string {
  const sides = [
    inputTokens === undefined ? [] : [`${thousands(inputTokens)} input`],
    outputTokens === undefined ? [] : [`${thousands(outputTokens)} output`],
  ].flat()
  const requests = modelRequests === undefined ? '' : ` in ${thousands(modelRequests)} requests to its model`
  return [
    formatSeconds(seconds),
    ...(sides.length > 0 ? [`${list(sides)} tokens${requests}`] : []),
    ...(usd === undefined ? [] : [dollars(usd)]),
  ].join(', ')
}

function checkText(names: readonly string[]): string {
  const shown = names.slice(0, MAX_CHECKS).map((name) => foreignLine(name, 100))
  const more = names.length > MAX_CHECKS ? [`${names.length - MAX_CHECKS} more`] : []
  return list([...shown, ...more])
}

function foreignLine(text: string, maxLength: number): string {
  return codeSpan(neutralReferences(text), maxLength)
}

/** Whether the description of a candidate's pull request has this strategy. */
export function saysStrategy(body: string, brief: Pick<Brief, 'strategy'>): boolean {
  return body.split('\n').includes(`**Strategy.** ${strategyText(brief)}`)
}

function strategyText({ strategy }: Pick<Brief, 'strategy'>): string {
  return foreignLine(strategy, 1_000)
}

interface Body {
  readonly marker: string
  readonly issue: number
  readonly candidates: number
  readonly id: string
  readonly label: string
  readonly toolchain: string
  readonly usage: string
  readonly leftBehind: string
  readonly checks: string
  readonly branch: string
  readonly strategy: string
  readonly constraints: readonly string[]
  readonly invariants: readonly string[]
  readonly base: string
  readonly hasWords: boolean
  readonly rationale: string
  readonly confidence: string
  readonly testsAdded: readonly string[]
  readonly risks: readonly string[]
}

const template = Handlebars.compile<Body>(
  `{{marker}}
Part of #{{issue}}

This is {{id}} ({{label}}), one of {{candidates}} independent attempts at the issue, written by {{toolchain}} on top of {{base}}. ${JUDGED_ALIKE}

**Strategy.** {{strategy}}
{{#each constraints}}
- {{this}}
{{/each}}

{{#if invariants}}
**What every candidate must keep.**
{{#each invariants}}
- {{this}}
{{/each}}

{{/if}}
**What was run.** {{toolchain}} wrote it in {{usage}}.{{#if leftBehind}} {{leftBehind}}{{/if}} It is judged by {{checks}}: every one must pass on this very commit.

**What the agent says about it** (self-reported; confidence {{confidence}}):{{#unless hasWords}} nothing.{{/unless}}

{{#if rationale}}
{{rationale}}

{{/if}}
{{#if testsAdded}}
Tests it says it added:
{{#each testsAdded}}
- {{this}}
{{/each}}

{{/if}}
{{#if risks}}
Risks it sees:
{{#each risks}}
- {{this}}
{{/each}}

{{/if}}
**To take it over**, fetch the branch, and push your commits to it:

\`\`\`sh
git fetch origin {{branch}}
git switch {{branch}}
\`\`\`

Once you have pushed to it, the branch is yours, and it can no longer win by itself: nothing is promoted that the checks have not judged. What a person marks ready for review, reopens or merges is recorded as their choice and left alone, even when the others are closed. The comment \`/speculate help\` lists what else you can ask for.
`,
  { noEscape: true, strict: true },
)
