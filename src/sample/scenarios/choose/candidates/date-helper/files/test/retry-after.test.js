import assert from 'node:assert/strict'
import test from 'node:test'
import { createPaymentClient } from '../src/index.js'
import { parseRetryAfter, pauseFor } from '../src/retry-after.js'
import { fakeGateway } from './support/gateway.js'

const order = { amount: '12.50', currency: 'EUR', reference: 'order-17' }
const busyUntil = (date) => ({ status: 503, headers: { 'retry-after': date } })

test('a date that the gateway asks to wait for is waited for', async () => {
  const gateway = fakeGateway()
  gateway.next = [busyUntil('Thu, 01 Jan 2026 00:00:02 GMT')]
  await createPaymentClient(gateway).charge(order)
  assert.deepEqual(gateway.clock.slept, [2000])
})

test('a date that has passed is no reason to wait', async () => {
  const gateway = fakeGateway()
  gateway.next = [busyUntil('Wed, 31 Dec 2025 23:59:00 GMT')]
  await createPaymentClient(gateway).charge(order)
  assert.deepEqual(gateway.clock.slept, [0])
})

test('what is neither a number nor a date is ignored', async () => {
  const gateway = fakeGateway()
  gateway.next = [busyUntil('soon')]
  await createPaymentClient(gateway).charge(order)
  assert.deepEqual(gateway.clock.slept, [100])
})

test('every form of the header is told apart', () => {
  assert.deepEqual(parseRetryAfter(undefined), { kind: 'absent' })
  assert.deepEqual(parseRetryAfter('2'), { kind: 'seconds', seconds: 2 })
  assert.deepEqual(parseRetryAfter('Thu, 01 Jan 2026 00:00:02 GMT'), { kind: 'date', time: 1767225602000 })
  assert.deepEqual(parseRetryAfter('soon'), { kind: 'unreadable', value: 'soon' })
})

test('only seconds and dates ask for a pause', () => {
  assert.equal(pauseFor({ kind: 'seconds', seconds: 3 }, 0), 3000)
  assert.equal(pauseFor({ kind: 'date', time: 5000 }, 1000), 4000)
  assert.equal(pauseFor({ kind: 'date', time: 1000 }, 5000), 0)
  assert.equal(pauseFor({ kind: 'absent' }, 0), undefined)
  assert.equal(pauseFor({ kind: 'unreadable', value: 'soon' }, 0), undefined)
})
