import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'
import { presetToolchains } from '../../src/config/toolchains/toolchains.ts'
import {
  type ScriptedAnswer,
  type ScriptedCall,
  startScriptedModel,
} from '../../src/sample/scripted-model.ts'
import { runCommand, writeFiles } from '../../src/sample/write-files.ts'
import { createSampleRepository, plainGit } from '../adapters/git/sample-repository.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { whyNotReady } from './ready.ts'

const KEY = 'sk-canary-0123456789abcdef-real'
const RIGHT = "import ms from 'ms'\n\nexport const seconds = (text) => ms(text) / 1_000\n"
const FILES = {
  'package.json': JSON.stringify({
    name: 'clock',
    version: '1.0.0',
    type: 'module',
    scripts: { test: 'node --test test/*.test.js' },
    dependencies: { ms: '2.1.3' },
  }),
  'package-lock.json': JSON.stringify({
    name: 'clock',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'clock', version: '1.0.0', dependencies: { ms: '2.1.3' } },
      'node_modules/ms': {
        version: '2.1.3',
        resolved: 'https://registry.npmjs.org/ms/-/ms-2.1.3.tgz',
        integrity:
          'sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==',
      },
    },
  }),
  '.gitignore': 'node_modules/\n',
  'src/seconds.js': "import ms from 'ms'\n\nexport const seconds = (text) => ms(text)\n",
  'test/seconds.test.js': `import assert from 'node:assert'
import { test } from 'node:test'
import { seconds } from '../src/seconds.js'
test('a minute has sixty seconds', () => assert.equal(seconds('1 minute'), 60))
`,
}
const OFFLINE = `node -e "fetch('https://registry.npmjs.org').then(() => console.log('on' + 'line'), () => console.log('off' + 'line'))"`

/** Runs the tests, mends what they show, runs them again, and looks for the network. */
function worker(call: ScriptedCall): ScriptedAnswer {
  if (!call.hasTools) return { text: 'A title' }
  const run = (line: string): ScriptedAnswer =>
    runCommand(call, line) ?? { text: `There is no shell among ${JSON.stringify(call.body.tools)}` }
  const mend = writeFiles(call, [{ path: 'src/seconds.js', text: RIGHT, isThere: true }])
  const steps = [run('npm test'), ...mend, run('npm test'), run(OFFLINE)]
  return steps[call.step] ?? { text: 'The length is told in seconds now. All tests pass.' }
}

describe.each([...presetToolchains.keys()])('%s in a project with a dependency', (name) => {
  it('R4: its agents run the tests, offline, with what npm ci has installed, and win', async (context) => {
    const why = await whyNotReady(name)
    if (why !== undefined) context.skip(why)
    const root = await temporaryFolder()
    const { path: origin } = await createSampleRepository(root, FILES)
    const repository = join(root, 'clock')
    await plainGit(root, 'clone', '--quiet', origin, repository)
    await writeFile(
      join(root, 'bug.md'),
      '# A minute has 60,000 seconds\n\n`seconds` answers milliseconds.\n',
    )
    const model = await startScriptedModel({ script: worker, key: KEY })
    onTestFinished(() => model.close())
    const provider = { ...presetToolchains.get(name)?.provider, base_url: model.url, key: 'REAL_MODEL_KEY' }
    await writeFile(join(root, 'agents.yml'), JSON.stringify({ toolchains: { [name]: { provider } } }))
    const { exitCode, stdout, stderr } = await execa(
      process.execPath,
      [
        join(import.meta.dirname, '../../src/cli.ts'),
        ...['try', '--repo', repository, '--issue', join(root, 'bug.md')],
        ...['--toolchains', join(root, 'agents.yml'), '--toolchain', name, '--toolchain', name],
        ...['--setup', 'npm ci', '--verify', 'npm test', '--json'],
      ],
      { reject: false, env: { TMPDIR: root, REAL_MODEL_KEY: KEY } },
    )
    expect(exitCode, stderr).toBe(0)
    const { decision, candidates, clone } = JSON.parse(stdout)
    expect(decision.kind).toBe('promote')
    const winner = candidates.find((one: { id: string }) => one.id === decision.candidate)
    const changed = await plainGit(clone, 'diff', '--name-only', `HEAD...${winner.branch}`)
    expect(changed).toBe('src/seconds.js')
    const heard = model.calls.map(({ text }) => text)
    expect(heard.some((text) => /(?:#|ℹ|\\u2139) fail 1/.test(text))).toBe(true)
    expect(heard.some((text) => /(?:#|ℹ|\\u2139) pass 1/.test(text))).toBe(true)
    expect(heard.some((text) => text.includes('offline'))).toBe(true)
    expect(heard.some((text) => text.includes('online'))).toBe(false)
    expect(await readFile(join(repository, 'src/seconds.js'), 'utf8')).toBe(FILES['src/seconds.js'])
  })
})
