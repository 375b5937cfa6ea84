import { describe, it } from 'vitest'
import { expectPassed, expectRejected } from '../judge-rows.ts'
import { MORE_CHEATS } from './cheats/by-language.ts'
import { MORE_HONEST } from './honest/fixes-and-features.ts'

describe('V1, V29, T1: who changes what judges or weakens it is rejected, in forms of which nobody was told', () => {
  it.each(MORE_CHEATS)('$on: $name', ({ name, ...row }) => expectRejected(row))
})

describe('V1: honest work on the same repositories passes every gate', () => {
  it.each(MORE_HONEST)('$on: $name', ({ name, ...row }) => expectPassed(row))
})
