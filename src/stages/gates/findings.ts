import picomatch from 'picomatch'
import type { HardFail } from '../../domain/checks/contract.ts'
import type { Finding } from '../../domain/judgement/measures.ts'
import type { Settings } from '../../domain/settings.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import type { PatchGate } from './gate.ts'
import type { GateCase } from './gate-case.ts'

/** No path is excepted of what nobody has read, and of the operator's own secrets. */
const NEVER_ALLOWED = ['secret/unread', 'secret/of-the-operator']

const isSecret = ({ rule }: Finding) => rule.startsWith('secret/')

/**
 * Without measurements, secrets or weakened tests could go unnoticed: a patch that is too slow or too odd to measure
 * is not let through.
 */
export const notMeasured: PatchGate = {
  name: 'not measured',
  class: 'guard',
  judge: ({ measures }) => (measures ? [] : ['could not be measured in time, so nobody knows what is in it']),
  documentation: 'a patch that could not be measured in time',
}

/**
 * This is checked before anything leaves this machine: a secret that was pushed once is known to everybody who can
 * read the repository.
 */
export const secret: PatchGate = {
  name: 'secret',
  class: 'guard',
  judge: secrets,
  threshold: excepted,
  documentation:
    'what looks like a secret in added lines, by the rules of [secretlint](https://github.com/secretlint/secretlint), less the placeholders of documentation and private keys among tests; and the secrets of whoever runs Speculate; `gates.secrets_allowed` excepts paths, `gates.secret_values_allowed` values, but none of the latter',
}

export const builtInSecurity: PatchGate = {
  name: 'security' satisfies HardFail,
  class: 'hard-fail',
  judge: (candidate) => hardFail(candidate, 'security'),
  switchedOffBy: ['verifier.hard_fail'],
  documentation:
    'added lines that switch TLS verification off, put values into a shell command, run or write out input, open a file to everybody, pipe a download into a shell, or use `pull_request_target`',
}

export const builtInMigrationRisk: PatchGate = {
  name: 'migration-risk' satisfies HardFail,
  class: 'hard-fail',
  judge: (candidate) => hardFail(candidate, 'migration-risk'),
  switchedOffBy: ['gates.off', 'verifier.hard_fail'],
  documentation:
    'migrations that drop, empty or rename, delete without a condition, or call themselves irreversible; the half that takes a migration back may',
}

export const builtInSnapshotDrift: PatchGate = {
  name: 'snapshot-drift' satisfies HardFail,
  class: 'hard-fail',
  judge: (candidate) => hardFail(candidate, 'snapshot-drift'),
  switchedOffBy: ['gates.off', 'verifier.hard_fail'],
  documentation:
    'a snapshot of the base that is changed or deleted; a new one, or a new entry, does not count',
}

function excepted({ gates }: Settings): string | undefined {
  const { secrets_allowed: paths, secret_values_allowed: values } = gates
  const said = [
    ...(paths.length === 0 ? [] : [`not in ${paths.length} excepted paths`]),
    ...(values.length === 0 ? [] : [`none of ${values.length} excepted values`]),
  ]
  return said.length === 0 ? undefined : said.join(', ')
}

/** Where the base says that its secrets are none, they are none; what was too much to be searched is not known to be there alone. */
function secrets({ measures, settings }: GateCase): readonly string[] {
  const isAllowed = picomatch([...settings.gates.secrets_allowed], { dot: true })
  const found = (measures?.findings ?? []).filter(isSecret)
  const left = found.filter(({ rule, path }) => NEVER_ALLOWED.includes(rule) || !isAllowed(path))
  return first(left, (one) => {
    const kind = codeSpan(one.rule.slice('secret/'.length), 60)
    const what = NEVER_ALLOWED.includes(one.rule) ? one.detail : `adds what looks like a secret (${kind})`
    return `${what} in ${place(one)}`
  })
}

function hardFail({ measures }: GateCase, category: HardFail): readonly string[] {
  const found = (measures?.findings ?? []).filter((one) => one.category === category && !isSecret(one))
  return first(found, (one) => `${one.detail} in ${place(one)} (rule ${codeSpan(one.rule, 60)})`)
}

/** The first finding decides; the reason also says that there are more. */
function first(found: readonly Finding[], tell: (one: Finding) => string): readonly string[] {
  const [one] = found
  if (!one) return []
  return [found.length > 1 ? `${tell(one)}, and ${found.length - 1} more of the kind` : tell(one)]
}

function place({ path, line }: Finding): string {
  return `${codeSpan(path, 120)}${line === null ? '' : `, line ${line}`}`
}
