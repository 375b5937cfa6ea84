import type { Plan } from '../../domain/candidate/brief.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { Settings } from '../../domain/settings.ts'
import { checklistParts } from '../checklist/checklist-parts.ts'
import { codeBlock, codeSpan, sentence } from '../foreign/foreign-text.ts'
import { sanitizeIssueText } from '../foreign/sanitize-issue-text.ts'
import { scoreboardMarker } from '../marker.ts'
import { formatPoints, formatTime, list } from '../numbers.ts'
import { startedByText, unaskedText } from '../reasons/trigger-text.ts'
import { candidateDetails } from './candidate-details.ts'
import { distinctionParts } from './distinction-parts.ts'
import { draftNotes } from './notes/draft-notes.ts'
import { gateRules } from './notes/gate-rules.ts'
import { keptBackNotes } from './notes/kept-back-notes.ts'
import { likeThisText } from './notes/like-this-text.ts'
import { withProofOffer } from './notes/with-proof-offer.ts'
import { laterResult, laterSentences, winnerHeading } from './scoreboard-aftermath.ts'
import { budgetRules, savedNote } from './scoreboard-budget.ts'
import { costRows } from './scoreboard-cost.ts'
import { proofTable, proofText } from './scoreboard-proof.ts'
import {
  headline,
  loserSentences,
  losersHeading,
  nextStep,
  restoreLines,
  winnerSentences,
} from './scoreboard-summary.ts'
import { scoreboardTable } from './scoreboard-table.ts'
import { type ScoreboardParts, scoreboardTemplate } from './scoreboard-template.ts'
import type { DetailLevel, ScoreboardView } from './scoreboard-view.ts'

/** GitHub refuses longer comments. */
export const MAX_COMMENT_LENGTH = 65_536

/**
 * The one sticky comment on the issue, from planning to the end. The same view gives the same
 * bytes, so that nothing is edited when nothing is new. It fits GitHub's limit: foreign text is cut first, then the details.
 */
export function renderScoreboard(view: ScoreboardView): string {
  for (const level of DETAIL_LEVELS) {
    const body = renderAt(view, level)
    if (body.length <= MAX_COMMENT_LENGTH) return body
  }
  throw new Error(
    `the scoreboard of ${view.speculation.id} does not fit a comment with ${view.scoreboard.rows.length} rows`,
  )
}

const FULL: DetailLevel = {
  details: true,
  rationale: 4_000,
  checks: 100,
  checkDetail: 1_000,
  files: 100,
  gates: 20,
  sentence: 1_000,
  issueText: 4_000,
  testText: 20_000,
}
const DETAIL_LEVELS: readonly DetailLevel[] = [
  FULL,
  { ...FULL, testText: 8_000, issueText: 500, rationale: 1_000, checkDetail: 200, files: 30, sentence: 600 },
  {
    ...FULL,
    testText: 2_000,
    issueText: 0,
    rationale: 200,
    checks: 40,
    checkDetail: 0,
    files: 10,
    sentence: 300,
  },
  {
    ...FULL,
    testText: 500,
    issueText: 0,
    rationale: 0,
    checks: 15,
    checkDetail: 0,
    files: 5,
    gates: 5,
    sentence: 200,
  },
  {
    ...FULL,
    testText: 0,
    issueText: 0,
    rationale: 0,
    checks: 8,
    checkDetail: 0,
    files: 3,
    gates: 3,
    sentence: 120,
  },
  {
    details: false,
    issueText: 0,
    testText: 0,
    rationale: 0,
    checks: 0,
    checkDetail: 0,
    files: 0,
    gates: 0,
    sentence: 200,
  },
]

function renderAt(view: ScoreboardView, level: DetailLevel): string {
  const { speculation, scoreboard } = view
  const parts: ScoreboardParts = {
    marker: scoreboardMarker(speculation.id),
    headline: headline(view),
    // While it waits, the reasons are those of the candidates below the table; a winner's is there as well.
    state: view.decision.kind === 'escalate' ? sentence(view.decision.reason, level.sentence) : '',
    later: laterSentences(view, Math.min(300, level.sentence)),
    table: scoreboardTable(view, (row) => laterResult(row, view)),
    scoreNotes: view.policy.notes,
    proofTable: proofTable(scoreboard, view.repositoryUrl),
    proofText: proofText(withProofOffer(scoreboard, speculation), level.sentence),
    distinction: distinctionParts(scoreboard, level),
    whyHeading: winnerHeading(view),
    why: winnerSentences(view, level.sentence),
    likeThis: scoreboard.likeThis ? likeThisText(scoreboard.likeThis) : '',
    losersHeading: losersHeading(view),
    losers: loserSentences(view, level.sentence),
    nextStep: nextStep(view),
    notes: notes(view, level),
    details: level.details ? scoreboard.rows.map((row) => candidateDetails({ row, view, level })) : [],
    restore: level.details ? restoreLines(view) : [],
    rules: rules(view),
    foot: foot(view),
    costs: costRows(view),
    checklist: level.details ? checklistParts(speculation) : undefined,
    issueText:
      level.issueText > 0 ? codeBlock(sanitizeIssueText(speculation.snapshot.body), level.issueText) : '',
  }
  return `${scoreboardTemplate(parts).trim()}\n`
}

