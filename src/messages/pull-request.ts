import Handlebars from 'handlebars'
import type { AttemptReport } from '../domain/attempt.ts'
import type { Brief } from '../domain/brief.ts'
import { tagLabel } from '../domain/labels.ts'
import type { Speculation } from '../domain/speculation.ts'
import { codeSpan, cut, neutralReferences, oneLine, proseBlock } from './foreign-text.ts'
import { candidateMarker } from './marker.ts'

const MAX_TITLE = 120

/** One plain line: `minimal-change: Retry charges twice`. It becomes a commit message when the pull request is squashed. */
export function candidateTitle({ snapshot }: Speculation, brief: Brief): string {
  const title = neutralReferences(oneLine(snapshot.title)).replaceAll('`', "'")
  return cut(`${brief.id}: ${title || 'untitled issue'}`, MAX_TITLE)
}

/**
 * What a reader of the draft needs before the scoreboard comes. The body becomes a commit message too where the repository squashes
 * with it, so foreign text is neutralised beyond Markdown, and nothing in it closes the issue.
 */
export function candidateBody(speculation: Speculation, brief: Brief, report: AttemptReport): string {
  const { issue, plan, base } = speculation
  return `${template({
    marker: candidateMarker(speculation.id, brief.id),
    issue: issue.number,
    candidates: plan.briefs.length,
    id: codeSpan(brief.id, 40),
    label: codeSpan(tagLabel(brief.tag), 50),
    toolchain: codeSpan(brief.toolchain, 40),
    strategy: foreignLine(brief.strategy, 1_000),
    constraints: brief.constraints.slice(0, 20).map((constraint) => foreignLine(constraint, 300)),
    invariants: plan.invariants.slice(0, 40).map((invariant) => foreignLine(invariant, 300)),
    base: codeSpan(base.branch, 100),
    rationale: report.rationale.trim() === '' ? '' : proseBlock(neutralReferences(report.rationale), 4_000),
    confidence: report.confidence === undefined ? 'not reported' : report.confidence.toFixed(2),
    testsAdded: report.testsAdded.slice(0, 20).map((path) => foreignLine(path, 150)),
    risks: report.risks.slice(0, 20).map((risk) => foreignLine(risk, 300)),
  }).trim()}\n`
}

function foreignLine(text: string, maxLength: number): string {
  return codeSpan(neutralReferences(text), maxLength)
}

interface Body {
  readonly marker: string
  readonly issue: number
  readonly candidates: number
  readonly id: string
  readonly label: string
  readonly toolchain: string
  readonly strategy: string
  readonly constraints: readonly string[]
  readonly invariants: readonly string[]
  readonly base: string
  readonly rationale: string
  readonly confidence: string
  readonly testsAdded: readonly string[]
  readonly risks: readonly string[]
}

const template = Handlebars.compile<Body>(
  `{{marker}}
Part of #{{issue}}

This is {{id}} ({{label}}), one of {{candidates}} independent attempts at the issue, written by {{toolchain}} on top of {{base}}. It is a draft until the repository's own checks have judged all of them alike; the scoreboard below says how it stands and why.

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
**What the agent says of it** (self-reported; confidence {{confidence}}):

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
**To take it over**, push to this branch: from then on it is yours and cannot win any more. Should it be closed with the others, reopen it; what a person has reopened is left alone.
`,
  { noEscape: true, strict: true },
)
