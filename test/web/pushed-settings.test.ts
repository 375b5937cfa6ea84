import { expect, it } from 'vitest'
import { pushedSettings } from '../../src/web/pushed-settings.ts'

const FILE = '.github/speculate.yml'
const after = 'a'.repeat(40)
const repository = { name: 'payments', owner: { login: 'acme' } }
const untouched = { added: ['a.js'], modified: ['docs/speculate.yml'], removed: [] }
const touched = { added: [], modified: [FILE], removed: [] }
const push = {
  ref: 'refs/heads/main',
  after,
  deleted: false,
  commits: [untouched, touched, untouched],
  head_commit: untouched,
  repository,
}
const wanted = { kind: 'check-settings', repository: { owner: 'acme', repo: 'payments' }, commit: after }

it.each<[string, object]>([
  ['was changed by one of its commits', push],
  [
    'was added on a branch that is new',
    { ...push, ref: 'refs/heads/x', commits: [], head_commit: { added: [FILE] } },
  ],
  [
    'may have been changed by one of the commits that are not named',
    { ...push, commits: Array(2_048).fill(untouched) },
  ],
])('are read where the file %s', (_, payload) => {
  expect(pushedSettings('push', payload)).toEqual(wanted)
})

it('are read again for who asks for that on the page of their check run', () => {
  const check_run = { name: 'speculate settings', head_sha: after }
  const asked = { action: 'rerequested', check_run, repository }
  expect(pushedSettings('check_run', asked)).toEqual(wanted)
  expect(pushedSettings('check_run', { ...asked, action: 'completed' })).toBeUndefined()
  expect(pushedSettings('check_run', { ...asked, check_run: { ...check_run, name: 'test' } })).toBeUndefined()
})

it.each<[string, object]>([
  ['nothing of ours', { ...push, commits: [untouched] }],
  ['only its removal', { ...push, commits: [{ removed: [FILE] }] }],
  ['a branch that is gone', { ...push, deleted: true, after: '0'.repeat(40) }],
  ['a tag', { ...push, ref: 'refs/tags/v1' }],
  ["a candidate's branch", { ...push, ref: 'refs/heads/speculate/12.1/minimal-change' }],
  ['no commit', { ...push, after: 'main' }],
  ['a name that cannot be one', { ...push, repository: { ...repository, name: '../x' } }],
  ['no list', { ...push, commits: 'many', head_commit: null }],
])('are not read for a push of %s', (_, payload) => {
  expect(pushedSettings('push', payload)).toBeUndefined()
})
