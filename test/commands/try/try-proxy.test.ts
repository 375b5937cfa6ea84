import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inSandbox } from '../../adapters/sandbox/test-sandbox.ts'
import { type Adder, createAdder, RIGHT, writing } from './adder.ts'
import {
  opensslIsInstalled,
  type RegistryBehindProxy,
  startRegistryBehindProxy,
} from './registry-behind-proxy.ts'

let adder: Adder
let registry: RegistryBehindProxy
const withRegistry = opensslIsInstalled ? inSandbox : it.skip

beforeEach(async () => {
  if (!opensslIsInstalled) return
  adder = await createAdder()
  registry = await startRegistryBehindProxy(join(adder.root, 'network'))
  const { resolved, integrity } = registry
  const dependencies = { sums: '1.0.0' }
  const manifest = { name: 'adder', version: '1.0.0', type: 'module', dependencies }
  await adder.commit({
    '.gitignore': 'node_modules\n',
    'package.json': JSON.stringify({ ...manifest, scripts: { test: 'node --test' } }),
    'package-lock.json': JSON.stringify({
      ...{ name: 'adder', version: '1.0.0', lockfileVersion: 3, requires: true },
      packages: { '': manifest, 'node_modules/sums': { version: '1.0.0', resolved, integrity } },
    }),
    '.github/workflows/ci.yml': `on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps: [{ uses: actions/checkout@v4 }, { run: npm ci }, { run: 'echo "by $HTTPS_PROXY"' }, { run: npm test }]
`,
    'test/add.test.js': `import assert from 'node:assert'
import { test } from 'node:test'
import { five } from 'sums'
import { add } from '../src/add.js'
test('adds', () => assert.equal(add(2, 3), five))
`,
  })
})
afterEach(async () => {
  registry?.close()
  await adder?.remove()
})

/** Leaves a right patch only where it finds the dependencies, and nothing of the way to them. */
const AGENT = `env | grep -qiE '_proxy=|extra_ca|npm_config|s3cr3t' && exit 7
test -e node_modules/sums/index.js || exit 8
${writing(RIGHT)}`

withRegistry(
  'R6: a set-up and the jobs of a workflow reach a registry with a certificate of its own through a proxy with a password, and no agent does',
  { timeout: 300_000 },
  async () => {
    const args = ['--setup', 'npm ci', '--no-proof', '--json', '--toolchain', 'one', '--toolchain', 'two']
    const scripts = { one: AGENT, two: `${AGENT}\necho >> src/add.js` }
    const { exitCode, stdout, stderr } = await adder.tryScripts(scripts, args, registry.environment)
    expect(exitCode, stderr).toBe(0)
    expect(registry.asked).toContain('/sums/-/sums-1.0.0.tgz')
    expect(JSON.parse(stdout).candidates).toHaveLength(2)
    expect(stdout + stderr).not.toContain(registry.password)
  },
)
