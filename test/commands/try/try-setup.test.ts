import { execa } from 'execa'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inSandbox } from '../../adapters/sandbox/test-sandbox.ts'
import { type Adder, createAdder, RIGHT, writing } from './adder.ts'

const LONG = 300_000
let adder: Adder

beforeEach(async () => {
  adder = await createAdder()
  await adder.commit({
    'package.json': JSON.stringify({
      name: 'adder',
      type: 'module',
      scripts: { test: 'node --test' },
      dependencies: { sums: 'file:packages/sums' },
    }),
    'package-lock.json': '{"lockfileVersion": 3}',
    'packages/sums/package.json': '{"name": "sums", "type": "module", "exports": "./index.js"}',
    'packages/sums/index.js': 'export const five = 5\n',
    'test/add.test.js': `import assert from 'node:assert'
import { test } from 'node:test'
import { five } from 'sums'
import { add } from '../src/add.js'
test('adds', () => assert.equal(add(2, 3), five))
`,
  })
})
afterEach(() => adder.remove())

const INSTALL =
  'mkdir -p node_modules ~/.cache && cp -R packages/sums node_modules/sums && touch made-by-setup ~/.cache/sums'
/** Leaves a right patch only where it was told of the dependencies, nobody has been there before, and its own run of the tests is green. */
const AGENT = `grep -q 'dependencies are installed' || exit 6
test -e made-by-setup && test ! -e node_modules/sums/mine || exit 7
test -e ~/.cache/sums && test -z "$npm_config_registry$PIP_INDEX_URL" || exit 8
touch node_modules/sums/mine
echo changed > made-by-setup
${writing(RIGHT)}
node --test || git checkout src/add.js`

inSandbox(
  'R4: agents and checks run the tests with what --setup installed, each for itself, and the next run takes it',
  { timeout: LONG },
  async () => {
    const { exitCode, stdout, stderr } = await adder.tryScriptsHere(
      { one: AGENT, two: `${AGENT}\necho >> src/add.js` },
      [
        ...['--setup', INSTALL, '--verify', 'npm test', '--verify', 'test -z "$(git status --porcelain)"'],
        ...['--no-proof', '--json', '--toolchain', 'one', '--toolchain', 'two'],
      ],
      { npm_config_registry: 'https://canary.example/', PIP_INDEX_URL: 'https://canary.example/' },
    )
    expect(exitCode, stderr).toBe(0)
    expect(stderr).toContain('installing what the project needs: mkdir -p node_modules')
    const { clone, candidates } = JSON.parse(stdout)
    expect(candidates).toHaveLength(2)
    for (const { branch } of candidates) {
      const changed = await execa('git', ['diff', '--name-only', `HEAD...${branch}`], { cwd: clone })
      expect(changed.stdout).toBe('src/add.js')
    }
    const next = await adder.tryHere({ one: RIGHT }, '--setup', INSTALL, '--verify', 'exit 3')
    expect(next.stderr + next.stdout).toMatch(/reusing the set-up of \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
    const anew = await adder.tryHere(
      { one: RIGHT },
      ...['--setup', INSTALL, '--no-setup-cache', '--verify', 'exit 3'],
    )
    expect(anew.stderr + anew.stdout).not.toContain('set-up taken')
  },
)

inSandbox('R4: where the set-up fails nobody is started', { timeout: LONG }, async () => {
  const { exitCode, stderr } = await adder.tryHere(
    { right: RIGHT },
    ...['--setup', 'echo sums is not in this registry; exit 4', '--verify', 'true'],
  )
  expect(exitCode).toBe(2)
  expect(stderr).toContain('the set-up failed, so no agent was started')
  expect(stderr).toContain('ends with exit code 4: sums is not in this registry')
})

it('R4: a command that is empty is refused', async () => {
  const { exitCode, stderr } = await adder.tryHere(
    { right: RIGHT },
    '--unconfined',
    '--setup',
    ' ',
    '--verify',
    'true',
  )
  expect(exitCode).toBe(2)
  expect(stderr).toContain('--setup needs a command')
})
