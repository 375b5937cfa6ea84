import type { CheckButton, CheckRunText } from '../../domain/checks/own-check.ts'
import { TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { checkLine } from '../checks/check-line.ts'
import { noteParts } from '../comments/render-draft-note.ts'
import { codeSpan, cut, neutralReferences } from '../foreign/foreign-text.ts'
import { quoted } from '../foreign/plain-text.ts'
import { list } from '../numbers.ts'
import { isClause } from '../reasons/reasons.ts'
import type { DetailLevel, ScoreboardView } from '../scoreboard/scoreboard-view.ts'
import { ruleLines } from './rule-lines.ts'

/** Where a candidate stands after the verdict, and after what people made of it. */
export type CheckRunState =
  | 'promoted'
  | 'promoted-by-person'
  /** It is promoted, and its checks run again on tests that somebody has had put onto it. */
  | 'judged-again'
  /** Another one is promoted, or it was rejected. */
  | 'lost'
  /** It was promoted, and a person has had another one promoted since. */
  | 'replaced'
  /** It was promoted, or somebody was to decide, and another run has begun on the issue since. */
  | 'set-aside'
  /** Somebody decides. */
  | 'held'
  /** A person has taken it on, or the promotion was taken back: nothing is said against it. */
  | 'left-to-people'

/** Longer titles are cut by the forge. */
const MAX_TITLE = 140
/** GitHub takes 65,535 characters of each. */
const MAX_MARKDOWN = 60_000

const VERIFY: CheckButton = {
  button: 'verify',
  label: 'Verify again',
  description: 'Run its failed checks once more',
}
const CANCEL: CheckButton = {
  button: 'cancel',
  label: 'Cancel the run',
  description: 'End it without a winner; drafts close',
}
const PROMOTE: CheckButton = {
  button: 'promote',
  label: 'Promote this',
  description: 'Make it the winner instead',
}

/** While it competes. It says nothing that changes before the verdict, so that it is written once. */
export function renderWaitingCheckRun(
  { speculation }: Pick<ScoreboardView, 'speculation'>,
  row: Row,
): CheckRunText {
  const { issue, contract } = speculation
  const names = contract.checks.slice(0, 20).map(({ name }) => codeSpan(name, 80))
  const summary = [
    `${codeSpan(row.candidate, 40)} is one of the candidates for #${issue.number}. This check ends when they have been compared: with success on the one that is promoted.`,
    names.length === 0
      ? 'No check judges them.'
      : `${list(names)} ${names.length === 1 ? 'judges' : 'judge'} them all alike; what this check says is no part of that.`,
    `Removing the label ${codeSpan(TRIGGER_LABEL, 50)} from #${issue.number} stops the run.`,
  ]
  return {
    conclusion: undefined,
    title: 'Being compared with the other candidates',
    summary: summary.join('\n\n'),
    text: `Strategy: ${codeSpan(row.strategy, 600)}`,
    annotations: [],
    buttons: [VERIFY, CANCEL],
  }
}

interface Judged {
  readonly row: Row
  readonly state: CheckRunState
  readonly annotations: CheckRunText['annotations']
  readonly mayBePromoted: boolean
  /** The number of the run that follows this one. */
  readonly nextRun: number | undefined
}

/** Once there is a verdict. */
export function renderCheckRun(view: ScoreboardView, judged: Judged): CheckRunText {
  const { row, state, annotations, mayBePromoted } = judged
  const { losers } = view.speculation.settings.check_run
  return {
    conclusion: state === 'judged-again' ? undefined : (CONCLUSIONS[state] ?? losers),
    title: cut(neutralReferences(title(judged)), MAX_TITLE),
    summary: cut(noteParts(view, row).join('\n\n'), MAX_MARKDOWN),
    text: cut(details(view, row), MAX_MARKDOWN),
    annotations: state === 'lost' ? annotations : [],
    buttons: mayBePromoted ? [PROMOTE] : [],
  }
}

/** Nothing where the settings say. */
const CONCLUSIONS: Readonly<
  Record<Exclude<CheckRunState, 'judged-again'>, 'success' | 'neutral' | undefined>
> = {
  promoted: 'success',
  'promoted-by-person': 'success',
  lost: undefined,
  replaced: undefined,
  'set-aside': undefined,
  held: 'neutral',
  'left-to-people': 'neutral',
}

function title({ row: { reason }, state, nextRun }: Judged): string {
  const why = `${isClause(reason) ? 'it ' : ''}${quoted(reason)}`
  switch (state) {
    case 'promoted':
      return `Promoted: ${why}`
    case 'promoted-by-person':
      return 'Promoted by a person'
    case 'judged-again':
      return 'Promoted: its checks run again, on tests of another candidate'
    case 'lost':
      return `Not promoted: ${why}`
    case 'replaced':
      return 'No longer promoted: a person has had another candidate promoted'
    case 'set-aside':
      return `Set aside: run ${nextRun} has begun on the issue`
    case 'held':
      return `Up to a maintainer: ${why}`
    case 'left-to-people':
      return 'Up to people now: this app says nothing more about it'
    default:
      return state satisfies never
  }
}

const LEVEL: DetailLevel = {
  details: true,
  rationale: 0,
  checks: 50,
  checkDetail: 600,
  files: 0,
  gates: 50,
  sentence: 600,
  issueText: 0,
  testText: 0,
}

function details(view: ScoreboardView, row: Row): string {
  const checks = row.checks.slice(0, LEVEL.checks).map((check) => {
    const { name, verdict, why } = checkLine({ check, row, view, level: LEVEL })
    // What the verdict says already is not said again.
    const rest = why.replace(/^It (?:passed|failed)(?=: |\.)/, '')
    const more = rest === why ? `: ${why}` : rest
    return `- ${check.verdict === 'passed' ? '✓' : '✗'} ${name} ${verdict}${more}`
  })
  return [
    ...(checks.length > 0 ? ['### Required checks', checks.join('\n')] : []),
    '### Rules that reject before any score',
    ruleLines(view.gates, row.gates).join('\n'),
  ].join('\n\n')
}
