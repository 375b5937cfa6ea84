import type { Command } from '../../domain/issue/command.ts'
import { TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import type { Refusal } from '../../domain/issue/refusal.ts'
import type { RunRequest } from '../../domain/issue/trigger.ts'
import type { ConfigurationProblem } from '../../domain/parse-result.ts'
import { signText } from '../checklist/checklist-lines.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { replyMarker } from '../marker.ts'
import { count, formatTime, list } from '../numbers.ts'
import { problemItem } from '../problem-item.ts'
import { spentLimitText } from '../reasons/budget.ts'

type By = RunRequest['kind']

const COMMANDED = 'comment `/speculate`'

/** What is to be done for a run once the reason is gone. */
const AGAIN: Record<By, string> = {
  label: `remove the label \`${TRIGGER_LABEL}\` and add it again`,
  command: 'write the command again',
  ...{ text: COMMANDED, 'critical-path': COMMANDED, forced: COMMANDED },
}

const GIVE_UP = `To give it up, remove the label \`${TRIGGER_LABEL}\`.`

/** Why nothing was started and what to do about it, in the place where the scoreboard will stand once it is. */
export function renderRefusal(
  refusal: Refusal,
  marker: string,
  { issue, by = 'label' }: { readonly issue: number; readonly by?: By | undefined },
): string {
  const { why, next } = explain(refusal, by)
  const state = refusal.kind === 'runs-of-day' || refusal.kind === 'no-room' ? 'waiting' : 'not started'
  return `${marker}
## Speculation on #${issue}: ${state}

${why}

**Next.** ${next}
`
}

/** The answer to a command that has asked for the run. */
export function renderCommandRefusal(
  refusal: Refusal,
  { comment, line }: Pick<Command, 'comment' | 'line'>,
): { marker: string; body: string } {
  const { why, next } = explain(refusal, 'command')
  const marker = replyMarker(comment)
  return {
    marker,
    body: `${marker}\nNo run was started for ${codeSpan(line, 100)}. ${why}\n\n**Next.** ${next}\n`,
  }
}

/** The reason alone, for the log. */
export function refusalReason(refusal: Refusal, by: By = 'label'): string {
  return explain(refusal, by).why
}

interface Explanation {
  readonly why: string
  readonly next: string
}

function explain(refusal: Refusal, by: By): Explanation {
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

/** A label stays, and is looked at again; a command has its answer. */
function waitsUntil(when: string, by: By): string {
  if (by === 'label') return `Nothing: this one begins by itself ${when}. ${GIVE_UP}`
  return `${when.charAt(0).toUpperCase()}${when.slice(1)}, ${AGAIN[by]}.`
}

function explainActor(
  refusal: Extract<Refusal, { kind: 'unknown-actor' | 'bot' | 'not-allowed' }>,
  by: By,
): Explanation {
  const next = `Somebody with write access can ${AGAIN[by]}.`
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
        why: `${codeSpan(refusal.actor, 50)} ${by === 'text' ? 'asks for a run in this issue' : 'added the label'} with ${ROLES[refusal.role]}, and starting a speculation needs write access.`,
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

function explainAuthor(author: string | undefined, again: string): Explanation {
  const who = author === undefined ? 'nobody whose account still exists' : codeSpan(author, 50)
  return {
    why: `This issue was written by ${who}, and agents are given only text by people who can write to this repository.`,
    next: `Somebody with write access opens an issue that states the request in their own words, and labels it; or sets \`issue_authors: anyone\` on the default branch in \`.github/speculate.yml\`, reads this text, and then can ${again}.`,
  }
}

/** What people have to decide before anybody can write it, for each kind of work. */
const TO_DECIDE: Readonly<
  Record<Extract<Refusal, { kind: 'design-first' }>['work']['of'], readonly string[]>
> = {
  migration: [
    'how the data that is there gets into its new form, and how long both forms work side by side',
    'how it is undone when something goes wrong, and until when that is possible',
    'what may be slow or unavailable meanwhile, and for how long',
    'how you will notice that all of it has arrived',
  ],
  architecture: [
    'which parts change and which interfaces stay as they are',
    'what gets better by it, and how you will measure that',
    'in which steps it can be done, each small enough to be reviewed and taken back',
    'what is decided against, and why',
  ],
}

function explainDesign(work: Extract<Refusal, { kind: 'design-first' }>['work']): Explanation {
  const what = work.of === 'migration' ? 'a migration' : 'a change of the architecture'
  return {
    why: [
      `This looks like ${what}: ${signText(work.sign)}. Such work is hard to take back, and several agents would each decide it in another way, so people decide first. Nothing was spent. Please write into the issue:`,
      '',
      ...TO_DECIDE[work.of].map((each) => `- ${each}`),
    ].join('\n'),
    next: 'When that is written, or where it is settled already, somebody with write access comments `/speculate`, and the candidates are written.',
  }
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
