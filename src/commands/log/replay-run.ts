import type { PolicyName } from '../../domain/settings/policy-settings.ts'
import { renderReplay } from '../../messages/terminal/log/replay.ts'
import { policyNotes } from '../../stages/policies/policy-text.ts'
import { replay } from '../../stages/replay.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { readLog, requireIntact } from './read-log.ts'

export interface ReplayOptions {
  readonly policy?: PolicyName
  readonly json?: boolean
  readonly data?: string
}

/** Answers 0 when the same verdict comes out, and always 0 when another policy was asked for: another verdict is no contradiction then. */
export async function replayRun(run: string, { policy, json, data }: ReplayOptions): Promise<ExitCode> {
  const replayed = replay(requireIntact(await readLog(run, data)), policy)
  if (replayed.kind === 'cannot') throw new CommandError(`${run} cannot be replayed: ${replayed.reason}`)
  const { recomputed, differences, rulesVersion } = replayed
  const same = differences.length === 0
  if (json) {
    const { decision, scoreboard } = recomputed
    const reported = { run, policy: policy ?? null, same, rulesVersion, decision, scoreboard, differences }
    process.stdout.write(`${JSON.stringify(reported, null, 2)}\n`)
  } else {
    process.stdout.write(
      renderReplay(replayed, policy, { ...terminalOf(process.stdout), notes: policyNotes }),
    )
  }
  return same || policy !== undefined ? 0 : 1
}
