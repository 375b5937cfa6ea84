import type { Clock } from '@speculate-dev/system'
import { parseIssueBlock } from '../config/repository.ts'
import type { ToolchainName } from '../domain/candidate/candidate.ts'
import type { BaseNow } from '../domain/checks/base-now.ts'
import type { ForgeFacts } from '../domain/forge/forge-facts.ts'
import { type IssueRef, mayWrite, type Role } from '../domain/issue/issue.ts'
import { askerOf, optionsOf, type RunRequest, titleAsked } from '../domain/issue/trigger.ts'
import { learn } from '../domain/learning/learn.ts'
import { AutoMerge, autoMergeNote } from '../domain/run/auto-merge.ts'
import { type Ceilings, utcDay } from '../domain/run/budget.ts'
import { shownNote } from '../domain/run/shown-note.ts'
import type { BeginningFacts, Snapshot } from '../domain/run/snapshot.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { AskedProof, AskedSetup } from '../domain/settings.ts'
import { sha256 } from '../domain/sha256.ts'
import { withoutUndefined } from '../domain/without-undefined.ts'
import type { Forge } from '../ports/forge.ts'
import { RepositoryMoved } from '../ports/forge-errors.ts'
import type { DeriveReach, TouchedJudges } from '../ports/reach.ts'
import type { Store } from '../ports/store.ts'
import { asksForMore } from '../stages/commands/parse-command.ts'
import { runRequests } from '../stages/commands/run-requests.ts'
import { judge } from '../stages/judge.ts'
import { judgeInput } from '../stages/judge-input.ts'
import { contractChecks } from '../stages/plan/contract/contract-checks.ts'
import { asksForRun, labelSeen } from '../stages/triage.ts'
import { askedCandidates } from './asked-candidates.ts'
import { labelsSince } from './labels-since.ts'
import { readAfterMerge } from './read-after-merge.ts'
import { commentsSince, readCommands } from './read-commands.ts'
import { readContractInputs } from './read-contract-inputs.ts'
import { readContractNow } from './read-contract-now.ts'
import { readPast } from './read-past.ts'
import { readReach } from './read-reach.ts'
import { readUnasked } from './read-unasked.ts'
import { withWritten } from './with-written.ts'

export interface Sources {
  readonly forge: Forge
  readonly deriveReach: DeriveReach
  readonly touchedJudges: TouchedJudges
  readonly store: Store
  readonly clock: Clock
  /** What the workers have, in their order. */
  readonly toolchains: readonly ToolchainName[]
  /** Those that were named for every run of this process, in rank order. */
  readonly askedToolchains?: readonly ToolchainName[] | undefined
  /** Instead of what the settings say. */
  readonly askedProof?: AskedProof | undefined
  readonly askedSetup?: AskedSetup
  /** How many attempts more could be at work now; without it nothing begins unasked. */
  readonly freePlaces?: (() => Promise<number>) | undefined
  /** Where people reach the pages of this server. */
  readonly pagesUrl?: string | undefined
  /** The most that the operator lets a repository spend. */
  readonly ceilings?: Ceilings | undefined
}

const NO_ROLE: Role = 'none'

/**
 * Every fact once: the store, one reading of the forge, and — only when a run is asked for — what a beginning needs. `seen` is what the forge
 * has shown already, where nothing was done since that changes it.
 */
export async function takeSnapshot(
  issue: IssueRef,
  sources: Sources,
  seen?: ForgeFacts,
): Promise<Snapshot | undefined> {
  const { forge, store, clock, toolchains, askedToolchains, askedProof, askedSetup, ceilings, pagesUrl } =
    sources
  const speculation = await store.latestSpeculation(issue)
  const required = speculation?.contract.checks.map(({ name }) => name)
  const [facts, attempts] = await Promise.all([
    seen ??
      forge.facts({
        issue,
        candidates: speculation ? askedCandidates(speculation) : [],
        base: speculation?.base.commit,
        testsOf: speculation?.verdict ? [] : required,
        outputsOf: required,
        labelSeen: speculation && labelSeen(speculation),
        commentsSince: speculation && (await commentsSince(speculation, store)),
      }),
    speculation ? store.attempts(speculation.id) : [],
  ])
  if (!facts) return undefined
  if (await isKeptElsewhere(issue, speculation, facts, sources)) return takeSnapshot(issue, sources)
  const known = await withWritten(facts, store)
  const labelTooOld = speculation ? undefined : olderThan(facts, await labelsSince(store))
  const asked = await readCommands(known, speculation, sources)
  const { commands, request: commanded } = runRequests(known, speculation, asked)
  const isLabelled = labelTooOld === undefined && asksForRun(facts, speculation)
  const label: RunRequest | undefined = isLabelled ? { kind: 'label', by: facts.issue.labelled } : undefined
  const mayBeUnasked = !speculation && !label && !commanded && commands.length === 0
  const found = mayBeUnasked && labelTooOld === undefined ? await readUnasked(facts, sources) : {}
  const request = commanded ?? (commands.length === 0 ? (label ?? found.request) : undefined)
  const beginning =
    request && (await readBeginning(facts, { request, next: (speculation?.run ?? 0) + 1 }, sources))
  const now = new Date(clock.now()).toISOString()
  // When the next run begins, the run before it counts as one of the others.
  const open = speculation?.verdict || beginning ? undefined : speculation?.id
  const othersToday = (open ?? beginning) ? await store.spentOn(issue, utcDay(now), open) : undefined
  const earlier = speculation && speculation.run > 1 ? await store.earlierSpeculations(issue) : []
  const calibration = open === undefined ? undefined : await store.calibration(issue)
  const own = { speculation, calibration, attempts, earlier, ceilings, othersToday, labelTooOld }
  const named = {
    toolchains,
    ...withoutUndefined({ askedToolchains, askedProof, askedSetup, pagesUrl }),
  }
  const shownAt = open === undefined ? undefined : await store.note(shownNote(issue))
  const load =
    speculation && commands.some(({ comment }) => asksForMore(comment))
      ? await store.loadOf(issue, utcDay(now))
      : undefined
  const autoMerge = await readAutoMerge(speculation, store)
  const snapshot = {
    ...known,
    ...own,
    ...named,
    now,
    beginning,
    commands,
    shownAt,
    ...withoutUndefined({ autoMerge, load, unasked: found.unasked }),
  }
  if (!speculation) return snapshot
  const isDeciding = (baseNow: BaseNow) => decides({ ...snapshot, baseNow }, speculation)
  return {
    ...snapshot,
    ...(await readAfterMerge(facts, speculation, { forge, now })),
    ...(await readContractNow(facts, { speculation, attempts, isDeciding }, sources)),
  }
}

