import { expect, it } from 'vitest'
import { subjectOf } from '../../../src/messages/terminal/jobs-list.ts'

const repository = { owner: 'acme', repo: 'shop' }

it.each([
  [
    'attempt',
    { speculation: 'acme/shop#31.1', candidate: 'one', number: 1 },
    'attempt 1 of one in acme/shop#31.1',
  ],
  ['reconcile-later', { issue: 'acme/shop#31' }, 'reconcile-later of acme/shop#31'],
  [
    'errand',
    { kind: 'check-settings', repository, commit: 'c0ffee'.padEnd(40, '0') },
    'the settings of acme/shop at c0ffee000000',
  ],
  ['errand', { kind: 'pass-ordinary', repository }, 'ordinary pull requests of acme/shop'],
  ['errand', { kind: 'of a later version', repository }, 'errand of an unknown issue'],
])('a failed job of %s says what it is about', (queue, data, said) => {
  expect(subjectOf({ queue, data })).toBe(said)
})
