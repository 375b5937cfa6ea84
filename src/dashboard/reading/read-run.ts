import type { ChainReport } from '../../adapters/audit/verify-chain.ts'
import { verifyChain } from '../../adapters/audit/verify-chain.ts'
import { findRun } from '../../adapters/storage/rows/finding/find-run.ts'
import type { AuditEntry } from '../../domain/run/audit.ts'
import type { RunOverview } from '../../domain/run/run-overview.ts'
import type { ScoreboardView } from '../../messages/scoreboard/scoreboard-view.ts'
import { effectiveGates } from '../../stages/gates/gates.ts'
import { policyText } from '../../stages/policies/policy-text.ts'
import { isRun, versionOf } from '../live/versions.ts'
import { type Opened, runOverviews, scoreboardOnIssue } from './run-overviews.ts'
import { keptTranscripts } from './transcripts.ts'

/** All that the page of a run shows. */
export interface RunReport {
  readonly run: RunOverview
  /** Once there is a verdict. */
  readonly view: ScoreboardView | undefined
  /** The scoreboard as the issue has it, in Markdown; undefined before it was written. */
  readonly onIssue: string | undefined
  readonly log: { readonly entries: readonly AuditEntry[]; readonly report: ChainReport }
  /** Names of attempts whose transcript is kept on this machine. */
  readonly transcripts: ReadonlySet<string>
  /** Of the repository on GitHub. */
  readonly repositoryUrl: string
  /** Changes when any of this does. */
  readonly version: string
}

export interface Sources extends Opened {
  /** Where clones and transcripts lie; undefined where this process does no work, and so has none. */
  readonly kept: { readonly dataDir: string; readonly transcripts: string } | undefined
  /** Of GitHub, where people go, without a slash at the end. */
  readonly githubUrl: string
}

/** From the database alone: GitHub is asked nothing. */
export async function readRun(sources: Sources, id: string): Promise<RunReport | undefined> {
  const { store, database, githubUrl, kept } = sources
  // Read first: what changes meanwhile is seen as a change.
  const version = await versionOf(database, isRun(id))
  const speculation = await findRun(database, id)
  const [run] = speculation ? await runOverviews(sources, [speculation]) : []
  if (!speculation || !run) return undefined
  const { issue } = speculation
  const { entries, head } = await store.auditLog(id)
  const repositoryUrl = `${githubUrl}/${issue.owner}/${issue.repo}`
  return {
    run,
    view: viewOf(run, repositoryUrl),
    onIssue: run.onIssue ?? (await scoreboardOnIssue(store, speculation)),
    log: { entries, report: verifyChain(entries, head) },
    transcripts: await keptTranscripts(kept?.transcripts, speculation),
    repositoryUrl,
    version,
  }
}

function viewOf({ speculation }: RunOverview, repositoryUrl: string): ScoreboardView | undefined {
  const { verdict, settings, settledAt } = speculation
  if (!verdict) return undefined
  const { decision, scoreboard } = verdict
  return {
    ...{ speculation, scoreboard, decision, repositoryUrl },
    policy: policyText(scoreboard, settings),
    gates: effectiveGates(settings),
    settled: settledAt !== undefined,
  }
}
