import { type PriceTable, priceOf } from '../../../domain/run/budget.ts'

/** What a toolchain says of its model. */
export interface OwnModel {
  readonly name: string
  readonly others: 'pass' | 'refuse'
}

/**
 * Why a model is not asked; undefined where it may be. A name alone can mean a search of the web (`:online`, `-search-preview`) or
 * another price, so the operator has to have named each: as the toolchain's, or with its price.
 */
export function unlistedModel(
  asked: string,
  own: OwnModel | undefined,
  prices: PriceTable,
): string | undefined {
  if (asked !== '' && asked === own?.name) return undefined
  const name = asked === '' ? 'a model without a name' : `the model "${asked.slice(0, 100)}"`
  if (own?.others === 'refuse')
    return `${name} is not passed on: the toolchain names "${own.name}", and "other_models" is "refuse"`
  if (asked !== '' && priceOf(prices, asked) !== undefined) return undefined
  const whose = own === undefined ? 'the toolchain names none' : `the toolchain names "${own.name}"`
  return `${name} is not passed on: ${whose}, and it is not under "prices" in the operator's toolchains.yml`
}
