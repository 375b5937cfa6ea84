import { expect, it } from 'vitest'
import { aWorld, write } from '../worlds/a-world.ts'

it.each([
  ['the owners of what it changes', '* @ann\n/src/ @rob @gone\n', ['rob']],
  ['whom the settings name, where nobody owns it', '/docs/ @ann\n', ['maya']],
])('D5: the winner goes to %s, once', async (_, owners, asked) => {
  const world = await aWorld({ settings: 'verifier:\n  checks: [lint, test]\nreviewers: [maya]\n' })
  await world.commitToMain('.github/CODEOWNERS', owners)
  for (const login of ['ann', 'rob']) await world.setRole(login, 'write')
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer()
  await world.wake()
  await world.wake()
  const winner = world.pulls().find(({ labels }) => labels.includes('speculate:winner'))
  expect([...(winner?.reviewers ?? [])]).toEqual(asked)
  expect(world.changes.filter((change) => change.startsWith('reviewers'))).toHaveLength(1)
})
