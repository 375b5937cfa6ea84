import { type Fields, textOf } from '../json.ts'

/** The fields in which the dialects name a tier of service, and what names the usual one. */
const TIER_FIELDS = ['service_tier', 'speed', 'serviceTier']
const USUAL = new Set(['', 'auto', 'default', 'standard', 'standard_only', 'unspecified'])

/** The tier that a request asks for, at which tokens have a price of their own; undefined for the usual one. */
export function tierOf(body: Fields): string | undefined {
  const named = TIER_FIELDS.map((field) => textOf(body[field])?.toLowerCase() ?? '')
  const tiers = named.filter((tier) => !USUAL.has(tier))
  return tiers.length === 0 ? undefined : tiers.join(' and ')
}
