import { expect, it } from 'vitest'
import { runPageAddress } from '../../src/messages/run-page-address.ts'

it('the page of a run has an address below that of the server', () => {
  expect(runPageAddress('acme/pay.client#12.3', 'https://speculate.example.com')).toBe(
    'https://speculate.example.com/runs/acme/pay.client/12/3',
  )
  expect(runPageAddress('acme/payments#1.1')).toBe('/runs/acme/payments/1/1')
})
