import { agrees, maintainersAnswer } from '../../domain/learning/agreement.ts'
import { rateOf } from '../../domain/learning/rate.ts'
import type { PolicyName } from '../../domain/settings/policy-settings.ts'
import { type ReplayedRun, renderReplayAll } from '../../messages/terminal/log/replay-all.ts'
import { replay } from '../../stages/replay.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { repositoryArgument } from '../repository-argument.ts'
import { readRun } from './read-log.ts'
import type { ReplayOptions } from './replay-run.ts'
import { repositoryOfRun } from './repository-of-run.ts'
import { type OpenStore, withStore } from './with-store.ts'

export interface ReplayAllOptions extends ReplayOptions {
  readonly repository?: string
}

/** Judges every run of the log again as another policy would have, beside what maintainers did. */
export async function replayAll({ policy, repository, json, data }: ReplayAllOptions): Promise<ExitCode> {
  if (policy === undefined)
    throw new CommandError('--all needs --policy: what another policy would have decided')
  const { replayed, left } = await withStore(data, (opened) => judgeAll(opened, { policy, repository }))
  const report = reportOf(replayed, left, policy)
  const { write, width } = terminalOf(process.stdout)
  write(json ? `${JSON.stringify(report, null, 2)}\n` : `${renderReplayAll(report, width).join('\n')}\n`)
  return 0
}

interface Asked {
  readonly policy: PolicyName
  readonly repository: string | undefined
}

async function judgeAll({ store }: OpenStore, { policy, repository }: Asked) {
  const wanted = repository === undefined ? undefined : repositoryArgument(repository)
  const replayed: ReplayedRun[] = []
  const left: { run: string; reason: string }[] = []
  for (const run of (await store.auditedSpeculations()).toSorted()) {
    const of = await repositoryOfRun(store, run)
    if (wanted && (of.owner !== wanted.owner || of.repo !== wanted.repo)) continue
    const { entries, report } = await readRun(store, run)
    const again = report.faults.length > 0 ? undefined : replay(entries, policy)
    if (again?.kind !== 'replayed') {
      left.push({ run, reason: again?.reason ?? 'the log was tampered with' })
      continue
    }
    const answer = maintainersAnswer(entries)
    const [recorded, other] = [again.recorded.decision, again.recomputed.decision]
    replayed.push({
      run,
      recorded: winnerOf(recorded),
      other: winnerOf(other),
      merged: answer.kept ?? null,
      recordedAgrees: agrees(recorded, answer) ?? null,
      otherAgrees: agrees(other, answer) ?? null,
    })
  }
  return { replayed, left }
}

function winnerOf(decision: { kind: string; candidate?: string }): string | null {
  return decision.candidate ?? null
}

function reportOf(
  runs: readonly ReplayedRun[],
  left: readonly { run: string; reason: string }[],
  policy: PolicyName,
) {
  const agreement = (of: 'recordedAgrees' | 'otherAgrees') => {
    const told = runs.filter((run) => run[of] !== null)
    return rateOf(told.filter((run) => run[of]).length, told.length)
  }
  return {
    policy,
    runs,
    left,
    differing: runs.filter(({ recorded, other }) => recorded !== other).length,
    agreement: { recorded: agreement('recordedAgrees'), other: agreement('otherAgrees') },
  }
}
