import { expect, it } from 'vitest'
import { aWorld, write } from '../worlds/a-world.ts'

async function published() {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  await write(world)
  const base = world.state.heads.get('main') ?? ''
  return { ...world, base }
}

async function decisionOf(world: Awaited<ReturnType<typeof aWorld>>) {
  return (await world.speculation())?.verdict?.decision
}

it.each([
  [
    'the settings',
    '.github/speculate.yml',
    'verifier:\n  checks: [lint]\n',
    'does not require `test` any more',
  ],
  ['a workflow', '.github/workflows/ci.yml', 'on: push\n', 'were changed'],
  ['the settings to nonsense', '.github/speculate.yml', 'verifer: {}\n', 'were changed'],
])(
  'compares nobody when somebody changes %s of the base while they are judged',
  async (_, path, text, why) => {
    const world = await published()
    await world.commitToMain(path, text)
    await world.checksAnswer()
    await world.wake()
    const decision = await decisionOf(world)
    expect(decision).toMatchObject({ kind: 'escalate', cause: 'not-comparable' })
    expect(decision?.reason).toContain(why)
    expect(world.pulls().every(({ isOpen, isDraft }) => isOpen && isDraft)).toBe(true)
  },
)

it('goes on when the base moves and its rules stay', async () => {
  const world = await published()
  await world.commitToMain('src/other.js', 'export {}\n')
  await world.checksAnswer()
  await world.wake()
  expect(await decisionOf(world)).toMatchObject({ kind: 'promote' })
})

it('blames nobody for a check that fails on the base, and promotes by the others', async () => {
  const world = await published()
  await world.report(world.base, { name: 'test', conclusion: 'failure' })
  await world.checksAnswer(['minimal-change', 'refactor-heavy', 'pattern-extraction'])
  await world.wake()
  expect(await decisionOf(world)).toMatchObject({ kind: 'promote' })
})
