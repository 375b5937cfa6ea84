import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL, WINNER_LABEL } from '../../../src/domain/issue/labels.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'

/** What a hundred and more of stand before, or among. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })
const MANY = 130

let stage: EmbeddedStage
beforeEach(async () => {
  stage = await startEmbeddedStage()
})
afterEach(() => stage.close())

const state = () => stage.github.context.state
function repository() {
  const [found] = state().repositories
  if (!found) throw new Error('there is no repository')
  return found
}
const many = <T>(make: (n: number) => T) => Array.from({ length: MANY }, (_, n) => make(n))

it('V36, varied: the labels of a repository fill more than a page, and ours are the last, in other letters', async () => {
  const { forge, repository: ref } = stage
  const on = await stage.openIssue({ title: 'x', body: 'x' })
  const label = (name: string) => ({ id: state().nextId++, name, color: 'ffffff', description: null })
  repository().labels.push(...many((n) => label(`area/${n}`)), label('SPECULATE:Winner'))
  const before = repository().labels.length
  await forge.ensureLabels(ref, { on, add: [WINNER_LABEL], remove: [] })
  expect(repository().labels).toHaveLength(before)
  const shown = () => JSON.stringify(repository().issues.find(({ number }) => number === on)?.labels)
  const once = shown()
  await forge.ensureLabels(ref, { on, add: [WINNER_LABEL], remove: ['Speculate:Rejected'] })
  expect(shown()).toBe(once)
  await forge.ensureLabels(ref, { on, add: [], remove: [WINNER_LABEL] })
  expect(repository().issues.find(({ number }) => number === on)?.labels).toEqual([])
})

it('V35, varied: every rule of a branch is read, of rulesets and of its protection, however many there are', async () => {
  const { forge, repository: ref, github } = stage
  const name = { owner: ref.owner, name: ref.repo }
  for (let n = 0; n < MANY; n += 1)
    await github.admin.setRuleset(name, {
      name: `rules ${n}`,
      branches: ['main'],
      checks: [{ context: `ruled ${n}`, integrationId: null }],
    })
  const protectedBy = many((n) => ({ context: `protected ${n}`, integrationId: null }))
  await github.admin.setBranchProtection(name, 'main', protectedBy)
  const names = (await forge.requiredChecks(ref, 'main', 60)).map((check) => check.name)
  expect(names.toSorted()).toEqual(
    many((n) => [`ruled ${n}`, `protected ${n}`])
      .flat()
      .toSorted(),
  )
})

it('V19, V35, varied: labelled issues are found in the last of many repositories, and all of them in one', async () => {
  const first = await stage.openIssue({ title: 'x', body: 'x' })
  await stage.label(first, TRIGGER_LABEL)
  const [installation] = state().installations
  const issue = repository().issues.find(({ number }) => number === first)
  if (!installation || !issue) throw new Error('nothing is installed')
  for (let n = 0; n < MANY; n += 1) {
    const id = state().nextId++
    const issues = n === MANY - 1 ? many((at) => ({ ...issue, id: state().nextId++, number: at + 1 })) : []
    state().repositories.push({ ...structuredClone(repository()), id, name: `other-${n}`, issues })
    installation.repositories.push(id)
  }
  const { found } = await stage.installations.askingIssues(new Date(Date.now() + 60_000).toISOString())
  expect(found.map(({ issue: { repo, number } }) => `${repo}#${number}`).toSorted()).toEqual(
    [`payments#${first}`, ...many((n) => `other-${MANY - 1}#${n + 1}`)].toSorted(),
  )
})
