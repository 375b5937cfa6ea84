import assert from 'node:assert/strict'
import test from 'node:test'
import { createPaymentClient, DeclinedError } from '../src/index.js'
import { fakeGateway } from './support/gateway.js'

const order = { amount: '12.50', currency: 'EUR', reference: 'order-17' }

test('a charge is made in minor units', async () => {
  const gateway = fakeGateway()
  const charge = await createPaymentClient(gateway).charge(order)
  assert.deepEqual(charge, { id: 'ch_1', amount: 1250, currency: 'EUR', reference: 'order-17' })
})

test('a charge can be looked up by its id and by its reference', async () => {
  const client = createPaymentClient(fakeGateway())
  const charge = await client.charge(order)
  assert.deepEqual(await client.find(charge.id), charge)
  assert.deepEqual(await client.findByReference('order-17'), [charge])
})

test('a refund names its charge', async () => {
  const gateway = fakeGateway()
  const client = createPaymentClient(gateway)
  const charge = await client.charge(order)
  await client.refund(charge.id, { amount: '2.50', currency: 'EUR' })
  assert.equal(gateway.requests.at(-1).path, '/charges/ch_1/refunds')
  assert.equal(gateway.refunds[0].amount, 250)
})

test('a declined charge is not tried again', async () => {
  const gateway = fakeGateway()
  gateway.next = [{ status: 402, body: { message: 'insufficient funds' } }]
  await assert.rejects(createPaymentClient(gateway).charge(order), new DeclinedError('insufficient funds', 402))
  assert.equal(gateway.requests.length, 1)
})

test('an order paid in instalments has two charges of one reference', async () => {
  const gateway = fakeGateway()
  const client = createPaymentClient(gateway)
  await client.charge(order)
  gateway.next = ['lost']
  await client.charge({ ...order, amount: '7.50' })
  assert.deepEqual(gateway.charges.map(({ amount }) => amount), [1250, 750])
})
