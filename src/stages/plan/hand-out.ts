import type { Brief, Strategy } from '../../domain/candidate/brief.ts'
import { rankTag, type ToolchainName } from '../../domain/candidate/candidate.ts'

/** C2: toolchains go round in rank order, so that neighbours differ whenever there is more than one. */
export function handOut(strategy: Strategy, place: number, among: readonly ToolchainName[]): Brief {
  return {
    id: strategy.id,
    tag: rankTag(place),
    strategy: strategy.strategy,
    constraints: strategy.constraints,
    toolchain: strategy.toolchain ?? among[place % among.length] ?? '',
  }
}
