import { expect, it } from 'vitest'
import type { PublishedCall } from '../../../packages/embedded-github/src/http/published-calls.ts'
import { complaintsAboutCall, complaintsAboutDelivery } from './complaints.ts'

const CALL: PublishedCall = {
  method: 'GET',
  path: '/repos/acme/payments/labels',
  query: new URLSearchParams({ per_page: '100' }),
  userAgent: 'a test',
  body: undefined,
  answer: { status: 200, body: [] },
}
const LABEL = {
  id: 1,
  node_id: 'LA_1',
  url: 'https://api.github.com/repos/acme/payments/labels/bug',
  name: 'bug',
  description: null,
  color: 'ff0000',
  default: false,
}
const POST: PublishedCall = {
  ...CALL,
  method: 'POST',
  query: new URLSearchParams(),
  body: { name: 'bug' },
  answer: { status: 201, body: LABEL },
}
const saidOf = (call: PublishedCall) =>
  complaintsAboutCall(call).map(({ about, at, message }) => `${about}: ${at} ${message}`)

it.each([
  ['a list', { ...CALL, answer: { status: 200, body: [LABEL] } }],
  ['a creation', POST],
  ['a refusal that is described with its status alone', { ...CALL, answer: refusal(404) }],
  ['an answer of who has it already', { ...CALL, answer: { status: 304 } }],
  [
    'a refusal of what was asked wrongly',
    {
      ...POST,
      body: { nam: 'bug' },
      answer: { status: 422, body: { message: 'a', documentation_url: 'b' } },
    },
  ],
  ['a ref with slashes', { ...CALL, path: '/repos/acme/payments/commits/a/b/status', answer: refusal(404) }],
])('has nothing to say about %s', (_, call) => {
  expect(saidOf(call)).toEqual([])
})

function refusal(status: number): PublishedCall['answer'] {
  return { status, body: { message: 'No', documentation_url: 'https://docs.github.com/rest' } }
}

it.each([
  [
    'a page that is no number',
    { ...CALL, query: new URLSearchParams({ page: 'next' }) },
    /^query.*\/page must be/,
  ],
  [
    'a filter that GitHub does not have',
    { ...CALL, query: new URLSearchParams({ sort: 'name' }) },
    /\(sort\)/,
  ],
  ['a field that GitHub does not take', { ...POST, body: { name: 'bug', colour: 'ff0000' } }, /\(colour\)/],
  ['a creation without its name', { ...POST, body: { color: 'ff0000' } }, /property 'name'/],
  ['a body where none is taken', { ...CALL, body: {} }, /^body.* is not taken$/],
  [
    'a field of another type',
    { ...POST, answer: { status: 201, body: { ...LABEL, id: '1' } } },
    /\/id must be/,
  ],
  [
    'null that GitHub never says',
    { ...POST, answer: { status: 201, body: { ...LABEL, name: null } } },
    /\/name/,
  ],
  [
    'a missing field',
    { ...POST, answer: { status: 201, body: { ...LABEL, default: undefined } } },
    /'default'/,
  ],
  ['an address that is none', { ...POST, answer: { status: 201, body: { ...LABEL, url: '/bug' } } }, /\/url/],
  ['another status', { ...POST, answer: { status: 200, body: LABEL } }, /is no status/],
  ['an error of the server', { ...CALL, answer: refusal(500) }, /is no status/],
  [
    'a refusal without words',
    { ...CALL, answer: { status: 403, body: { documentation_url: 'a' } } },
    /property 'message'/,
  ],
  ['a call of nobody', { ...CALL, path: '/repos/acme/payments/lables' }, /is no call/],
])('complains of %s, and of nothing else', (_, call, words) => {
  expect(saidOf(call)).toEqual([expect.stringMatching(words)])
})

it('complains of a query that GraphQL would not have', () => {
  const query = '{ repository(owner: "a", name: "b") { issue(number: 1) { a: title a: body } } }'
  const call = { ...CALL, method: 'POST', path: '/graphql', body: { query } }
  expect(saidOf({ ...call, answer: { status: 200, body: { data: {} } } })).toEqual([
    expect.stringContaining('"a" conflict'),
  ])
})

it('complains of a delivery without what GitHub sends with it', () => {
  const sent = {
    event: 'label',
    action: 'created',
    headers: {},
    payload: JSON.stringify({ action: 'created' }),
  }
  const words = complaintsAboutDelivery(sent).map(({ message }) => message)
  expect(words).toContain('has no header x-hub-signature-256')
  expect(words).toContainEqual(expect.stringContaining("property 'label'"))
  expect(complaintsAboutDelivery({ ...sent, action: 'invented' })).toEqual([
    expect.objectContaining({ message: 'is no event that GitHub describes' }),
  ])
})
