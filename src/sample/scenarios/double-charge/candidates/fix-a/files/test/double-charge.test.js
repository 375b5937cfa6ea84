import assert from 'node:assert/strict'
import test from 'node:test'
import { createPaymentClient } from '../src/index.js'
import { fakeGateway } from './support/gateway.js'

const order = { amount: '12.50', currency: 'EUR', reference: 'order-17' }

test('a charge whose answer was lost is not made again', async () => {
  const gateway = fakeGateway()
  gateway.next = ['unanswered']
  const charge = await createPaymentClient(gateway).charge(order)
  assert.equal(charge.id, 'ch_1')
  assert.equal(gateway.charges.length, 1)
})
