import Handlebars from 'handlebars'
import type { ChecklistParts } from '../checklist/checklist-parts.ts'
import type { CandidateDetails } from './candidate-details.ts'
import type { DistinctionParts } from './distinction-parts.ts'
import type { CostRow } from './scoreboard-cost.ts'

/** Everything the template shows, row by row, as finished Markdown. */
export interface ScoreboardParts {
  readonly marker: string
  readonly headline: string
  readonly state: string
  /** What came after the verdict. */
  readonly later: readonly string[]
  /** The lines of the table, headings first. */
  readonly table: readonly string[]
  /** How the scores are to be read. */
  readonly scoreNotes: readonly string[]
  /** Who passes whose tests, where they were run on each other: the lines of a table and a sentence. */
  readonly proofTable: readonly string[]
  readonly proofText: string
  /** On what the best two differ. */
  readonly distinction: DistinctionParts
  readonly whyHeading: string
  readonly why: string
  /** How verdicts of this kind have turned out. */
  readonly likeThis: string
  readonly losersHeading: string
  readonly losers: readonly string[]
  readonly nextStep: string
  readonly notes: readonly string[]
  readonly details: readonly CandidateDetails[]
  readonly restore: readonly string[]
  readonly rules: readonly string[]
  readonly costs: readonly CostRow[]
  readonly issueText: string
  /** The last line. */
  readonly foot: string
  /** Whether the issue was worth it: a heading, the boxes, and what came of them. */
  readonly checklist: ChecklistParts | undefined
}

// Everything in it is finished Markdown, so nothing is escaped. Between HTML and Markdown there is always an empty line: inside an
// HTML block, code spans would not be code (CommonMark 4.6).
export const scoreboardTemplate = Handlebars.compile<ScoreboardParts>(
  `{{marker}}
## {{headline}}

{{#if state}}
{{state}}

{{/if}}
{{#each later}}
{{this}}

{{/each}}
{{#each table}}
{{this}}
{{/each}}

{{#each scoreNotes}}
<sub>{{this}}</sub>

{{/each}}
{{#if proofText}}
{{proofText}}

{{#if proofTable}}
{{#each proofTable}}
{{this}}
{{/each}}

{{/if}}
{{/if}}
{{#if distinction.words}}
{{distinction.words}}

{{#if distinction.test}}
<details>
<summary>The test on which they differ</summary>

{{#each distinction.test}}
{{this}}

{{/each}}
</details>

{{/if}}
{{/if}}
{{#if why}}
**{{whyHeading}}.** {{why}}

{{/if}}
{{#if likeThis}}
{{likeThis}}

{{/if}}
{{#if losers}}
**{{losersHeading}}.**

{{#each losers}}
- {{this}}
{{/each}}

{{/if}}
**Next.** {{nextStep}}

{{#each notes}}
> {{this}}

{{/each}}
{{#each details}}
<details>
<summary>{{summary}}</summary>

{{#each facts}}
- {{this}}
{{/each}}

{{#if parts}}
| Part of the score | Points | Why |
| --- | --- | --- |
{{#each parts}}
| {{name}} | {{points}} | {{explanation}} |
{{/each}}

{{/if}}
{{#if checks}}
| Check | Verdict | Why |
| --- | --- | --- |
{{#each checks}}
| {{name}} | {{verdict}} | {{why}} |
{{/each}}

{{/if}}
{{#if gates}}
{{#each gates}}
- {{this}}
{{/each}}

{{/if}}
{{#if rationale}}
What the agent says about it (self-reported):

{{rationale}}

{{#if rationaleRest}}
{{rationaleRest}}

{{/if}}
{{/if}}
</details>

{{/each}}
{{#if restore}}
<details>
<summary>How to bring a candidate back</summary>

{{#each restore}}
- {{this}}
{{/each}}

</details>

{{/if}}
{{#if checklist}}
<details>
<summary>{{checklist.summary}}</summary>

{{#each checklist.boxes}}
- {{this}}
{{/each}}

{{checklist.outcome}}

</details>

{{/if}}
{{#if issueText}}
<details>
<summary>The issue text that the agents were shown</summary>

{{issueText}}

</details>

{{/if}}
<details>
<summary>Rules and cost</summary>

{{#each rules}}
- {{this}}
{{/each}}

| Cost of | Agent | Tokens | Required checks |
| --- | --- | --- | --- |
{{#each costs}}
| {{of}} | {{agent}} | {{tokens}} | {{checks}} |
{{/each}}

</details>

{{#if foot}}
<sub>{{foot}}</sub>
{{/if}}
`,
  { noEscape: true, strict: true },
)
