import { candidateBranch, rankTag } from '../../domain/candidate/candidate.ts'
import { RULES_VERSION } from '../../domain/checks/contract.ts'
import type {
  CandidateFacts,
  CommandComment,
  ForgeFacts,
  IssueFacts,
} from '../../domain/forge/forge-facts.ts'
import type { Command } from '../../domain/issue/command.ts'
import type { Trigger } from '../../domain/issue/trigger.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Decision } from '../../domain/judgement/scoreboard.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Verdict } from '../../domain/run/step.ts'
import { Settings } from '../../domain/settings.ts'
import { sha256 } from '../../domain/sha256.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { commandLine, parseCommand } from '../../stages/commands/parse-command.ts'
import type { FoundRun } from './found-runs.ts'
import { startedBy } from './started-by.ts'

/** Stands for what GitHub does not tell. */
const UNKNOWN = 'unknown'
const RESTORED = 'was restored from GitHub, which keeps no more of it'

/** Of a run of which nothing more than its traces can be told. */
export function bareSpeculation(found: FoundRun, { issue, repository }: ForgeFacts): Speculation {
  const { id, run, startedAt } = found
  const { title, body } = issue
  const { nodeId, defaultBranch, defaultBranchHead } = repository
  return withItsDrafts(found, {
    ...{ id, issue: found.issue, repositoryId: nodeId, run, startedAt },
    trigger: triggerOf(found, issue),
    snapshot: { title, body, hash: sha256(JSON.stringify([title, body])) },
    base: { branch: defaultBranch, commit: defaultBranchHead },
    settings: Settings.parse({}),
    contract: { checks: [], fingerprint: UNKNOWN },
    plan: { source: 'defaults', briefs: [], invariants: [], notes: [] },
  })
}

function triggerOf(found: FoundRun, issue: IssueFacts): Trigger {
  const command = startedBy(found, issue)
  if (!command) return { actor: issue.labelled?.actor ?? UNKNOWN, role: 'none', labelledAt: found.startedAt }
  const { id: comment, author = UNKNOWN, at, body } = command
  const parsed = parseCommand(command)
  const options = (parsed?.kind === 'given' && parsed.given.starts) || {}
  const said = { comment, line: commandLine(body), options }
  return { kind: 'command', actor: author, role: 'none', at, ...said }
}

/** Who competed is who has a draft; a run without any has one that stands for all. */
export function withItsDrafts({ drafts }: FoundRun, speculation: Speculation): Speculation {
  const { classifying, proposing: _, ...plan } = speculation.plan
  const ids = drafts.length > 0 ? drafts.map(({ candidate }) => candidate) : ['restored']
  const briefs = ids.map((id, place) => {
    const known = [...plan.briefs, ...(classifying?.several?.briefs ?? [])].find((brief) => brief.id === id)
    return known ?? { id, tag: rankTag(place), strategy: UNKNOWN, constraints: [], toolchain: UNKNOWN }
  })
  const { classification, ...rest } = speculation
  // What a toolchain had said of it is lost, and so is what the checklist had come to.
  const known = classifying ? {} : withoutUndefined({ classification })
  return { ...rest, ...known, plan: { ...plan, briefs } }
}

/** Nobody is answered twice. What was asked for in them, such as a pull request that was entered, is not restored. */
export function withCommandsHeard(
  speculation: Speculation,
  heard: readonly CommandComment[],
  now: string,
): Speculation {
  const commands = heard.map(
    ({ id, on, author = 'ghost', at }): Command => ({
      comment: id,
      ...withoutUndefined({ on }),
      by: author,
      role: 'none',
      at,
      answeredAt: now,
      line: '(before the rebuild)',
      answer: { kind: 'told' },
    }),
  )
  const known = speculation.commands ?? []
  return commands.length === 0 ? speculation : { ...speculation, commands: [...known, ...commands] }
}

/** What the scoreboard had said, with a row for each draft as it stands now. */
export function restoredVerdict(
  speculation: Speculation,
  { candidates }: Pick<ForgeFacts, 'candidates'>,
  { decision, decidedAt }: { readonly decision: Decision; readonly decidedAt: string },
): Verdict {
  const { plan, contract, settings } = speculation
  const rows = plan.briefs.map((brief): Row => {
    const facts = candidates.find(({ candidate }) => candidate === brief.id)
    const isWinner = decision.kind === 'promote' && decision.candidate === brief.id
    const result = isWinner ? 'promote' : facts?.pullRequest?.state === 'open' ? 'hold' : 'reject'
    return rowOf(speculation, brief, { facts, result })
  })
  const winnerFirst = rows.toSorted((a, b) => Number(b.result === 'promote') - Number(a.result === 'promote'))
  const scoreboard = {
    policy: settings.policy.name,
    fingerprint: contract.fingerprint,
    rulesVersion: RULES_VERSION,
    rows: winnerFirst,
  }
  return { decision, scoreboard, decidedAt }
}

function rowOf(
  { issue, run }: Speculation,
  brief: Speculation['plan']['briefs'][number],
  {
    facts,
    result,
  }: { readonly facts: CandidateFacts | undefined; readonly result: 'promote' | 'hold' | 'reject' },
): Row {
  const pullRequest = facts?.pullRequest
  const known = {
    ...{ candidate: brief.id, tag: brief.tag, toolchain: brief.toolchain, strategy: brief.strategy },
    branch: candidateBranch(issue, run, brief.id),
    ...{ checks: [], tests: 'not run' as const, files: [], gates: [], parts: [], reason: RESTORED },
    phase: 'judged' as const,
  }
  if (!pullRequest) return { ...known, result: 'reject' }
  const { number, head } = pullRequest
  const risk = { level: 'low' as const, reasons: [] }
  return { ...known, pullRequest: number, head, risk, insertions: 0, deletions: 0, result }
}
