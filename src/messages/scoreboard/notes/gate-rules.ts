import type { Settings } from '../../../domain/settings.ts'
import { effectiveGates } from '../../../stages/gates/gates.ts'

/** The gates as the settings make them, in the order of judging, with what each asks for. Nothing foreign is in it. */
export function gateRules(settings: Settings): string {
  const gates = effectiveGates(settings)
  const on = gates
    .filter((one) => one.on)
    .map(({ name, threshold }) => (threshold === undefined ? name : `${name} (${threshold})`))
  const off = gates.filter((one) => !one.on).map((one) => one.name)
  return `gates: ${on.join(', ')}${off.length === 0 ? '' : `; switched off: ${off.join(', ')}`}`
}
