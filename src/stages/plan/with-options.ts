import type { Refusal } from '../../domain/issue/refusal.ts'
import type { RunOptions } from '../../domain/issue/trigger.ts'
import type { Settings } from '../../domain/settings.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { list } from '../../messages/numbers.ts'

/** What whoever starts a run asks for goes before the settings, which say how far: a budget is only lowered, and a toolchain is one of theirs. */
export function withOptions(
  settings: Settings,
  { usd, toolchain }: RunOptions,
): { readonly settings: Settings } | { readonly refusal: Refusal } {
  const { budget, toolchains } = settings
  const most = budget.speculation.usd
  if (usd !== undefined && most !== undefined && usd > most)
    return refuse(
      `budget=$${usd}`,
      `one run may spend ${codeSpan(`$${most}`, 20)} here, and less may be asked for`,
    )
  if (toolchain !== undefined && toolchains.length > 0 && !toolchains.includes(toolchain))
    return refuse(
      `toolchain=${toolchain}`,
      `this repository uses ${list(toolchains.map((one) => codeSpan(one, 40)))}`,
    )
  const speculation = { ...budget.speculation, ...withoutUndefined({ usd }) }
  return { settings: { ...settings, budget: { ...budget, speculation } } }
}

function refuse(option: string, why: string): { readonly refusal: Refusal } {
  return { refusal: { kind: 'option', option, why } }
}
