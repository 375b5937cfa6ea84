import type { BaseChecks } from '../domain/checks/evidence.ts'
import type { BaseFacts } from '../domain/forge/forge-facts.ts'
import type { Snapshot } from '../domain/run/snapshot.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import { withoutUndefined } from '../domain/without-undefined.ts'
import { hasDayLimit } from './budget/day.ts'
import type { JudgeInput } from './judge.ts'
import { withdrawal } from './people/withdrawal.ts'
import { baseChecks } from './verify/base/base-checks.ts'
import { redOnBase } from './verify/base/red-on-base.ts'

/** What of a look a verdict depends on. */
export function judgeInput(snapshot: Snapshot, speculation: Speculation): JudgeInput {
  const { attempts, candidates, now, contractNow, calibration, baseNow, othersToday } = snapshot
  const red = redOnBaseOf(snapshot, speculation)
  return {
    ...{ speculation, attempts, candidates, now },
    ...(othersToday && hasDayLimit(speculation) && { othersToday }),
    ...withoutUndefined({ withdrawn: withdrawal(snapshot, speculation), contractNow, calibration, baseNow }),
    ...(red.length > 0 && { redOnBase: red }),
    ...withoutUndefined({ baseChecks: snapshot.base && baseChecksOf(snapshot.base, speculation) }),
  }
}

function redOnBaseOf({ base }: Snapshot, { contract, startedAt }: Speculation): readonly string[] {
  return base ? redOnBase({ contract, observations: base.observations, startedAt }) : []
}

function baseChecksOf({ observations }: BaseFacts, { contract, startedAt }: Speculation): BaseChecks {
  return baseChecks({ contract, observations, startedAt })
}
