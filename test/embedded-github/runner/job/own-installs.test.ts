import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { thisMachine } from '../../../../packages/embedded-github/src/runner/machine/machine.ts'
import { job } from '../actions/run-with.ts'
import { useRunner } from '../actions/use-runner.ts'

const runWorkflow = useRunner()
const machine = thisMachine()
/** By the name that the steps call it: what lies elsewhere on the machine is no use to them. */
const has = async (command: string) => !(await execa('sh', ['-c', command], { reject: false })).failed
const minorOf = (version = '') => /^3\.\d+/.exec(version)?.[0]
const [python, ...pythons] = await machine.tools('python')
const other = pythons.find(({ version }) => ![undefined, minorOf(python?.version)].includes(minorOf(version)))
const [hasRuby, hasPython] = await Promise.all([has('gem --version'), has('python3 -m pip --version')])

const GEM = {
  'hello.gemspec': `Gem::Specification.new do |gem|
  gem.name = 'hello-of-a-job'
  gem.version = '1.0'
  gem.summary = gem.author = 'A'
  gem.files = ['bin/hello-of-a-job']
  gem.executables = ['hello-of-a-job']
end
`,
  'bin/hello-of-a-job': 'puts "hello of #{Gem.loaded_specs[\'hello-of-a-job\'].full_gem_path}"\n',
  'list.rb': 'puts Gem::Specification.map(&:full_name).sort\n',
}

/** A script that makes a wheel. */
const PACKAGE = {
  'wheel.py': `import zipfile
info = 'hello_of_a_job-1.0.dist-info/'
with zipfile.ZipFile('hello_of_a_job-1.0-py3-none-any.whl', 'w') as wheel:
    wheel.writestr('hello_of_a_job.py', 'def main(): print("hello of", __file__)')
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: hello-of-a-job\\nVersion: 1.0\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'entry_points.txt', '[console_scripts]\\nhello-of-a-job = hello_of_a_job:main\\n')
    wheel.writestr(info + 'RECORD', '')
`,
  'where.py': 'import pip, sys; print(pip.__file__, sys.base_prefix)\n',
  'absent.py': `import os, sys
python = os.path.join(sys.base_prefix, 'bin/python3')
os.execv(python, [python, '-c', 'import hello_of_a_job'])
`,
}

describe('R5: what a step installs without a set-up action is the job’s', () => {
  it.skipIf(!hasRuby)('a gem, beside which those of the machine are found', async () => {
    const steps = `
- run: ruby list.rb > found; env -u GEM_HOME ruby list.rb | cmp - found
- run: gem build --silent hello.gemspec && gem install --local --no-document hello-of-a-job-1.0.gem
- run: hello-of-a-job
- run: '! env -u GEM_HOME gem list --installed hello-of-a-job'`
    const ran = await runWorkflow(job(steps), { files: GEM })
    expect(await ran.log('test')).toMatch(/hello of \S+\/temp\/_tools\/gems\/gems\/hello-of-a-job-1\.0/)
    expect(ran.conclusions).toEqual({ test: 'success' })
  })

  it.skipIf(!hasPython)('a package of Python, beside which those of the machine are found', async () => {
    const steps = `
- run: python3 wheel.py && python3 where.py > before
- run: \${{ github.event_name == 'pull_request' && 'pip' }} install --no-index ./hello_of_a_job-1.0-py3-none-any.whl
- run: hello-of-a-job && python3 where.py | cmp - before
- run: python3 absent.py 2>&1 | grep ModuleNotFoundError`
    const ran = await runWorkflow(job(steps), { files: PACKAGE })
    expect(await ran.log('test')).toMatch(/hello of \S+\/temp\/_tools\/pythons\/python3\/lib/)
    expect(ran.conclusions).toEqual({ test: 'success' })
  })

  it.skipIf(!hasPython)('what a script of the repository installs into Python', async () => {
    const steps = `
- run: python3 wheel.py
- run: sh ./install.sh && hello-of-a-job`
    const install = 'python3 -m pip install --no-index ./hello_of_a_job-1.0-py3-none-any.whl\n'
    const ran = await runWorkflow(job(steps), { files: { ...PACKAGE, 'install.sh': install } })
    expect(await ran.log('test')).toMatch(/hello of \S+\/temp\/_tools\/pythons\/python3\/lib/)
  })

  it.skipIf(!hasPython)(
    'a virtual environment that a job has made itself stays the one it uses',
    async () => {
      const steps = `
- run: python3 -m venv --without-pip mine && echo "$PWD/mine/bin" >> "$GITHUB_PATH"
- run: python3 -c 'import sys; print("pip of", sys.prefix)'`
      const ran = await runWorkflow(job(steps))
      expect(await ran.log('test')).toMatch(/pip of \S+\/mine$/m)
    },
  )

  it.skipIf(!hasPython || other === undefined)(
    'a Python that is called by its version has its own beside the others',
    async () => {
      const name = `python${minorOf(other?.version)}`
      const steps = `
- run: mkdir named && ln -s '${other?.program}' named/${name} && echo "$PWD/named" >> "$GITHUB_PATH"
- run: python3 -c 'import sys; print("python3 is", sys.version_info[:2])'
- run: ${name} -m pip --version; python3 -c 'import sys; print("python3 is", sys.version_info[:2])'
- run: ${name} -c 'import sys; assert sys.prefix != sys.base_prefix; print("at", sys.prefix)'`
      const log = await (await runWorkflow(job(steps))).log('test')
      expect(log).toMatch(new RegExp(`at \\S+/pythons/${name}$`, 'm'))
      expect(new Set(log.match(/^python3 is .*$/gm)).size).toBe(1)
    },
  )
})
