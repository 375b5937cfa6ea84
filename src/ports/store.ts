import type { Attempt, AttemptOutcome, AttemptUsage } from '../domain/candidate/attempt.ts'
import type { Plan } from '../domain/candidate/brief.ts'
import type { CandidateId } from '../domain/candidate/candidate.ts'
import type { Rerun } from '../domain/checks/rerun.ts'
import type { HumanChoice, Revocation } from '../domain/issue/aftermath.ts'
import type { Command } from '../domain/issue/command.ts'
import type { IssueRef, RepositoryRef } from '../domain/issue/issue.ts'
import type { PressedButton } from '../domain/issue/pressed.ts'
import type { Answer, Calibration } from '../domain/judgement/calibration.ts'
import type { Grafts } from '../domain/proof/graft.ts'
import type { AuditEntry, AuditEvent, ChainHead } from '../domain/run/audit.ts'
import type { Amounts, DaySpending } from '../domain/run/budget.ts'
import type { RepositoryLoad } from '../domain/run/repository-load.ts'
import type { Revert } from '../domain/run/revert.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { Verdict } from '../domain/run/step.ts'
import type { Trace } from '../domain/run/trace.ts'

export interface AttemptKey {
  readonly speculation: string
  readonly candidate: CandidateId
  readonly number: number
}

/** The budgets that an attempt has to fit into. */
export interface AttemptLimits {
  readonly speculation: Amounts
  readonly repositoryDay: Amounts
}

/** One line of the journal: a step was about to happen, and how it ended, or that it waits for the forge. Only added to until the run is settled. */
export interface JournalEntry {
  readonly speculation: string
  readonly at: string
  readonly step: string
  readonly phase: 'intent' | 'done' | 'failed' | 'waiting'
  readonly detail: string
}

/** What retention may remove of one speculation, in rows. */
export interface PruneCounts {
  readonly speculation: string
  readonly audit: number
  readonly traces: number
  readonly journal: number
}

/** A comment or review of ours, as it was written last; `id` is 0 for one that the forge refused, which is not tried again. */
export interface WrittenComment {
  /** Number of the issue or pull request. */
  readonly on: number
  readonly marker: string
  readonly id: number
  readonly body: string
}

/** A repository was renamed or transferred, or was seen under its name. */
export interface RepositoryMove {
  /** The forge's id, which stays. */
  readonly id: string
  readonly to: RepositoryRef
  readonly from?: RepositoryRef
  readonly at: string
}

/** By the forge's ids, or all of an owner's. */
export type RepositoriesOf = { readonly ids: readonly string[] } | { readonly owner: string }

/** By one run. */
export interface Watched extends RepositoryRef {
  /** That were entered for it, until it is archived. */
  readonly pullRequests: readonly number[]
  /** Where its promotion goes, while that is open. */
  readonly branch: string | undefined
}

/** What GitHub cannot hold. Every write is idempotent: the same call twice leaves one row. */
export interface Store {
  /** The latest run on the issue. */
  latestSpeculation(issue: IssueRef): Promise<Speculation | undefined>
  /** The lowest number from `next` on whose id no run has: a repository that had this name before keeps its runs under their ids. */
  freeRun(issue: IssueRef, next: number): Promise<number>
  /** The issue of a run, under the name that its repository has now. */
  issueOf(speculation: string): Promise<IssueRef | undefined>
  insertSpeculation(speculation: Speculation): Promise<void>
  /** What competes once somebody was asked about it. Of plans that ask the same ones still, or nobody, the first stands. */
  recordPlan(speculation: string, plan: Plan, at: string): Promise<void>
  /** The first verdict stands; a second one is ignored. */
  recordVerdict(speculation: string, verdict: Verdict): Promise<void>
  /** The result for the tests that the winner lacks; the first one recorded stands. */
  recordGrafts(speculation: string, grafts: Grafts): Promise<void>
  /** Takes a promotion back. The first revocation stands. What was settled is open again, so that GitHub is made to say it. */
  revoke(speculation: string, revocation: Revocation): Promise<void>
  /** What is known already is left out. What was settled is open again. */
  recordChoice(speculation: string, choice: HumanChoice): Promise<void>
  /** One per change of the base branch. What was settled is open again. */
  recordRevert(speculation: string, revert: Revert): Promise<void>
  /** How a verdict turned out, by the id of its run or of a past fix; the last answer stands. Choices of people are counted by themselves. */
  recordAnswer(id: string, repository: RepositoryRef, answer: Answer): Promise<void>
  /** How verdicts of the repository have turned out; undefined where none has. */
  calibration(repository: RepositoryRef): Promise<Calibration | undefined>
  /** One per candidate and check. What was asked stands; what GitHub answered is added to it once. */
  recordRerun(speculation: string, rerun: Rerun): Promise<void>
  /** One answer per comment: the first one stands. */
  recordCommand(speculation: string, command: Command): Promise<void>
  /** Kept once per delivery, at most `MAX_PRESSED` of a run; of a run that is not known, nothing. */
  recordPressed(of: { issue: IssueRef; run: number }, pressed: PressedButton): Promise<void>
  /** Issues whose run one of these pull requests was entered for, until it is archived. */
  enteredFor(repository: RepositoryRef, pullRequests: readonly number[]): Promise<readonly IssueRef[]>
  /** Issues with a promotion that nobody has merged, closed for good or taken back, whose run began on this branch. */
  promotedOn(repository: RepositoryRef, branch: string): Promise<readonly IssueRef[]>
  /** Issues with a run that began on this branch and of which something was merged since then (ISO-8601). */
  mergedOn(repository: RepositoryRef, branch: string, since: string): Promise<readonly IssueRef[]>
  /** Issues in these repositories with a run that is not archived, or whose promotion nobody has ended. */
  runsIn(of: RepositoriesOf): Promise<readonly IssueRef[]>
  /** Whom runs watch besides their own candidates: all that `enteredFor` and `promotedOn` have an answer to. */
  watched(): Promise<readonly Watched[]>
  /** `labelSeen`: when the label that the run has seen was put on; the first one recorded stands. */
  settle(speculation: string, at: string, labelSeen?: string): Promise<void>
  archive(speculation: string, at: string): Promise<void>
  /** A look found nothing that could be done: `openIssues` leaves the run out until then (ISO-8601), or until it is open again. */
  putOffLook(speculation: string, until: string): Promise<void>
  /**
   * Issues whose latest speculation may have something to do: not settled and not put off, or its losers' time is over at `now` (ISO-8601),
   * or another look is due at what is settled, which goes on until the losers are archived, nobody has the promotion before them any more, and
   * what was merged is not watched any more.
   */
  openIssues(now: string): Promise<readonly IssueRef[]>

