import { TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import type { Refusal } from '../../domain/issue/refusal.ts'
import type { ConfigurationProblem } from '../../domain/run/snapshot.ts'
import { codeSpan, sentence } from '../foreign/foreign-text.ts'
import { count, formatTime, list } from '../numbers.ts'
import { spentLimitText } from '../reasons/budget.ts'

const AGAIN = `remove the label \`${TRIGGER_LABEL}\` and add it again`

const GIVE_UP = `To give it up, remove the label \`${TRIGGER_LABEL}\`.`

/** Why nothing was started and what to do about it, in the place where the scoreboard will stand once it is. */
export function renderRefusal(refusal: Refusal, marker: string, issueNumber: number): string {
  const { why, next } = explain(refusal)
  const state = refusal.kind === 'runs-of-day' || refusal.kind === 'no-room' ? 'waiting' : 'not started'
  return `${marker}
## Speculation on #${issueNumber}: ${state}

${why}

**Next.** ${next}
`
}

/** The reason alone, for the log. */
export function refusalReason(refusal: Refusal): string {
  return explain(refusal).why
}

interface Explanation {
  readonly why: string
  readonly next: string
}

function explain(refusal: Refusal): Explanation {
  switch (refusal.kind) {
    case 'unknown-actor':
    case 'bot':
    case 'not-allowed':
      return explainActor(refusal)
    case 'archived':
      return {
        why: 'This repository is archived, so no branch can be pushed.',
        next: `Unarchive it, then ${AGAIN}.`,
      }
    case 'issue-closed':
      return { why: 'This issue is closed.', next: `Reopen it, then ${AGAIN}.` }
    case 'default-branch-in-the-way':
      return {
        why: `The default branch is called ${codeSpan(refusal.branch, 100)}. Candidates get branches below \`speculate/\`, and git holds no branch below another one.`,
        next: `Rename the default branch, then ${AGAIN}.`,
      }
    case 'disabled':
      return {
        why: 'Speculation is switched off for this repository: `.github/speculate.yml` says `speculation.enabled: false`.',
        next: `Set it to \`true\` on the default branch, then ${AGAIN}.`,
      }
    case 'author-not-allowed':
      return explainAuthor(refusal.author)
    case 'no-red-check':
      return {
        why: 'In stage `red` candidates are tests that fail until somebody makes them pass, and nothing says which check runs the tests.',
        next: `Mark it on the default branch in \`.github/speculate.yml\`, then ${AGAIN}:

\`\`\`yaml
verifier:
  checks:
    - name: test
      fails_in_red: true
\`\`\``,
      }
    case 'edited-after-labelling':
      return explainEdit(refusal)
    case 'configuration':
      return explainProblems(refusal.problems)
    case 'no-verifier':
      return explainNoVerifier(refusal.branch)
    case 'never-runs':
      return explainNeverRuns(refusal)
    case 'no-toolchain':
      return {
        why: 'No toolchain is configured, so there is no agent to write a candidate.',
        next: `Whoever runs this app configures one; then ${AGAIN}.`,
      }
    case 'day-spent':
      return explainDay(refusal)
    case 'runs-of-day':
      return {
        why: `${count(refusal.most, 'run')} ${refusal.most === 1 ? 'has' : 'have'} begun here today, which is as many as \`caps.runs_per_day\` allows.`,
        next: `Nothing: this one begins by itself after ${formatTime(refusal.until) ?? 'the end of the day (UTC)'}. ${GIVE_UP}`,
      }
    case 'no-room':
      return {
        why: `So many pull requests of candidates are open here that this run would exceed the limit of ${refusal.most} (\`caps.open_candidates\`).`,
        next: `Merge or close some of those that are open: this one begins by itself within an hour after there is room. ${GIVE_UP}`,
      }
    case 'unknown-toolchain':
      return explainToolchain(refusal.toolchain, refusal.configured)
    default:
      return refusal satisfies never
  }
}

function explainActor(
  refusal: Extract<Refusal, { kind: 'unknown-actor' | 'bot' | 'not-allowed' }>,
): Explanation {
  const next = `Somebody with write access can ${AGAIN}.`
  switch (refusal.kind) {
    case 'unknown-actor':
      return { why: 'It is not known who added the label, so it is not known whether they may.', next }
    case 'bot':
      return {
        why: `${codeSpan(refusal.actor, 50)} is not a person, and only people start a speculation.`,
        next,
      }
    case 'not-allowed':
      return {
        why: `${codeSpan(refusal.actor, 50)} added the label with ${ROLES[refusal.role]}, and starting a speculation needs write access.`,
        next,
      }
    default:
      return refusal satisfies never
  }
}

const ROLES = {
  none: 'no access to this repository',
  read: 'read access',
  triage: 'triage access',
  write: 'write access',
  maintain: 'maintain access',
  admin: 'admin access',
} as const

function explainAuthor(author: string | undefined): Explanation {
  const who = author === undefined ? 'nobody whose account still exists' : codeSpan(author, 50)
  return {
    why: `This issue was written by ${who}, and agents are given only text by people who can write to this repository.`,
    next: `Somebody with write access opens an issue that states the request in their own words, and labels it; or sets \`issue_authors: anyone\` on the default branch in \`.github/speculate.yml\`, reads this text, and then can ${AGAIN}.`,
  }
}

function explainEdit(refusal: Extract<Refusal, { kind: 'edited-after-labelling' }>): Explanation {
  const labelled = formatTime(refusal.labelledAt)
  const edited = formatTime(refusal.editedAt)
  const times = labelled && edited ? ` (label: ${labelled}, edit: ${edited})` : ''
  return {
    why: `The issue was edited after the label was added${times}, so its text is not the one that was agreed to.`,
    next: `Read the text again; if it is right, ${AGAIN}.`,
  }
}

const MAX_PROBLEMS = 20

function explainProblems(problems: readonly ConfigurationProblem[]): Explanation {
  const lines = problems.slice(0, MAX_PROBLEMS).map(problemLine)
  const more = problems.length - lines.length
  return {
    why: [
      `The configuration has ${count(problems.length, 'problem')}:`,
      '',
      ...lines,
      ...(more > 0 ? [`- … and ${more} more`] : []),
    ].join('\n'),
    next: `Correct what is listed; then ${AGAIN}.`,
  }
}

function problemLine({ file, line, message, nearest }: ConfigurationProblem): string {
  const hint = nearest === undefined ? '' : ` Did you mean ${codeSpan(nearest, 100)}?`
  const text = sentence(message, 500)
  return `- ${codeSpan(file, 100)} line ${line}: ${/[.!?…]$/.test(text) ? text : `${text}.`}${hint}`
}

function explainNoVerifier(branch: string): Explanation {
  return {
    why: `Nothing says what must pass: ${codeSpan(branch, 100)} requires no checks, and \`.github/speculate.yml\` names none. A candidate without evidence could not be promoted, so none is written.`,
    next: `Require checks on the branch, or name them on the default branch in \`.github/speculate.yml\` as GitHub shows them, then ${AGAIN}:

\`\`\`yaml
verifier:
  checks: [test, lint]
\`\`\``,
  }
}

function explainNeverRuns({ branch, checks }: Extract<Refusal, { kind: 'never-runs' }>): Explanation {
  const lines = checks.slice(0, 20).map(({ check, why }) => `- ${codeSpan(check, 80)}: ${why}.`)
  const [subject, verb] =
    checks.length === 1 ? ['A required check', 'never runs'] : ['Required checks', 'never run']
  return {
    why: [
      `${subject} ${verb} for a draft into ${codeSpan(branch, 100)}, so no candidate could ever pass:`,
      '',
      ...lines,
    ].join('\n'),
    next: `Make it run there, or stop requiring it; then ${AGAIN}.`,
  }
}

function explainDay({ spent, until }: Extract<Refusal, { kind: 'day-spent' }>): Explanation {
  const words = spentLimitText(spent)
  return {
    why: `${words.charAt(0).toUpperCase()}${words.slice(1)}, so nothing was spent on this issue.`,
    next: `After ${formatTime(until) ?? 'the end of the day (UTC)'}, ${AGAIN}; or raise \`budget.repository_day\` on the default branch, as far as whoever runs this app allows, then ${AGAIN}.`,
  }
}

function explainToolchain(toolchain: string, configured: readonly string[]): Explanation {
  const names = list(configured.slice(0, 20).map((name) => codeSpan(name, 40)))
  return {
    why: `The toolchain ${codeSpan(toolchain, 40)} is not configured${names ? `; configured: ${names}` : ''}.`,
    next: `Name one that is, or ask whoever runs this app to configure it; then ${AGAIN}.`,
  }
}