function notes(view: ScoreboardView, level: DetailLevel): string[] {
  const cut =
    level === FULL
      ? []
      : ['Some details were left out, because GitHub limits a comment to 65,536 characters.']
  const drafts = draftNotes(view.scoreboard.rows)
  const saved = savedNote(view)
  const given = [
    ...startedBy(view),
    ...asked(view),
    ...view.speculation.plan.notes,
    ...(saved ? [saved] : []),
    ...addedBy(view),
    ...drafts,
    ...keptBackNotes(view),
    ...(view.notes ?? []),
  ]
  const room = Math.min(300, level.sentence)
  return [...given.slice(0, 20).map((note) => sentence(note, room)), ...cut]
}

/** Who has put the label on, GitHub shows beside it. */
function startedBy({ speculation: { trigger } }: ScoreboardView): string[] {
  const unasked = unaskedText(trigger)
  if (unasked !== undefined) return [unasked]
  if (trigger.kind !== 'command') return []
  return [`Started by ${codeSpan(trigger.actor, 50)} with ${codeSpan(trigger.line, 100)}.`]
}

function addedBy({ speculation: { commands = [] } }: ScoreboardView): string[] {
  return commands.flatMap(({ answer, by }) =>
    answer.kind === 'added'
      ? [`${codeSpan(answer.brief.id, 40)} was added by ${codeSpan(by, 50)} while the run went on.`]
      : [],
  )
}

/** What is shown until then is what competes if no answer comes. */
function asked({ speculation }: ScoreboardView): string[] {
  const { classifying, proposing } = speculation.plan
  if (speculation.verdict) return []
  if (classifying)
    return [
      `${codeSpan(classifying.toolchain, 40)} is asked about boxes of the checklist that the rules leave open. Until it answers, nothing is written; without an answer, the rules alone count.`,
    ]
  if (!proposing) return []
  const who = codeSpan(proposing.toolchain, 40)
  return [
    `The planner ${who} is asked for strategies. Until it answers, nothing is written; if it has none, these default roles compete.`,
  ]
}

/** When it has changed last, and where there is more. */
function foot({ changedAt, pageUrl }: ScoreboardView): string {
  const changed = changedAt && formatTime(changedAt)
  const said = [
    ...(changed ? [`Last change ${changed}.`] : []),
    ...(pageUrl === undefined
      ? []
      : [
          `[The page of this run](${pageUrl}) has everything, [the patches beside each other](${pageUrl}/patches).`,
        ]),
  ]
  return said.join(' ')
}

/** What a reader needs to re-derive the verdict (E4). */
function rules(view: ScoreboardView): string[] {
  const { speculation, scoreboard } = view
  const { trigger, base, contract, plan } = speculation
  const started = formatTime(speculation.startedAt)
  return [
    policyRule(scoreboard),
    `version of the required checks ${codeSpan(scoreboard.fingerprint.slice(0, 12), 12)}, rules version ${scoreboard.rulesVersion}`,
    `required checks: ${requiredChecks(contract.checks.map((check) => check.name))}`,
    gateRules(view.gates),
    ...budgetRules(view),
    `base ${codeSpan(base.branch, 100)} at ${codeSpan(base.commit.slice(0, 12), 12)}`,
    settingsRule(view),
    strategiesRule(plan),
    `issue text ${codeSpan(speculation.snapshot.hash.slice(0, 12), 12)}`,
    startedByText(trigger),
    ...(started ? [`started ${started}`] : []),
    `run ${codeSpan(speculation.id, 250)}`,
  ]
}

const DEFAULTS = JSON.stringify(Settings.parse({}))

/** Where what has acted is written. */
function settingsRule({ speculation: { settings, base }, repositoryUrl }: ScoreboardView): string {
  if (JSON.stringify(settings) === DEFAULTS) return 'settings: the defaults'
  if (repositoryUrl === undefined) return 'settings: `.github/speculate.yml` of the base'
  return `settings: [\`.github/speculate.yml\` of the base](${repositoryUrl}/blob/${base.commit}/.github/speculate.yml)`
}

function policyRule({ policy, threshold }: Scoreboard): string {
  return threshold === undefined
    ? `Policy ${policy}: ranked by the key that is explained below the table, without a threshold`
    : `Policy ${policy}: a winner needs ${formatPoints(threshold)} of 100`
}

function strategiesRule({ source, planner }: Plan): string {
  const from = `strategies from ${PLAN_SOURCES[source]}`
  return planner
    ? `${from} ${codeSpan(planner.toolchain, 40)}, differing in: ${codeSpan(planner.dimension, 80)}`
    : from
}

const PLAN_SOURCES = {
  issue: 'the issue',
  repository: '`.github/speculate.yml`',
  planner: 'the planner',
  defaults: 'the defaults',
} as const

function requiredChecks(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => codeSpan(name, 60))
  return names.length > 10 ? `${shown.join(', ')} and ${names.length - 10} more` : list(shown) || 'none'
}
