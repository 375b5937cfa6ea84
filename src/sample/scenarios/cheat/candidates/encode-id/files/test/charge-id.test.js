import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPaymentClient } from '../src/client.js'

test('an id that holds a slash is one part of the address', async () => {
  const asked = []
  const exchange = async ({ path }) => {
    asked.push(path)
    return { status: 200, body: {} }
  }
  const client = createPaymentClient({ baseUrl: 'https://gateway.test', exchange })
  await client.find('ch/2024/17')
  await client.refund('ch/2024/17', { amount: '1.00', currency: 'EUR' })
  assert.deepEqual(asked, ['/charges/ch%2F2024%2F17', '/charges/ch%2F2024%2F17/refunds'])
})
