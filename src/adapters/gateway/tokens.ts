import type { Rates } from '../../domain/run/budget.ts'

/** What one answer used. But for the part that is named as one, they do not overlap. */
export interface Tokens {
  /** Input that is neither read from the provider's cache nor written to it. */
  readonly fresh: number
  readonly cached: number
  readonly written: number
  /** Part of `written`: kept for an hour, which costs more. */
  readonly writtenForHour: number
  /** Reasoning included. */
  readonly output: number
}

export const NO_TOKENS: Tokens = { fresh: 0, cached: 0, written: 0, writtenForHour: 0, output: 0 }

export function totalOf({ fresh, cached, written, output }: Tokens): number {
  return fresh + cached + written + output
}

export function add(a: Tokens, b: Tokens): Tokens {
  return {
    fresh: a.fresh + b.fresh,
    cached: a.cached + b.cached,
    written: a.written + b.written,
    writtenForHour: a.writtenForHour + b.writtenForHour,
    output: a.output + b.output,
  }
}

/** In US dollars. */
export function costOf(tokens: Tokens, price: Rates): number {
  const hour = Math.min(tokens.writtenForHour, tokens.written)
  const perMillion =
    tokens.fresh * price.input +
    tokens.cached * (price.cached_input ?? price.input) +
    (tokens.written - hour) * (price.cache_write ?? price.input * CACHE_WRITE) +
    hour * (price.cache_write_hour ?? price.input * CACHE_WRITE_HOUR) +
    tokens.output * price.output
  return perMillion / 1_000_000
}

/** Anthropic's surcharges for what is kept for five minutes and for an hour; who else tells writes charges the first, or says so in the prices. */
const CACHE_WRITE = 1.25
const CACHE_WRITE_HOUR = 2

const CHARACTERS_PER_TOKEN = 4

/** A low estimate: prose has about four characters to a token, code fewer. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN)
}

/** A low estimate of a whole request, from its texts. Pictures and other data count as little as they may cost. */
export function estimateInput(body: unknown): number {
  let characters = 0
  const rest: unknown[] = [body]
  while (rest.length > 0) {
    const value = rest.pop()
    if (typeof value === 'string') characters += isData(value) ? SMALL : value.length
    else if (typeof value === 'object' && value !== null)
      for (const item of Object.values(value)) rest.push(item)
  }
  return estimateTokens(characters)
}

const SMALL = 1_000

/** Looks for a character that encoded data cannot contain: matching all of a long text by a repeated group would overflow the stack. */
function isData(text: string): boolean {
  if (text.length < SMALL) return false
  const start = text.startsWith('data:') ? text.slice(0, 200).indexOf(',') + 1 : 0
  return !/[^A-Za-z0-9+/=_-]/.test(text.slice(start))
}
