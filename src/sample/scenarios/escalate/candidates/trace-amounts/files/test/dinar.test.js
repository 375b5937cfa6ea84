import assert from 'node:assert/strict'
import test from 'node:test'
import { toMinorUnits } from '../src/money.js'

test('dinars have three decimals', () => {
  assert.equal(toMinorUnits('4.125', 'KWD'), 4125)
  assert.equal(toMinorUnits('4.1', 'BHD'), 4100)
})
