import type {
  ContractProposal,
  LeftOutCheck,
  MergedPullRequest,
  PastCheck,
  ProposedCheck,
} from '../../domain/onboarding/new-repository.ts'
import { codeSpan, tableCell } from '../foreign/foreign-text.ts'
import { count, list } from '../numbers.ts'

export const ONBOARDING_TITLE = 'Set up Speculate'

/** The first line of the pull request. */
const ONBOARDING_MARKER = '<!-- speculate:onboarding -->'

interface OnboardingText {
  readonly proposal: ContractProposal
  readonly merged: readonly MergedPullRequest[]
  readonly defaultBranch: string
}

/** What the pull request says that proposes the settings of a repository. */
export function onboardingText({ proposal, merged, defaultBranch }: OnboardingText): string {
  const judging = proposal.required.length > 0 ? proposal.required : proposal.named
  const parts = [
    ONBOARDING_MARKER,
    'Speculate was installed here: label an issue `speculate`, and several agents write a patch each, as draft pull requests. The checks of this repository judge them, and at most one draft is marked ready for review. Merging stays with you.',
    '**This proposes its settings, and starts nothing. A run begins when somebody with write access asks for it: by the label, by `/speculate`, or in the text of the issue. Unasked it begins only where settings say so.**',
    `## What judges\n\n${whatJudges(proposal, defaultBranch)}`,
    ...(merged.length > 0 ? [pastVerdicts(judging, merged)] : []),
    ...(proposal.leftOut.length > 0 ? [leftOutText(proposal.leftOut)] : []),
    NEXT,
  ]
  return `${parts.join('\n\n')}\n`
}

function whatJudges({ required, named }: ContractProposal, defaultBranch: string): string {
  if (required.length > 0)
    return `${codeSpan(defaultBranch, 100)} requires ${names(required)}. Every candidate has to pass ${required.length === 1 ? 'it' : 'them'}, so the settings need not name ${required.length === 1 ? 'it' : 'any'}.`
  return `${codeSpan(defaultBranch, 100)} requires no check. The settings name ${count(named.length, 'check')} that the workflows run for every pull request: ${names(named)}. Every candidate has to pass ${named.length === 1 ? 'it' : 'all of them'}.`
}

const MOST_NAMES = 10

function names(checks: readonly { readonly name: string }[]): string {
  const shown = checks.slice(0, MOST_NAMES).map(({ name }) => codeSpan(name, 100))
  const more = checks.length - shown.length
  return list(more > 0 ? [...shown, `${more} more`] : shown)
}

const SHOWN: Record<PastCheck, string> = { passed: '✓ passed', failed: '✗ failed', other: 'no result' }
/** A wider table cannot be read on a phone. */
const MOST_COLUMNS = 4

/** The same checks on what was merged lately: whoever reads it sees at once whether they judge what matters. */
function pastVerdicts(judging: readonly ProposedCheck[], merged: readonly MergedPullRequest[]): string {
  const columns = judging.slice(0, MOST_COLUMNS)
  const more = judging.length - columns.length
  const head = ['Merged', ...columns.map(({ name }) => tableCell(codeSpan(name, 60)))]
  const rows = merged.map(({ number, title, checks }) => [
    tableCell(`#${number} ${codeSpan(title, 60)}`),
    ...columns.map(({ name }) => (checks.has(name) ? SHOWN[checks.get(name) ?? 'other'] : 'did not run')),
  ])
  const passed = merged.filter(({ checks }) => judging.every(({ name }) => checks.get(name) === 'passed'))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    `Of the last ${count(merged.length, 'merged pull request')}, ${passed.length === merged.length ? 'all' : passed.length} passed ${judging.length === 1 ? 'it' : 'all of these'}.`,
    [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'),
    ...(more > 0 ? [`${count(more, 'check')} more ${more === 1 ? 'is' : 'are'} not shown here.`] : []),
  ].join('\n\n')
}

const WHY: Record<LeftOutCheck['why'], string> = {
  'skips-drafts': 'skips drafts, and candidates are drafts',
  filtered: 'runs only when certain paths change',
  'checks-nothing': 'runs nothing of this repository',
  unnameable: 'has a name that the settings cannot give',
  'rarely-ran': 'ran on less than half of the last pull requests',
}

const MOST_LEFT_OUT = 20

function leftOutText(leftOut: readonly LeftOutCheck[]): string {
  const lines = leftOut.slice(0, MOST_LEFT_OUT).map(({ name, why }) => `- ${codeSpan(name, 100)} ${WHY[why]}`)
  const more = leftOut.length - lines.length
  return `Left out, and easily added:\n\n${lines.join('\n')}${more > 0 ? `\n- and ${more} more` : ''}`
}

const NEXT = `## What comes next

1. Change the file here as you like, and merge it.
2. Put the label \`speculate\` on an issue whose description says what is wrong and how it shows.
3. Read the scoreboard on the issue.

If you do not want this file, close this pull request: it is not opened again. Without a file, the label works as well where the branch requires checks.`
