import { systemClock } from '@speculate-dev/system'
import { listRuns } from '../../adapters/storage/rows/finding/list-runs.ts'
import { runOverviews } from '../../dashboard/reading/run-overviews.ts'
import { later } from '../../domain/later.ts'
import type { RunOverview } from '../../domain/run/run-overview.ts'
import { candidateState, runState, waitsFor } from '../../messages/operator/run-state.ts'
import { renderRuns } from '../../messages/terminal/runs-list.ts'
import { asTyped } from '../called-as.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { withStore } from '../log/with-store.ts'
import { repositoryArgument } from '../repository-argument.ts'
import { WHEN_IN_USE } from './when-in-use.ts'

export interface RunsOptions {
  readonly open?: boolean
  readonly all?: boolean
  readonly repository?: string
  readonly limit: string
  readonly json?: boolean
  readonly data?: string
}

/** Lists runs from the database alone, the last one to begin first. */
export async function runs(options: RunsOptions): Promise<ExitCode> {
  const now = new Date(systemClock.now()).toISOString()
  const filter = readFilter(options, now)
  const found = await withStore(
    options.data,
    async (opened) => runOverviews(opened, await listRuns(opened.database, filter)),
    WHEN_IN_USE,
  )
  const terminal = terminalOf(process.stdout)
  if (options.json)
    terminal.write(`${JSON.stringify({ runs: found.map((run) => documentOf(run, now)) }, null, 2)}\n`)
  else if (found.length > 0) terminal.write(renderRuns(found, { ...terminal, now, width: terminal.width }))
  else terminal.write(asTyped(options.all ? NO_RUNS : NO_OPEN_RUNS))
  return 0
}

const NO_RUNS = 'no runs\n'
const NO_OPEN_RUNS = 'no such runs; `speculate runs --all` also lists what was settled long ago\n'

type Filter = Parameters<typeof listRuns>[1]

function readFilter({ open, all, repository, limit }: RunsOptions, now: string): Filter {
  if (open && all) throw new CommandError('say --open or --all, not both')
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw new CommandError(`--limit needs a number of runs, not "${limit}"`)
  const aDayAgo = later(now, -86_400_000)
  return {
    settledSince: all ? undefined : open ? NEVER : aDayAgo,
    repository: repository === undefined ? undefined : repositoryArgument(repository),
    limit: Number(limit),
  }
}

/** Later than any run is settled. */
const NEVER = '9999'

function documentOf(run: RunOverview, now: string) {
  const { speculation, phase, winner = null, endedAt = null, nextLook = null, spent, candidates } = run
  const { id, issue, snapshot, startedAt, trigger, settledAt = null } = speculation
  return {
    run: id,
    repository: `${issue.owner}/${issue.repo}`,
    issue: issue.number,
    title: snapshot.title,
    phase,
    state: runState(run),
    waitsFor: waitsFor(run, now) ?? null,
    nextLook,
    startedAt,
    startedBy: trigger.actor,
    endedAt,
    settledAt,
    winner,
    spent,
    candidates: candidates.map((candidate) => ({
      id: candidate.id,
      by: candidate.by,
      state: candidateState(run, candidate, now),
      result: candidate.row?.result ?? null,
      pullRequest: candidate.row?.pullRequest ?? null,
    })),
  }
}
