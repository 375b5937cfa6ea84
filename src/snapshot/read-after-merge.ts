import type { CandidateId } from '../domain/candidate/candidate.ts'
import { differingLines, type FileLines, undoneLines } from '../domain/candidate/changed-lines.ts'
import type { ForgeFacts, PullRequestFacts } from '../domain/forge/forge-facts.ts'
import { later } from '../domain/later.ts'
import { isSameRevert, type Revert, WATCHED_AFTER_MERGE_MS } from '../domain/run/revert.ts'
import type { Snapshot } from '../domain/run/snapshot.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import { withoutUndefined } from '../domain/without-undefined.ts'
import type { Forge } from '../ports/forge.ts'
import {
  type Change,
  type Claim,
  claimedReverts,
  type Merged,
  revertsOf,
} from '../stages/people/claimed-reverts.ts'

type AfterMerge = Pick<Snapshot, 'edits' | 'reverts'>
type ReadingForge = Pick<Forge, 'branchHistory' | 'changedLines'>

interface Asking {
  readonly forge: ReadingForge
  readonly now: string
}

/** What people have made of what they merged: what they had changed before, and whether they have taken it back since. */
export async function readAfterMerge(
  facts: ForgeFacts,
  speculation: Speculation,
  asking: Asking,
): Promise<AfterMerge> {
  if (!speculation.verdict) return {}
  const edits = new Map<CandidateId, number>()
  const reverts: Revert[] = []
  for (const { candidate, pullRequest } of facts.candidates) {
    if (pullRequest?.state !== 'merged') continue
    const about = { facts, speculation, candidate, pullRequest, judged: headOf(speculation, candidate) }
    const edited = await readEdited(about, asking.forge)
    if (edited !== undefined) edits.set(candidate, edited)
    reverts.push(...(await readReverts(about, asking)))
  }
  return withoutUndefined({
    edits: edits.size > 0 ? edits : undefined,
    reverts: reverts.length > 0 ? reverts : undefined,
  })
}

interface About {
  readonly facts: ForgeFacts
  readonly speculation: Speculation
  readonly candidate: CandidateId
  readonly pullRequest: PullRequestFacts
  /** The commit that was judged. */
  readonly judged: string | undefined
}

function headOf({ verdict }: Speculation, candidate: CandidateId): string | undefined {
  return verdict?.scoreboard.rows.find((row) => row.candidate === candidate)?.head
}

/** Both are read as changes of the base, so that what came from the base into the branch meanwhile is nobody's edit. */
async function readEdited(
  { facts, speculation, candidate, pullRequest, judged }: About,
  forge: ReadingForge,
): Promise<number | undefined> {
  const { choices = [], base } = speculation
  if (judged === undefined || judged === pullRequest.head) return undefined
  if (choices.some((one) => one.kind === 'merged' && one.candidate === candidate)) return undefined
  const [before, after] = await Promise.all([
    forge.changedLines(facts.repository.name, { from: base.commit, to: judged }),
    forge.changedLines(facts.repository.name, { pullRequest: pullRequest.number }),
  ])
  return before && after && differingLines(before, after)
}

/** Clocks of machines that write commits are not the forge's. */
const SKEW_MS = 60_000

/** More changes than these that say they take it back are nobody's work. */
const MAX_CLAIMS = 20

async function readReverts(about: About, { forge, now }: Asking): Promise<readonly Revert[]> {
  const { facts, speculation, pullRequest } = about
  const { merge, baseBranch } = pullRequest
  const { name, defaultBranch, defaultBranchHead } = facts.repository
  if (!merge || baseBranch === undefined) return []
  if (Date.parse(now) > Date.parse(later(merge.at, WATCHED_AFTER_MERGE_MS))) return []
  // Nothing has come after it.
  if (baseBranch === defaultBranch && defaultBranchHead === merge.commit) return []
  const merged: Merged = {
    candidate: about.candidate,
    repository: name,
    pullRequest: pullRequest.number,
    commits: [merge.commit, pullRequest.head, ...(about.judged === undefined ? [] : [about.judged])],
    at: merge.at,
  }
  const since = later(merge.at, -SKEW_MS)
  const history = await forge.branchHistory(name, { branch: baseBranch, since })
  const claims = claimedReverts(history, merged).slice(0, MAX_CLAIMS)
  const measured = []
  for (const claim of claims) {
    const lines = linesOf(claim, about.candidate, speculation) ?? (await measure(claim, { merged, forge }))
    if (lines) measured.push({ ...claim, lines })
  }
  return revertsOf(measured, about.candidate)
}

/** What is recorded is not measured again. */
function linesOf(
  { change }: Claim,
  candidate: CandidateId,
  { reverts = [] }: Speculation,
): Revert['lines'] | undefined {
  const { commit, pullRequest } = change
  return reverts.find((one) => isSameRevert(one, { ...one, candidate, commit, pullRequest }))?.lines
}

/** Undefined for what only says so, and takes no line back. */
async function measure(
  { change, of }: Claim,
  { merged, forge }: { readonly merged: Merged; readonly forge: ReadingForge },
): Promise<Revert['lines'] | undefined> {
  const read = async (one: Pick<Change, 'commit' | 'pullRequest'>): Promise<readonly FileLines[]> =>
    (await forge.changedLines(
      merged.repository,
      one.pullRequest === undefined ? { to: one.commit } : { pullRequest: one.pullRequest },
    )) ?? []
  const [taken, taking] = await Promise.all([
    read(of ?? { commit: merged.commits[0] ?? '', pullRequest: merged.pullRequest }),
    read(change),
  ])
  const lines = undoneLines(taken, taking)
  return lines.undone > 0 ? lines : undefined
}
