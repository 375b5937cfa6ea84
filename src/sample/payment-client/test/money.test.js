import assert from 'node:assert/strict'
import test from 'node:test'
import { toMinorUnits } from '../src/money.js'

test('amounts become minor units of their currency', () => {
  assert.equal(toMinorUnits('12.50', 'EUR'), 1250)
  assert.equal(toMinorUnits('12.5', 'EUR'), 1250)
  assert.equal(toMinorUnits('0.07', 'USD'), 7)
  assert.equal(toMinorUnits('1250', 'JPY'), 1250)
})

test('what cannot be said exactly is refused', () => {
  for (const [amount, currency] of [['1.005', 'EUR'], ['12.5', 'JPY'], ['-1', 'EUR'], ['1e3', 'EUR'], ['', 'EUR']]) {
    assert.throws(() => toMinorUnits(amount, currency), RangeError)
  }
})
