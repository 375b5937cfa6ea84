import { describe, expect, it } from 'vitest'
import { thisMachine } from '../../../../packages/embedded-github/src/runner/machine/machine.ts'
import { job } from '../actions/run-with.ts'
import { useRunner } from '../actions/use-runner.ts'

const runWorkflow = useRunner()
const hasRuby = (await thisMachine().tools('ruby')).length > 0

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
})
