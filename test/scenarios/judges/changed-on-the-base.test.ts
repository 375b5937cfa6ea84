import { describe, expect, it } from 'vitest'
import { aWorld, openWorld, write } from '../worlds/a-world.ts'

const FIRST = 'minimal-change'
const WORKFLOW = `on: pull_request
jobs:
  lint: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: make lint }] }
  test: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: npm test }] }
`
const manifest = (more: object = {}) =>
  JSON.stringify({ name: 'payments', scripts: { test: 'sh scripts/test.sh' }, ...more })
const FILES = {
  '.github/workflows/ci.yml': WORKFLOW,
  'package.json': manifest(),
  'scripts/test.sh': 'node --test\n',
  Makefile: 'lint:\n\tnpx eslint .\n\nclean:\n\trm -r dist\n',
  'eslint.config.js': 'export default []\n',
  'src/client.js': 'export const pay = () => {}\n',
}

/** Everybody has written and passed on the base as it was. */
async function passed() {
  const world = await aWorld()
  for (const [path, text] of Object.entries(FILES)) await world.commitToMain(path, text)
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer()
  const winner = () => world.state.issues.find(({ pull }) => pull?.branch.endsWith(`/${FIRST}`))
  return { ...world, winner }
}

const CHANGES: readonly (readonly [string, string, string, string])[] = [
  [
    'a script of package.json',
    'package.json',
    manifest({ scripts: { test: 'true' } }),
    '`main` has moved since and changes `scripts.test` in `package.json`, which the check `test` runs',
  ],
  ['a file that it runs', 'scripts/test.sh', 'node --test test/*.js\n', 'changes `scripts/test.sh`'],
  ['a target of make', 'Makefile', 'lint:\n\ttrue\n', 'changes `lint` in `Makefile`'],
  ['configuration of a linter', 'eslint.config.js', 'export default [{}]\n', 'changes `eslint.config.js`'],
  ['what npm loads by itself', '.npmrc', 'ignore-scripts=true\n', 'changes `.npmrc`'],
]

const SAME: readonly (readonly [string, string, string])[] = [
  ['code', 'src/client.js', 'export const pay = () => 1\n'],
  ['documentation', 'README.md', '# Payments\n'],
  ['a test', 'test/client.test.js', 'import test from "node:test"\ntest("pays", () => {})\n'],
  ['a dependency', 'package.json', manifest({ dependencies: { ky: '1.0.0' } })],
  ['a target that nobody runs', 'Makefile', `${FILES.Makefile}\nzip:\n\tzip x src\n`],
]

describe('a base whose checks run or read something else than before', () => {
  it.each(CHANGES)(
    '%s is another contract: nobody is compared, and it is said',
    async (_, path, text, words) => {
      const run = await passed()
      await run.commitToMain(path, text)
      await run.wake()
      const { decision } = (await run.speculation())?.verdict ?? {}
      expect(decision).toMatchObject({ kind: 'escalate', cause: 'not-comparable' })
      expect(decision?.reason).toContain(words)
      expect(run.winner()).toMatchObject({ open: true, pull: { isDraft: true } })
      expect(run.issue().comments[0]?.body).toContain(words)
    },
  )

  it.each(CHANGES)('%s sends a winner back, once', async (_, path, text) => {
    const run = await passed()
    await run.wake()
    expect(run.winner()?.pull?.isDraft).toBe(false)
    await run.commitToMain(path, text)
    for (let look = 0; look < 3; look += 1) await run.wake()
    expect((await run.speculation())?.revoked).toMatchObject({ cause: 'contract-changed' })
    expect((await run.speculation())?.revoked?.reason).toContain(`: it changes `)
    expect(run.winner()?.pull?.isDraft).toBe(true)
    expect(run.changes.filter((change) => change.startsWith('draft'))).toHaveLength(1)
  })

  it.each(SAME)('%s changes nothing', async (_, path, text) => {
    const run = await passed()
    await run.commitToMain(path, text)
    await run.wake()
    await run.wake()
    expect((await run.speculation())?.verdict?.decision).toMatchObject({ kind: 'promote', candidate: FIRST })
    expect((await run.speculation())?.revoked).toBeUndefined()
    expect(run.winner()?.pull?.isDraft).toBe(false)
  })

  it('is the same contract again once the change was taken back', async () => {
    const run = await passed()
    await run.commitToMain('package.json', manifest({ scripts: { test: 'true' } }))
    await run.commitToMain('package.json', manifest())
    await run.wake()
    expect((await run.speculation())?.verdict?.decision).toMatchObject({ kind: 'promote' })
  })

  it('holds nothing against anybody where a file is too large to be compared in its parts', async () => {
    const run = await passed()
    await run.commitToMain('package.json', manifest({ keywords: ['x'.repeat(500_000)] }))
    await run.wake()
    expect((await run.speculation())?.verdict?.decision).toMatchObject({ kind: 'promote' })
  })

  it('compares nothing of a run that began before it was known what judges', async () => {
    const saved = (await passed()).save()
    for (const [id, { contract, ...speculation }] of saved.rows.speculations) {
      const { reach: _, ...before } = contract
      saved.rows.speculations.set(id, { ...speculation, contract: before })
    }
    const run = openWorld(saved)
    await run.commitToMain('package.json', manifest({ scripts: { test: 'true' } }))
    await run.wake()
    expect((await run.speculation())?.verdict?.decision).toMatchObject({ kind: 'promote' })
  })
})
