import type { GateCase } from '../../../src/stages/gates/gate-case.ts'
import { trippedGates } from '../../../src/stages/gates/gates.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'

/** Gates and their reasons, as they stand on the scoreboard. */
export const reported = (candidate: GateCase) =>
  trippedGates(candidate).map(({ gate, reason }) => `${gate}: ${reason}`)

export const withFiles = (...files: ReturnType<typeof aFile>[]) => aCase({ patch: aPatch('one', files) })

export const link = (path: string, linkTarget?: string) =>
  aFile(path, { mode: '120000', ...(linkTarget !== undefined && { linkTarget }) })
