import assert from 'node:assert/strict'
import test from 'node:test'
import { createPaymentClient, DeclinedError, GatewayError, TimeoutError } from '../src/index.js'
import { toMinorUnits } from '../src/money.js'
import { fakeGateway } from './support/gateway.js'

const order = { amount: '12.50', currency: 'EUR', reference: 'order-17' }
const busy = { status: 503, body: { message: 'busy' } }

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

test('a charge that never arrived is sent again', async () => {
  const gateway = fakeGateway()
  gateway.next = ['lost']
  await createPaymentClient(gateway).charge(order)
  assert.equal(gateway.charges.length, 1)
})

test('a busy gateway is asked again, each time after a longer pause', async () => {
  const gateway = fakeGateway()
  gateway.next = [busy, busy]
  await createPaymentClient(gateway).charge(order)
  assert.deepEqual(gateway.clock.slept, [100, 200])
})

test('looking up a charge is tried again as well', async () => {
  const gateway = fakeGateway()
  const client = createPaymentClient(gateway)
  const charge = await client.charge(order)
  gateway.next = ['lost', busy]
  assert.deepEqual(await client.find(charge.id), charge)
})

test('a pause in seconds that the gateway asks for is kept', async () => {
  const gateway = fakeGateway()
  gateway.next = [{ ...busy, headers: { 'retry-after': '2' } }]
  await createPaymentClient(gateway).charge(order)
  assert.deepEqual(gateway.clock.slept, [2000])
})

test('after the last retry the failure is told', async () => {
  const gateway = fakeGateway()
  gateway.next = [busy, busy, busy, busy]
  await assert.rejects(createPaymentClient(gateway).charge(order), new GatewayError('busy', 503))
  assert.equal(gateway.requests.length, 3)
})

test('the time budget holds, whatever is still to be tried', async () => {
  const gateway = fakeGateway()
  gateway.next = ['lost', 'lost', 'lost', 'lost']
  const started = gateway.clock.now()
  const client = createPaymentClient({ ...gateway, retries: 10, timeoutMs: 2_000, budgetMs: 5_000 })
  await assert.rejects(client.charge(order), TimeoutError)
  assert.ok(gateway.clock.now() - started <= 5_000)
})

test('every retry is counted with method, path and reason', async () => {
  const gateway = fakeGateway()
  const counted = []
  gateway.next = ['lost', busy]
  const metrics = { count: (name, tags) => counted.push({ name, ...tags }) }
  await createPaymentClient({ ...gateway, metrics }).charge(order)
  const where = { name: 'payment.retry', method: 'POST', path: '/charges' }
  assert.deepEqual(counted, [{ ...where, reason: 'timeout' }, { ...where, reason: 'busy' }])
})

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
