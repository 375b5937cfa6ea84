import { expect, it } from 'vitest'
import { renderBrief } from '../../../src/messages/briefs/render-brief.ts'
import { aWorld } from '../worlds/a-world.ts'

const CI = `on: pull_request
jobs:
  test: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: npm test }] }
`

/** The adder, whose check `test` a workflow runs. */
async function begun({ settings = 'verifier:\n  checks: [test]\n', workflow = CI } = {}) {
  const world = await aWorld({ settings })
  await world.commitToMain(
    'package.json',
    '{ "type": "module", "scripts": { "test": "node scripts/run.js && node --test" } }',
  )
  await world.commitToMain('scripts/run.js', "import './helper.js'\n")
  await world.commitToMain('scripts/helper.js', 'export {}\n')
  await world.commitToMain('.github/workflows/ci.yml', workflow)
  await world.label(world.number, 'speculate')
  await world.wake()
  const speculation = await world.speculation()
  if (!speculation) throw new Error('no run began')
  const [brief] = speculation.plan.briefs
  if (!brief) throw new Error('nobody competes')
  return { world, speculation, brief: renderBrief(speculation, brief) }
}

it('V1, V2: a run knows from its base what its checks run, says so in one line, and tells the agents', async () => {
  const { speculation, brief } = await begun()
  expect(speculation.contract.reach?.judges).toContainEqual({
    path: 'package.json',
    parts: ['scripts.test', 'scripts.pretest', 'scripts.posttest'],
    check: 'test',
    via: ['.github/workflows/ci.yml', 'npm test', 'package.json: scripts.test'],
    how: 'runs',
  })
  const notes = speculation.plan.notes?.filter((note) => note.startsWith('Candidates may not change'))
  expect(notes).toHaveLength(1)
  expect(notes?.[0]).toMatch(
    /^Candidates may not change what the required checks run or read: `scripts\.test` in `package\.json`, `scripts\/run\.js`/,
  )
  expect(notes?.[0]).toContain('`speculate contract` prints the whole list')
  for (const path of ['`scripts.test` in `package.json`', '`scripts/run.js`', '`scripts/helper.js`'])
    expect(brief).toContain(path)
})

it('adds what the settings of the base name as judges, and says what they declare free', async () => {
  const settings =
    'verifier:\n  checks: [test]\n  judges: [package.json#lint-staged, "ci/**"]\n  may_change: [scripts/helper.js]\n'
  const { speculation, brief } = await begun({ settings })
  const { judges, mayChange } = speculation.contract.reach ?? { judges: [], mayChange: [] }
  const declared = judges.filter(({ via }) => via.includes('verifier.judges'))
  expect(declared).toMatchObject([
    { path: 'package.json', parts: ['lint-staged'] },
    { path: 'ci/**', isPattern: true },
  ])
  expect(mayChange).toEqual(['scripts/helper.js'])
  expect(speculation.plan.notes).toContainEqual(
    expect.stringMatching(/^By exception of this repository, candidates may change `scripts\/helper\.js`/),
  )
  expect(brief).toContain('These you may change all the same:\n\n- `scripts/helper.js`')
})

it('says of a check that no workflow runs that nobody can see what it runs', async () => {
  const { speculation } = await begun({ settings: 'verifier:\n  checks: [test, ci/circleci]\n' })
  expect(speculation.plan.notes).toContainEqual(
    expect.stringMatching(/^It cannot be seen what `ci\/circleci` runs/),
  )
})
