import type { PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import { type HumanChoice, isReplaced, type Revocation } from '../../domain/issue/aftermath.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { takenGraft } from '../../domain/proof/graft.ts'
import { retargetedTo } from '../../domain/run/retargeted-to.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step, Verdict } from '../../domain/run/step.ts'
import { failureText } from '../../messages/checks/failure-text.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { touchedJudgesText } from '../../messages/reach/touched-judges.ts'
import { checksSince } from './checks-since.ts'
import { humanChoices } from './human-choices.ts'
import { newReverts } from './new-reverts.ts'

/**
 * Is the verdict still true, and has a person decided otherwise? Returns what is to be recorded before anything is done about it;
 * nothing when nothing is new. A promotion is taken back once at most.
 */
export function reconsider(snapshot: Snapshot, speculation: Speculation, verdict: Verdict): Step[] {
  const known = speculation.choices?.length ?? 0
  const choices = humanChoices(snapshot.candidates, speculation, verdict)
  const winner = promotedRow(verdict)
  const theirs = choices.some((choice) => choice.candidate === winner?.candidate)
  const because =
    winner &&
    !theirs &&
    !isReplaced(choices, winner.candidate) &&
    !speculation.revoked &&
    whyNotTrue(snapshot, speculation, winner)
  return [
    ...choices
      .slice(known)
      .map((choice): Step => ({ do: 'record-choice', choice: withEdit(choice, snapshot) })),
    ...(because ? [{ do: 'record-revocation' as const, revocation: { ...because, at: snapshot.now } }] : []),
    ...newReverts(snapshot, speculation),
  ]
}

function withEdit(choice: HumanChoice, { edits }: Snapshot): HumanChoice {
  const edited = choice.kind === 'merged' ? edits?.get(choice.candidate) : undefined
  return edited === undefined ? choice : { ...choice, edited }
}

type Because = Omit<Revocation, 'at'>

function whyNotTrue(snapshot: Snapshot, speculation: Speculation, winner: Row): Because | undefined {
  const facts = snapshot.candidates.find((one) => one.candidate === winner.candidate)
  const pullRequest = facts?.pullRequest
  if (pullRequest?.state !== 'open') return undefined
  return (
    newCommits(pullRequest, winner, takenGraft(speculation)?.commit) ??
    otherBase(pullRequest, speculation) ??
    redCheck(pullRequest, speculation, winner) ??
    otherHistory(snapshot, speculation) ??
    conflict(pullRequest) ??
    otherContract(snapshot, speculation)
  )
}

/** Tests that somebody has had put onto it are judged by its checks, which run on them. */
function newCommits(
  { head }: PullRequestFacts,
  winner: Row,
  grafted: string | undefined,
): Because | undefined {
  if (head === winner.head || head === grafted) return undefined
  const [now, then] = [head, winner.head ?? ''].map((commit) => codeSpan(commit.slice(0, 7), 7))
  return { cause: 'new-commits', reason: `its head is ${now} now, and the checks judged ${then}` }
}

/** Comes before a conflict, which would be one with that other base. */
function otherBase(pullRequest: PullRequestFacts, { base }: Speculation): Because | undefined {
  const retargeted = retargetedTo(pullRequest, base)
  if (!retargeted) return undefined
  const [now, then] = [retargeted.branch, base.branch].map((branch) => codeSpan(branch, 100))
  return { cause: 'retargeted', reason: `its base branch is ${now} now, and it was judged for ${then}` }
}

/** Only what passed then and is red now. */
function redCheck(pullRequest: PullRequestFacts, speculation: Speculation, winner: Row): Because | undefined {
  const red = checksSince(pullRequest, speculation, winner).find(
    ({ verdict }) => verdict === 'failed' || verdict === 'timed-out',
  )
  if (!red) return undefined
  const words = failureText(red, 200)
  const said = words === undefined ? '' : `: ${words}`
  const reason = `${codeSpan(red.check, 80)} ${red.reason} on the commit that it had passed on${said}`
  return { cause: 'check-failed' as const, reason }
}

function conflict({ mergeable }: PullRequestFacts): Because | undefined {
  return mergeable === 'conflicting'
    ? { cause: 'conflict', reason: 'its base has moved, and it conflicts with it now' }
    : undefined
}

/** Merging it would bring back what was taken out of the history. */
function otherHistory({ baseNow }: Snapshot, { base }: Speculation): Because | undefined {
  if (baseNow?.state !== 'rewritten' && baseNow?.state !== 'gone') return undefined
  const [branch, commit] = [codeSpan(base.branch, 100), codeSpan(base.commit.slice(0, 7), 7)]
  const what =
    baseNow.state === 'gone'
      ? `its base branch ${branch} is gone`
      : `the history of ${branch} was rewritten, and ${commit}, which it was written on, is not part of it any more`
  return { cause: 'base-rewritten', reason: what }
}

/** Known only where somebody has looked; not having looked changes nothing. */
function otherContract({ contractNow }: Snapshot, { contract }: Speculation): Because | undefined {
  if (!contractNow || contractNow.fingerprint === contract.fingerprint) return undefined
  const [now, then] = [contractNow, contract].map(({ fingerprint }) => codeSpan(fingerprint.slice(0, 12), 12))
  const words = touchedJudgesText(contractNow.changed ?? [], [])
  const why = words === undefined ? '' : `: it ${words}`
  return {
    cause: 'contract-changed',
    reason: `the base branch is judged by something else now (version ${now}) than this candidate was (version ${then})${why}`,
  }
}

function promotedRow({ decision, scoreboard }: Verdict): Row | undefined {
  if (decision.kind !== 'promote') return undefined
  return scoreboard.rows.find((row) => row.candidate === decision.candidate)
}
