import { expect, it, onTestFinished } from 'vitest'
import { startEmbeddedStage } from '../../../contracts/embedded-stage.ts'

it('E8: a label of ours that somebody deleted or renamed meanwhile is put on again as it was', async () => {
  const stage = await startEmbeddedStage()
  onTestFinished(() => stage.close())
  const { forge, repository } = stage
  const [first, second] = [await issue('one'), await issue('two')]
  async function issue(title: string) {
    return stage.openIssue({ title, body: '' })
  }
  const put = (on: number) =>
    forge.ensureLabels(repository, { on, add: ['speculate:winner', 'speculate:rejected'], remove: [] })
  await put(first)
  const state = stage.github.state.repositories.find(({ name }) => name === repository.repo)
  if (!state) throw new Error('no repository')
  const winner = state.labels.find(({ name }) => name === 'speculate:winner')
  const before = { ...winner }
  state.labels = state.labels.filter((label) => label !== winner)
  const rejected = state.labels.find(({ name }) => name === 'speculate:rejected')
  if (rejected) rejected.name = 'turned down'
  await put(second)
  const { color, description } = before
  expect(state.labels).toContainEqual(
    expect.objectContaining({ name: 'speculate:winner', color, description }),
  )
  expect(state.labels.filter(({ description }) => description === rejected?.description)).toHaveLength(2)
})