  attempts(speculation: string): Promise<readonly Attempt[]>
  /**
   * False, and nothing is written, when its grant does not fit into what the budgets have left of all that was charged before, in this
   * run or in the repository on the UTC day of `queuedAt`; also when others ask for the rest at the same moment.
   */
  insertAttempt(attempt: Attempt, limits?: AttemptLimits): Promise<boolean>
  /** False when the attempt has ended already (cancelled, or run by another worker): do not run it. */
  beginAttempt(key: AttemptKey, at: string): Promise<boolean>
  /** False when the attempt has ended meanwhile: stop it. */
  heartbeat(key: AttemptKey, at: string, progress: string | undefined): Promise<boolean>
  /** The first outcome stands. `bundle` goes with a patch. */
  endAttempt(
    key: AttemptKey,
    at: string,
    outcome: AttemptOutcome,
    bundle: Uint8Array | undefined,
  ): Promise<void>
  /** What an attempt really used that somebody else had ended; the first answer of its worker stands. */
  recordUsage(key: AttemptKey, at: string, usage: AttemptUsage): Promise<void>
  /** What runs of the repository other than `except` have used on a UTC day. */
  spentOn(repository: RepositoryRef, day: string, except?: string): Promise<DaySpending>
  /** Runs with a verdict, the last ones to begin first, at most `limit`. */
  judgedRuns(repository: RepositoryRef, limit: number): Promise<readonly Speculation[]>
  /** What runs on other issues of the repository ask of its people, and how many of any have begun on the UTC day. */
  loadOf(issue: IssueRef, day: string): Promise<RepositoryLoad>
  /** `seconds` is the total so far as seen on `day` (UTC), which counts for what is new. Never less than before. */
  recordCi(speculation: string, day: string, seconds: number): Promise<void>
  /** Kept until the run is archived. */
  bundle(key: AttemptKey): Promise<Uint8Array | undefined>

  /** Appends what is not there yet; a candidate has one trace per speculation and result. */
  appendTraces(speculation: string, traces: readonly Trace[]): Promise<void>
  traces(speculation: string): Promise<readonly Trace[]>
  /** What we have written on these issues and pull requests. */
  writtenComments(repository: RepositoryRef, on: readonly number[]): Promise<readonly WrittenComment[]>
  /** Of each place and marker the last one stands. */
  recordComment(repository: RepositoryRef, comment: WrittenComment): Promise<void>
  /**
   * Everything that is kept of a repository goes under its name of now; `from` says where runs are kept that do not say which repository
   * they are of. What another repository has left under that name is kept aside until it is met again. Answers whether anything moved.
   */
  moveRepository(move: RepositoryMove): Promise<boolean>
  /** Small things to remember, by name; the last value stands. */
  note(name: string): Promise<string | undefined>
  /** Those of the names that something is remembered by. */
  notes(names: readonly string[]): Promise<ReadonlyMap<string, string>>
  setNote(name: string, value: string): Promise<void>
  /** By its place: the how many-th run on which issue. */
  speculationAt(issue: IssueRef, run: number): Promise<Speculation | undefined>
  /** Runs on the issue before the latest, oldest first. */
  earlierSpeculations(issue: IssueRef): Promise<readonly Speculation[]>
  journal(entry: JournalEntry): Promise<void>
  journalOf(speculation: string): Promise<readonly JournalEntry[]>
  /** Whether the journal has an intent of this step that did not end in `done`: its effect may be there or not. */
  isUncertain(speculation: string, step: Pick<JournalEntry, 'step' | 'detail'>): Promise<boolean>

  /**
   * Adds to the speculation's hash chain (T14); one entry per kind and payload. Entries of what the store itself holds
   * (started, planned, attempt-ended, rerun, command, verdict, grafts, settled, archived) are written by the calls above, together with it.
   */
  appendAudit(speculation: string, event: AuditEvent): Promise<void>
  /** In order, and where the chain ends as the store keeps it apart from the entries. */
  auditLog(
    speculation: string,
  ): Promise<{ readonly entries: readonly AuditEntry[]; readonly head: ChainHead | undefined }>
  /** Speculations with a chain, or with what is left of one. */
  auditedSpeculations(): Promise<readonly string[]>
  /** Settled before `settledBefore` (ISO-8601), with anything left that retention may remove. */
  prunable(settledBefore: string): Promise<readonly PruneCounts[]>
  /** Removes log, traces and journal of a speculation for which the rule holds, and writes the entry `pruned` in their place. */
  prune(speculation: string, rule: { readonly settledBefore: string; readonly at: string }): Promise<void>
  close(): Promise<void>
}
