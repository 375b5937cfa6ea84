import type { AnyToolchain } from '../config/toolchains/toolchains.ts'
import type { ToolchainName } from '../domain/candidate/candidate.ts'
import { type Ceilings, type PriceTable, priceOf } from '../domain/run/budget.ts'
import { type Check, type Finding, fail, ok, warn } from './check.ts'

interface Costs {
  readonly toolchains: ReadonlyMap<ToolchainName, AnyToolchain>
  readonly prices: PriceTable
  readonly ceilings?: Ceilings | undefined
}

/** Whether what the models cost is known: without a price no cost is told, and a budget in US dollars refuses every call. */
export function checkPrices({ toolchains, prices, ceilings }: Costs): Check {
  const isLimited = [ceilings?.attempt, ceilings?.speculation, ceilings?.repository_day].some(
    (limits) => limits?.usd !== undefined,
  )
  return async () =>
    [...toolchains].flatMap(([name, toolchain]): Finding[] => {
      if (toolchain.kind === 'workflow' || toolchain.provider === undefined) return []
      const { model, budget } = toolchain
      return [priceFinding({ name, model, prices, isLimited: isLimited || budget?.usd !== undefined })]
    })
}

interface Model {
  readonly name: ToolchainName
  readonly model: string | undefined
  readonly prices: PriceTable
  readonly isLimited: boolean
}

function priceFinding({ name, model, prices, isLimited }: Model): Finding {
  const of = `price of ${name}`
  const next = 'Add the model with what it costs under `prices` in toolchains.yml.'
  if (model === undefined)
    return Object.keys(prices).length > 0
      ? ok(of, 'its model is chosen by the agent; calls on those under `prices` are counted')
      : unknown(of, 'its model is chosen by the agent, and no model has a price', { next, isLimited })
  if (priceOf(prices, model) !== undefined) return ok(of, `${model} has one`)
  return unknown(of, `${model} has none`, { next, isLimited })
}

function unknown(of: string, says: string, { next, isLimited }: { next: string; isLimited: boolean }) {
  return isLimited
    ? fail(of, `${says}, so a budget in US dollars refuses every call`, next)
    : warn(of, `${says}, so what it costs is not told`, next)
}
