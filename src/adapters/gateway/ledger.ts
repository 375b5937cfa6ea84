import { type ModelBudget, type PriceTable, priceOf, type Rates } from '../../domain/run/budget.ts'
import { add, costOf, NO_TOKENS, type Tokens, totalOf } from './tokens.ts'

export interface Ledger {
  /** Asks for a call. `atLeast` is what it will surely use, `tier` the tier of service, where it is not the usual one. */
  admit(model: string, atLeast: Tokens, tier?: string): Admission
  readonly spent: () => Spent
}

type Admission =
  | { readonly kind: 'admitted'; readonly entry: Entry }
  | { readonly kind: 'spent'; readonly detail: string }
  | { readonly kind: 'unpriced'; readonly detail: string }

/** One call under way. */
export interface Entry {
  /** Tells what it has used so far; false when that is more than the budget has left. */
  grow(tokens: Tokens): boolean
  /** Ends the call. `model` is the name in the answer, where it says one. */
  record(tokens: Tokens, model: string | undefined): void
}

interface Spent {
  readonly tokens: Tokens
  readonly calls: number
  /** Who has answered, in the order of their first answers. */
  readonly models: readonly string[]
  /** US dollars; undefined before the first call and when a model without a price was used. */
  readonly usd: number | undefined
}

/**
 * Keeps an attempt within its budget. A call under way counts with what it is known to have used so far, so that calls
 * beside each other cannot all take the same last tokens.
 */
export function createLedger(budget: ModelBudget, prices: PriceTable): Ledger {
  let recorded = NOTHING
  const underWay = new Map<Entry, Charge>()

  const tally = (): Charge =>
    [...underWay.values()].reduce(plus, { tokens: totalOf(recorded.tokens), usd: recorded.usd })
  const exceeded = ({ tokens, usd }: Charge) => tokens > budget_.tokens || usd > budget_.usd
  const usedUp = ({ tokens, usd }: Charge) => tokens >= budget_.tokens || usd >= budget_.usd
  const budget_ = {
    tokens: budget.tokens ?? Number.POSITIVE_INFINITY,
    usd: budget.usd ?? Number.POSITIVE_INFINITY,
  }

  return {
    admit(model, atLeast, tier) {
      const price = priceOf(prices, model, tier)
      if (price === undefined && tier !== undefined)
        return { kind: 'unpriced', detail: unpricedTier(model, tier) }
      if (price === undefined && budget.usd !== undefined)
        return { kind: 'unpriced', detail: unpriced(model) }
      const now = tally()
      const charge = chargeOf(atLeast, price)
      if (usedUp(now) || exceeded(plus(now, charge))) return { kind: 'spent', detail: describeBudget(budget) }
      const entry: Entry = {
        grow(tokens) {
          underWay.set(entry, chargeOf(tokens, price))
          return !exceeded(tally())
        },
        record(tokens, answered) {
          if (!underWay.delete(entry)) return
          const final = (answered === undefined ? undefined : priceOf(prices, answered, tier)) ?? price
          recorded = withCall(recorded, tokens, { price: final, model: answered ?? model })
        },
      }
      underWay.set(entry, charge)
      return { kind: 'admitted', entry }
    },
    spent: () => {
      const { tokens, calls, models, usd, priced, unpriced } = recorded
      return { tokens, calls, models, usd: priced === 0 || unpriced > 0 ? undefined : usd }
    },
  }
}

const NOTHING = {
  tokens: NO_TOKENS,
  usd: 0,
  calls: 0,
  models: [] as readonly string[],
  priced: 0,
  unpriced: 0,
}
const MAX_MODELS = 5
const MAX_NAME = 100

function withCall(
  recorded: typeof NOTHING,
  tokens: typeof NO_TOKENS,
  { price, model }: { readonly price: ReturnType<typeof priceOf>; readonly model: string },
): typeof NOTHING {
  return {
    tokens: add(recorded.tokens, tokens),
    usd: recorded.usd + (price === undefined ? 0 : costOf(tokens, price)),
    calls: recorded.calls + 1,
    models: totalOf(tokens) === 0 ? recorded.models : withModel(recorded.models, model.slice(0, MAX_NAME)),
    priced: recorded.priced + (price === undefined ? 0 : 1),
    unpriced: recorded.unpriced + (price === undefined && totalOf(tokens) > 0 ? 1 : 0),
  }
}

/** A call that has used nothing has no answer. */
function withModel(models: readonly string[], model: string): readonly string[] {
  return model === '' || models.includes(model) || models.length >= MAX_MODELS ? models : [...models, model]
}

interface Charge {
  readonly tokens: number
  readonly usd: number
}

function plus(a: Charge, b: Charge): Charge {
  return { tokens: a.tokens + b.tokens, usd: a.usd + b.usd }
}

function chargeOf(tokens: Tokens, price: Rates | undefined): Charge {
  return { tokens: totalOf(tokens), usd: price === undefined ? 0 : costOf(tokens, price) }
}

function unpricedTier(model: string, tier: string): string {
  return `the tier "${tier}" of the model "${model.slice(0, 100)}" is not passed on, for it has no price: add it to the model's "tiers" under "prices" in the operator's toolchains.yml`
}

function unpriced(model: string): string {
  const name = model === '' ? 'without a name' : `"${model.slice(0, 100)}"`
  return `the budget is in US dollars, but the model ${name} has no price: add it under "prices" in the operator's toolchains.yml`
}

function describeBudget({ tokens, usd }: ModelBudget): string {
  const parts = [
    ...(tokens === undefined ? [] : [`${tokens} tokens`]),
    ...(usd === undefined ? [] : [`${usd} US dollars`]),
  ]
  return `the budget of this attempt (${parts.join(', ')}) is used up`
}
