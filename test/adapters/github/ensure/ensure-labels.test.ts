import { describe, expect, it } from 'vitest'
import { labelLooks, usualLabels } from '../../../../src/adapters/github/issues/labels.ts'
import { aForge, api, onGraphql, PATH, REPOSITORY, useNock } from '../nocked-github.ts'

useNock()

const inRepository = (...names: string[]) =>
  onGraphql('OwnLabels', {
    data: { repository: { id: 'R_1', labels: { nodes: names.map((name) => ({ name })) } } },
  })
const add = (...labels: string[]) => api().post(`${PATH}/issues/14/labels`, { labels }).reply(200, [])
const remove = (name: string) => api().delete(`${PATH}/issues/14/labels/${encodeURIComponent(name)}`)
const winner = labelLooks.find(({ name }) => name === 'speculate:winner')

describe('ensureLabels', () => {
  it('creates what a run needs and the repository lacks in one request, each with its look', async () => {
    inRepository('Speculate:Primary', 'speculate:alt1', 'speculate:rejected')
    let created: unknown[] = []
    onGraphql('CreateLabels', { data: {} }, (variables) => {
      created = Object.values(variables)
    })
    add('bug', 'speculate:winner')
    remove('speculate:rejected').reply(200, [])
    const wanted = { on: 14, add: ['bug', 'speculate:winner'], remove: ['speculate:rejected'] }
    await aForge().ensureLabels(REPOSITORY, wanted)
    expect(created).toContainEqual({ repositoryId: 'R_1', ...winner })
    expect(created.map((one) => Object(one).name)).toEqual([
      'speculate:alt2',
      'speculate:winner',
      'speculate:escalated',
    ])
  })

  it('asks nothing of labels that are not ours', async () => {
    add('bug')
    await aForge().ensureLabels(REPOSITORY, { on: 14, add: ['bug'], remove: [] })
  })

  it('goes on when somebody else was faster to create or to remove', async () => {
    inRepository('speculate:primary', 'speculate:alt1', 'speculate:alt2', 'speculate:rejected')
    onGraphql('CreateLabels', {
      data: { l0: null, l1: { label: { name: 'speculate:escalated' } } },
      errors: [{ type: 'UNPROCESSABLE', path: ['l0'], message: 'Name has already been taken' }],
    })
    add('speculate:winner')
    remove('speculate:rejected').reply(404, { message: 'Label does not exist' })
    const wanted = { on: 14, add: ['speculate:winner'], remove: ['speculate:rejected'] }
    await aForge().ensureLabels(REPOSITORY, wanted)
  })

  it('asks for the labels of the repository only once', async () => {
    const forge = aForge()
    inRepository(...usualLabels)
    add('speculate:winner')
    add('speculate:alt1', 'speculate:rejected')
    await forge.ensureLabels(REPOSITORY, { on: 14, add: ['speculate:winner'], remove: [] })
    await forge.ensureLabels(REPOSITORY, {
      on: 14,
      add: ['speculate:alt1', 'speculate:rejected'],
      remove: [],
    })
  })
})

it('gives every label a look that GitHub accepts', () => {
  for (const { name, color, description } of labelLooks) {
    expect(name.length).toBeLessThanOrEqual(50)
    expect(color).toMatch(/^[0-9a-f]{6}$/)
    expect(description.length).toBeLessThanOrEqual(100)
  }
})
