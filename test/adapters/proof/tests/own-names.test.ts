import { describe, expect, it } from 'vitest'
import { withOwnNames, wordsAdded } from '../../../../src/adapters/proof/tests/own-names.ts'

const missing = (needs: string) => ({ kind: 'failed', failure: 'missing', words: 'w', needs }) as const

describe('a name that is missing', () => {
  const own = wordsAdded([{ before: 'a.old()\n', after: 'a.old()\ncart.refund(1)\n' }])

  it('stays the author’s private matter where the author adds it', () => {
    expect(withOwnNames(missing('cart.refund'), own)).toMatchObject({ failure: 'missing' })
  })

  it('is a crash of the code under test where the author does not', () => {
    expect(withOwnNames(missing('old'), own)).toMatchObject({ failure: 'crash' })
    expect(withOwnNames(missing('rsplit'), own)).toMatchObject({ failure: 'crash' })
  })
})
