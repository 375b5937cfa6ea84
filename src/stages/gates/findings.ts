import picomatch from 'picomatch'
import type { HardFail } from '../../domain/checks/contract.ts'
import type { Finding } from '../../domain/judgement/measures.ts'
import type { GateResult } from '../../domain/judgement/scoreboard.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import type { Gate, GateCase } from './gate-case.ts'

const isSecret = ({ rule }: Finding) => rule.startsWith('secret/')

/** Without measures nobody knows of secrets or weakened tests: what is too slow or too odd to measure is not let through. */
export const notMeasured: Gate = ({ measures }) =>
  measures
    ? []
    : [{ gate: 'not measured', reason: 'could not be measured in time, so nobody knows what is in it' }]

/**
 * Before anything leaves this machine: what was once pushed is known to whoever reads the repository. Where the base says that its
 * secrets are none, they are none; what was too much to be searched is not known to be there alone.
 */
export const secret: Gate = ({ measures, settings }) => {
  const isAllowed = picomatch([...settings.gates.secrets_allowed], { dot: true })
  const found = (measures?.findings ?? []).filter(isSecret)
  const secrets = found.filter(({ rule, path }) => rule === 'secret/unread' || !isAllowed(path))
  return first(secrets, (one) => {
    const kind = codeSpan(one.rule.slice('secret/'.length), 60)
    const what = one.rule === 'secret/unread' ? one.detail : `adds what looks like a secret (${kind})`
    return { gate: 'secret', reason: `${what} in ${place(one)}` }
  })
}

export const builtInSecurity: Gate = (candidate) => hardFail(candidate, 'security')
export const builtInMigrationRisk: Gate = (candidate) => hardFail(candidate, 'migration-risk')
export const builtInSnapshotDrift: Gate = (candidate) => hardFail(candidate, 'snapshot-drift')

function hardFail({ measures }: GateCase, category: HardFail): readonly GateResult[] {
  const found = (measures?.findings ?? []).filter((one) => one.category === category && !isSecret(one))
  return first(found, (one) => ({
    gate: category,
    reason: `${one.detail} in ${place(one)} (rule ${codeSpan(one.rule, 60)})`,
  }))
}

/** The first decides; that there are more is said. */
function first(found: readonly Finding[], tell: (one: Finding) => GateResult): readonly GateResult[] {
  const [one] = found
  if (!one) return []
  const { gate, reason } = tell(one)
  return [{ gate, reason: found.length > 1 ? `${reason}, and ${found.length - 1} more of the kind` : reason }]
}

function place({ path, line }: Finding): string {
  return `${codeSpan(path, 120)}${line === null ? '' : `, line ${line}`}`
}
