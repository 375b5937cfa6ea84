import assert from 'node:assert/strict'
import test from 'node:test'
import { createPaymentClient } from '../src/index.js'
import { fakeGateway } from './support/gateway.js'

const order = { amount: '12.50', currency: 'EUR', reference: 'order-17' }
const busyUntil = (date) => ({ status: 503, headers: { 'retry-after': date } })

test('a date that the gateway asks to wait for is waited for', async () => {
  const gateway = fakeGateway()
  gateway.next = [busyUntil('Thu, 01 Jan 2026 00:00:02 GMT')]
  await createPaymentClient(gateway).charge(order)
  assert.deepEqual(gateway.clock.slept, [2000])
})

test('of two dates, each is waited for from when it is read', async () => {
  const gateway = fakeGateway()
  gateway.next = [
    busyUntil('Thu, 01 Jan 2026 00:00:02 GMT'),
    busyUntil('Thu, 01 Jan 2026 00:00:03 GMT'),
  ]
  await createPaymentClient(gateway).charge(order)
  assert.deepEqual(gateway.clock.slept, [2000, 1000])
})
