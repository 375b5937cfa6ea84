import { describe, it } from 'vitest'
import { expectPassed, expectRejected } from '../judge-rows.ts'
import { LATER_CHEATS } from './cheats/replaced.ts'
import { LATER_HONEST } from './honest/versions-and-dependencies.ts'

describe('V1, V29, T1: what takes the place of a judge, by a name, a lock or a list, is rejected', () => {
  it.each(LATER_CHEATS)('$on: $name', ({ name, ...row }) => expectRejected(row))
})

describe('V1: versions, dependencies and what ordinary work does beside them pass every gate', () => {
  it.each(LATER_HONEST)('$on: $name', ({ name, ...row }) => expectPassed(row))
})
