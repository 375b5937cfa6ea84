// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { describe, expect, it } from 'vitest'
import { thisMachine } from '../../../../packages/embedded-github/src/runner/machine/machine.ts'
import { job } from './run-with.ts'
import { useRunner } from './use-runner.ts'

const runWorkflow = useRunner()
const machine = thisMachine()

/** The newest of a tool on this machine that is asked for by its first two numbers; tests without one are skipped by name. */
async function minorOf(tool: string): Promise<string | undefined> {
  const [first] = (await machine.tools(tool)).filter(
    ({ flavour = '' }) => !/pypy|freethreaded|jruby/.test(flavour),
  )
  return first && /^\d+\.\d+/.exec(first.version)?.[0]
}

const [python, go, java, ruby] = await Promise.all(['python', 'go', 'java', 'ruby'].map(minorOf))
const rust = (await machine.tools('rust')).find(({ flavour }) => flavour?.startsWith('stable'))

describe('R1: with the real tools of this machine', () => {
  it.skipIf(python === undefined)('Python makes its environment, and pip is in it', async () => {
    const steps = `
- uses: actions/setup-python@v5
  with: { python-version: '${python}' }
- run: python -c 'import sys; assert sys.prefix != sys.base_prefix; print("prefix", sys.prefix)'
- run: pip --version`
    const ran = await runWorkflow(job(steps))
    expect(ran.conclusions).toEqual({ test: 'success' })
    expect(await ran.log('test')).toMatch(/prefix \S+\/temp\/_tools\/venv-/)
    expect(await ran.log('test')).toMatch(/pip \d\S* from \S+\/temp\/_tools\/venv-/)
  })

  it.skipIf(go === undefined)('Go', async () => {
    const ran = await runWorkflow(
      job(`- uses: actions/setup-go@v5\n  with: { go-version: '${go}' }\n- run: go version && go env GOROOT`),
    )
    expect(ran.conclusions).toEqual({ test: 'success' })
    expect(await ran.log('test')).toContain(`go version go${go}`)
  })

  it.skipIf(java === undefined)('Java', async () => {
    const major = java?.split('.')[0]
    const steps = `
- uses: actions/setup-java@v4
  with: { distribution: temurin, java-version: '${major}' }
- run: java -version && "$JAVA_HOME/bin/javac" -version`
    const ran = await runWorkflow(job(steps))
    expect(ran.conclusions).toEqual({ test: 'success' })
    expect(await ran.log('test')).toContain(`javac ${major}.`)
  })

  it.skipIf(ruby === undefined)('Ruby, whose gems are the job’s own', async () => {
    const steps = `
- uses: ruby/setup-ruby@v1
  with: { ruby-version: '${ruby}' }
- run: ruby --version && gem env home`
    const ran = await runWorkflow(job(steps))
    expect(ran.conclusions).toEqual({ test: 'success' })
    expect(await ran.log('test')).toContain(`ruby ${ruby}.`)
    expect(await ran.log('test')).toMatch(/\/temp\/_tools\/gems/)
  })

  it.skipIf(rust === undefined)(
    'Rust, by channel and by version, and the user’s default stays what it is',
    async () => {
      const steps = `
- uses: dtolnay/rust-toolchain@master
  with: { toolchain: '${rust?.version}' }
- run: rustc --version && cargo --version && cargo +stable --version`
      const ran = await runWorkflow(
        `${job(steps)}\n${job('- uses: dtolnay/rust-toolchain@stable\n- run: rustc --version', '', 'stable')}`,
      )
      expect(ran.conclusions).toEqual({ test: 'success', stable: 'success' })
      expect(await ran.log('test')).toContain(`rustc ${rust?.version}`)
      expect(await ran.log('stable')).toContain(`rustc ${rust?.version}`)
    },
  )
})
