import { describe, expect, it } from 'vitest'
import { changedRepositories } from '../../src/web/changed-repositories.ts'

const installation = { id: 5, account: { login: 'acme' } }
const [one, two] = [
  { id: 1, node_id: 'R_1', name: 'a' },
  { id: 2, node_id: 'R_2', name: 'b' },
]

describe('O16: which repositories an event is about', () => {
  it.each([
    ['installation', { action: 'suspend', installation, repositories: [one, two] }, { ids: ['R_1', 'R_2'] }],
    ['installation', { action: 'unsuspend', installation }, { owner: 'acme' }],
    [
      'installation_repositories',
      { action: 'added', installation, repositories_added: [one], repositories_removed: [two] },
      { ids: ['R_1', 'R_2'] },
    ],
    ['repository', { action: 'renamed', repository: one }, { ids: ['R_1'] }],
    ['repository', { action: 'unarchived', repository: two }, { ids: ['R_2'] }],
  ])('%s %j', (event, payload, expected) => {
    expect(changedRepositories(event, payload)).toEqual(expected)
  })

  it.each([
    ['repository', { action: 'created', repository: one }],
    ['repository', { action: 'renamed', repository: { node_id: "x' or 1=1" } }],
    ['installation', { action: 'created', installation: { account: { login: '../..' } } }],
    ['installation', null],
    ['issues', { action: 'opened', repository: one }],
    ['toString', { action: 'renamed', repository: one }],
  ])('none: %s %j', (event, payload) => {
    expect(changedRepositories(event, payload)).toBeUndefined()
  })

  it('no more than a thousand', () => {
    const repositories = Array.from({ length: 1_200 }, (_, n) => ({ node_id: `R_${n}` }))
    const changed = changedRepositories('installation', { installation, repositories })
    expect(changed && 'ids' in changed && changed.ids.length).toBe(1_000)
  })
})
