import { TRIGGER_LABEL } from '../../../domain/issue/labels.ts'
import type { Refusal } from '../../../domain/issue/refusal.ts'
import type { ConfigurationProblem } from '../../../domain/parse-result.ts'
import { codeSpan } from '../../foreign/foreign-text.ts'
import { count, formatTime, list } from '../../numbers.ts'
import { problemItem } from '../../problem-item.ts'
import { spentLimitText } from '../../reasons/budget.ts'
import { explainDesign } from './explain-design.ts'
import { explainActor, explainAuthor } from './explain-who.ts'
import { AGAIN, type By, type Explanation } from './explanation.ts'

/** Why nothing was started, and what is to be done for a run. */
export function explainRefusal(refusal: Refusal, by: By): Explanation {
  const again = AGAIN[by]
  switch (refusal.kind) {
    case 'unknown-actor':
    case 'bot':
    case 'not-allowed':
      return explainActor(refusal, by)
    case 'archived':
      return {
        why: 'This repository is archived, so no branch can be pushed.',
        next: `Unarchive it, then ${again}.`,
      }
    case 'issue-closed':
      return { why: 'This issue is closed.', next: `Reopen it, then ${again}.` }
    case 'default-branch-in-the-way':
      return {
        why: `The default branch is called ${codeSpan(refusal.branch, 100)}. Candidates get branches below \`speculate/\`, and git holds no branch below another one.`,
        next: `Rename the default branch, then ${again}.`,
      }
    case 'disabled':
      return {
        why: 'Speculation is switched off for this repository: `.github/speculate.yml` says `speculation.enabled: false`.',
        next: `Set it to \`true\` on the default branch, then ${again}.`,
      }
    case 'author-not-allowed':
      return explainAuthor(refusal.author, again)
    case 'design-first':
      return explainDesign(refusal.work)
    case 'no-red-check':
      return {
        why: 'In stage `red` candidates are tests that fail until somebody makes them pass, and nothing says which check runs the tests.',
        next: `Mark it on the default branch in \`.github/speculate.yml\`, then ${again}:

\`\`\`yaml
verifier:
  checks:
    - name: test
      fails_in_red: true
\`\`\``,
      }
    case 'edited-after-labelling':
      return explainEdit(refusal, by)
    case 'configuration':
      return explainProblems(refusal.problems, again)
    case 'option':
      return {
        why: `${codeSpan(refusal.option, 60)} is not possible: ${refusal.why}.`,
        next: `Ask for what is possible, and ${again}.`,
      }
    case 'no-verifier':
      return explainNoVerifier(refusal.branch, again)
    case 'never-runs':
      return explainNeverRuns(refusal, again)
    case 'no-toolchain':
      return {
        why: 'No toolchain is configured, so there is no agent to write a candidate.',
        next: `Whoever runs this app configures one; then ${again}.`,
      }
    case 'day-spent':
      return explainDay(refusal, again)
    case 'runs-of-day':
      return {
        why: `${count(refusal.most, 'run')} ${refusal.most === 1 ? 'has' : 'have'} begun here today, which is as many as \`caps.runs_per_day\` allows.`,
        next: waitsUntil(`after ${formatTime(refusal.until) ?? 'the end of the day (UTC)'}`, by),
      }
    case 'no-room':
      return {
        why: `So many pull requests of candidates are open here that this run would exceed the limit of ${refusal.most} (\`caps.open_candidates\`).`,
        next:
          by === 'label'
            ? `Merge or close some of those that are open: this one begins by itself within an hour after there is room. ${GIVE_UP}`
            : `Merge or close some of those that are open, and ${again}.`,
      }
    case 'unknown-toolchain':
      return explainToolchain(refusal, again)
    default:
      return refusal satisfies never
  }
}

const GIVE_UP = `To give it up, remove the label \`${TRIGGER_LABEL}\`.`

/** A label stays, and is looked at again; a command has its answer. */
function waitsUntil(when: string, by: By): string {
  if (by === 'label') return `Nothing: this one begins by itself ${when}. ${GIVE_UP}`
  return `${when.charAt(0).toUpperCase()}${when.slice(1)}, ${AGAIN[by]}.`
}

function explainEdit(refusal: Extract<Refusal, { kind: 'edited-after-labelling' }>, by: By): Explanation {
  const labelled = formatTime(refusal.labelledAt)
  const edited = formatTime(refusal.editedAt)
  const times = labelled && edited ? ` (${by}: ${labelled}, edit: ${edited})` : ''
  return {
    why: `The issue was edited after the ${by === 'label' ? 'label was added' : 'command was written'}${times}, so its text is not the one that was agreed to.`,
    next: `Read the text again; if it is right, ${AGAIN[by]}.`,
  }
}

const MAX_PROBLEMS = 20

function explainProblems(problems: readonly ConfigurationProblem[], again: string): Explanation {
  const lines = problems.slice(0, MAX_PROBLEMS).map(problemItem)
  const more = problems.length - lines.length
  return {
    why: [
      `The configuration has ${count(problems.length, 'problem')}:`,
      '',
      ...lines,
      ...(more > 0 ? [`- … and ${more} more`] : []),
    ].join('\n'),
    next: `Correct what is listed; then ${again}.`,
  }
}

function explainNoVerifier(branch: string, again: string): Explanation {
  return {
    why: `Nothing says what must pass: ${codeSpan(branch, 100)} requires no checks, and \`.github/speculate.yml\` names none. A candidate without evidence could not be promoted, so none is written.`,
    next: `Require checks on the branch, or name them on the default branch in \`.github/speculate.yml\` as GitHub shows them, then ${again}:

\`\`\`yaml
verifier:
  checks: [test, lint]
\`\`\``,
  }
}

function explainNeverRuns(
  { branch, checks }: Extract<Refusal, { kind: 'never-runs' }>,
  again: string,
): Explanation {
  const lines = checks.slice(0, 20).map(({ check, why }) => `- ${codeSpan(check, 80)}: ${why}.`)
  const [subject, verb] =
    checks.length === 1 ? ['A required check', 'never runs'] : ['Required checks', 'never run']
  return {
    why: [
      `${subject} ${verb} for a draft into ${codeSpan(branch, 100)}, so no candidate could ever pass:`,
      '',
      ...lines,
    ].join('\n'),
    next: `Make it run there, or stop requiring it; then ${again}.`,
  }
}

function explainDay({ spent, until }: Extract<Refusal, { kind: 'day-spent' }>, again: string): Explanation {
  const words = spentLimitText(spent)
  return {
    why: `${words.charAt(0).toUpperCase()}${words.slice(1)}, so nothing was spent on this issue.`,
    next: `After ${formatTime(until) ?? 'the end of the day (UTC)'}, ${again}; or raise \`budget.repository_day\` on the default branch, as far as whoever runs this app allows, then ${again}.`,
  }
}

function explainToolchain(
  { toolchain, configured }: Extract<Refusal, { kind: 'unknown-toolchain' }>,
  again: string,
): Explanation {
  const names = list(configured.slice(0, 20).map((name) => codeSpan(name, 40)))
  return {
    why: `The toolchain ${codeSpan(toolchain, 40)} is not configured${names ? `; configured: ${names}` : ''}.`,
    next: `Name one that is, or ask whoever runs this app to configure it; then ${again}.`,
  }
}
