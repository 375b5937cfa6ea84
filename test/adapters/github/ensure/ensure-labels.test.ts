import { describe, expect, it } from 'vitest'
import { labelLooks } from '../../../../src/adapters/github/issues/labels.ts'
import { aForge, api, PATH, REPOSITORY, useNock } from '../nocked-github.ts'

useNock()

const present = (...names: string[]) =>
  api()
    .get(`${PATH}/issues/14/labels`)
    .query({ per_page: 100 })
    .reply(
      200,
      names.map((name) => ({ name })),
    )
const inRepository = (...names: string[]) =>
  api()
    .get(`${PATH}/labels`)
    .query({ per_page: 100 })
    .reply(
      200,
      names.map((name) => ({ name })),
    )
const winner = labelLooks.find(({ name }) => name === 'speculate:winner')

describe('ensureLabels', () => {
  it('creates a missing label with its look, adds what is absent and removes what is present', async () => {
    present('bug', 'speculate:rejected')
    inRepository('bug')
    api()
      .post(`${PATH}/labels`, { ...winner })
      .reply(201, {})
    api()
      .post(`${PATH}/issues/14/labels`, { labels: ['speculate:winner'] })
      .reply(200, [])
    api().delete(`${PATH}/issues/14/labels/speculate%3Arejected`).reply(200, [])
    const remove = ['speculate:rejected', 'speculate:alt1']
    await aForge().ensureLabels(REPOSITORY, { on: 14, add: ['bug', 'speculate:winner'], remove })
  })

  it('writes nothing when nothing differs, whatever the case of the letters', async () => {
    present('Speculate:Winner')
    const wanted = { on: 14, add: ['speculate:winner'], remove: ['speculate:rejected'] }
    await aForge().ensureLabels(REPOSITORY, wanted)
  })

  it('goes on when somebody else was faster to create or to remove', async () => {
    present('speculate:rejected')
    inRepository()
    api().post(`${PATH}/labels`).reply(422, { message: 'already_exists' })
    api().post(`${PATH}/issues/14/labels`).reply(200, [])
    api()
      .delete(`${PATH}/issues/14/labels/speculate%3Arejected`)
      .reply(404, { message: 'Label does not exist' })
    const wanted = { on: 14, add: ['speculate:winner'], remove: ['speculate:rejected'] }
    await aForge().ensureLabels(REPOSITORY, wanted)
  })

  it('lists the labels of the repository only once', async () => {
    const forge = aForge()
    present()
    inRepository('speculate:winner')
    api().post(`${PATH}/issues/14/labels`).twice().reply(200, [])
    await forge.ensureLabels(REPOSITORY, { on: 14, add: ['speculate:winner'], remove: [] })
    present()
    await forge.ensureLabels(REPOSITORY, { on: 14, add: ['speculate:winner'], remove: [] })
  })
})

it('gives every label a look that GitHub accepts', () => {
  for (const { name, color, description } of labelLooks) {
    expect(name.length).toBeLessThanOrEqual(50)
    expect(color).toMatch(/^[0-9a-f]{6}$/)
    expect(description.length).toBeLessThanOrEqual(100)
  }
})
