import { expect, it } from 'vitest'
import { ordinaryPullRequest } from '../../src/web/ordinary-pull-request.ts'

const repository = { name: 'payments', full_name: 'acme/payments', owner: { login: 'acme' } }
const head = { ref: 'mine', repo: { full_name: 'acme/payments' } }
const told = { action: 'opened', pull_request: { head }, repository }
const candidate = { ref: 'speculate/7.1/minimal-change', repo: { full_name: 'acme/payments' } }

it.each<[string, object]>([
  ['opened', told],
  ['pushed to', { ...told, action: 'synchronize' }],
  ['given another base', { ...told, action: 'edited', changes: { base: {} } }],
  [
    'from a fork, whatever its branch is called',
    { ...told, pull_request: { head: { ...candidate, repo: null } } },
  ],
])('one that is %s may need the check', (_, payload) => {
  expect(ordinaryPullRequest('pull_request', payload)).toEqual({ owner: 'acme', repo: 'payments' })
})

it.each<[string, object, string?]>([
  ['of a candidate', { ...told, pull_request: { head: candidate } }],
  ['whose text was edited', { ...told, action: 'edited', changes: { body: {} } }],
  ['that is closed', { ...told, action: 'closed' }],
  ['of another event', told, 'pull_request_review'],
  ['that cannot be read', { ...told, pull_request: null }],
])('one %s needs none', (_, payload, event = 'pull_request') => {
  expect(ordinaryPullRequest(event, payload)).toBeUndefined()
})
