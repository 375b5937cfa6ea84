import assert from 'node:assert/strict'
import test from 'node:test'
import { createPaymentClient, GatewayError, TimeoutError } from '../src/index.js'
import { fakeGateway } from './support/gateway.js'

const order = { amount: '12.50', currency: 'EUR', reference: 'order-17' }
const busy = { status: 503, body: { message: 'busy' } }

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
