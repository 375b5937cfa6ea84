import type { EffectiveGate } from '../../../domain/judgement/gate.ts'

/** The gates in the order of judging, with what each asks for. Nothing foreign is in it. */
export function gateRules(gates: readonly EffectiveGate[]): string {
  const on = gates
    .filter((one) => one.on)
    .map(({ name, threshold }) => (threshold === undefined ? name : `${name} (${threshold})`))
  const off = gates.filter((one) => !one.on).map((one) => one.name)
  return `gates, each a rule that rejects before any score: ${on.join(', ')}${off.length === 0 ? '' : `; switched off: ${off.join(', ')}`}`
}