async function readAutoMerge(run: Speculation | undefined, store: Pick<Store, 'note'>) {
  if (!run?.settings.settle.auto_merge || !run.verdict) return undefined
  const note = await store.note(autoMergeNote(run.id))
  return note === undefined ? undefined : AutoMerge.parse(JSON.parse(note))
}

/** One that is withdrawn is decided under any contract. */
function decides(snapshot: Snapshot, speculation: Speculation): boolean {
  const { decision } = judge(judgeInput(snapshot, speculation))
  return decision.kind === 'promote' || (decision.kind === 'escalate' && decision.cause !== 'withdrawn')
}

/**
 * Whether what is kept of the repository had another name until now. Throws `RepositoryMoved` where it is not the name that was asked for.
 */
async function isKeptElsewhere(
  { owner, repo }: IssueRef,
  speculation: Speculation | undefined,
  { repository: { nodeId: id, name } }: ForgeFacts,
  { store, clock }: Sources,
): Promise<boolean> {
  if (name.owner !== owner || name.repo !== repo) throw new RepositoryMoved(id, name)
  if (speculation?.repositoryId === id) return false
  return store.moveRepository({ id, to: name, at: new Date(clock.now()).toISOString() })
}

function olderThan({ issue }: ForgeFacts, since: string | undefined): string | undefined {
  const at = issue.labelled?.at
  return at !== undefined && since !== undefined && Date.parse(at) < Date.parse(since) ? since : undefined
}

/** What was long ago says little of the agents of today. */
const MAX_LEARNED = 200

async function readBeginning(
  { issue, repository }: ForgeFacts,
  { request, next }: { readonly request: RunRequest; readonly next: number },
  sources: Sources,
): Promise<BeginningFacts> {
  const { forge, store } = sources
  const { ref, author, body } = issue
  const title = titleAsked(issue, request)
  const asker = askerOf(request)
  const actor = asker?.actorType === 'User' ? asker.actor : undefined
  const role = actor === undefined ? NO_ROLE : forge.roleOf(ref, actor)
  const [actorRole, authorRole, inputs] = await Promise.all([
    role,
    author === actor ? role : author === undefined ? NO_ROLE : forge.roleOf(ref, author),
    readContractInputs(forge, ref, repository),
  ])
  /** Not read for a run that nobody may ask for. */
  const reachOf = (judged: Parameters<typeof contractChecks>[0]) =>
    readReach(sources, ref, {
      commit: repository.defaultBranchHead,
      checks: contractChecks(judged),
      settings: judged.settings,
    })
  const block = parseIssueBlock(body, ref.number)
  const stage = optionsOf(request).stage ?? (block?.ok ? block.value.stage : undefined)
  const reach =
    inputs.settings.ok && mayWrite(actorRole)
      ? await reachOf({ ...inputs, settings: inputs.settings.value, stage })
      : undefined
  const plansByRuns = reach && inputs.settings.ok && inputs.settings.value.learning.plan
  const learned = plansByRuns
    ? learn(await store.judgedRuns(ref, MAX_LEARNED), new Date(sources.clock.now()).toISOString())
    : undefined
  const past = reach ? await readPast(forge, issue, repository.defaultBranchHead) : {}
  return {
    ...inputs,
    ...withoutUndefined({ reach, learned, ...past }),
    request,
    run: await store.freeRun(ref, next),
    load: await store.loadOf(ref, utcDay(new Date(sources.clock.now()).toISOString())),
    role: actorRole,
    authorRole,
    block,
    issueHash: sha256(JSON.stringify([title, body])),
  }
}
