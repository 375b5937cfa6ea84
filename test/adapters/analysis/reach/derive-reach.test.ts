import { describe, expect, it } from 'vitest'
import { listed, reachOf } from './a-base.ts'

const ADDER = {
  'package.json': '{ "name": "adder", "type": "module", "scripts": { "test": "node --test" } }',
  'src/add.js': 'export function add(a, b) { return a - b }\n',
  'test/add.test.js': "import { add } from '../src/add.js'\n",
}

describe('deriveReach', () => {
  it('V1: the script behind `npm test` judges, with what runs before and after it, and how the check comes to it', async () => {
    const reach = await reachOf('npm test', ADDER)
    expect(reach.judges).toContainEqual({
      path: 'package.json',
      parts: ['scripts.test', 'scripts.pretest', 'scripts.posttest'],
      check: 'test',
      via: ['.github/workflows/ci.yml', 'npm test', 'package.json: scripts.test'],
      how: 'runs',
    })
    expect(listed(reach)).not.toContain('package.json')
    expect(listed(reach).filter((one) => /^(src|test)\//.test(one))).toEqual([])
  })
})

it.each([
  ['ruby -Ilib -Itest test/spec_static.rb', 'test/spec_static.rb', []],
  ['ruby -Itest test/static_test.rb', 'test/static_test.rb', []],
  ['ruby -Itest test/spec_helper.rb', 'test/spec_helper.rb', ['test/spec_helper.rb']],
  ['ruby tools/spec_check.rb', 'tools/spec_check.rb', ['tools/spec_check.rb']],
])(
  'V1: a test that a command names stays free to change, and no script beside it: %s',
  async (command, path, judges) => {
    const reach = await reachOf(command, {
      [path]: "require 'minitest/autorun'\n",
      'lib/static.rb': 'A = 1\n',
    })
    expect(listed(reach).filter((one) => one.endsWith('.rb'))).toEqual(judges)
  },
)

describe('a script of a package that there is not', () => {
  const unfollowed = async (line: string, files = {}) =>
    (await reachOf(line, files)).unfollowed.map(({ what, why }) => `${what}: ${why}`)
  const without = { 'package.json': '{"scripts":{"build":"tsc"}}' }

  it.each([
    ['npm test', without, ['npm test: package.json has no script "test"']],
    ['npm run lint', without, ['npm run lint: package.json has no script "lint"']],
    ['npm run lint', {}, ['npm run lint: there is no package.json here on the base']],
    ['npm test --if-present', without, []],
    ['npm start', without, []],
    ['npm run build', without, []],
  ])('is told as missing: %s', async (line, files, reported) => {
    expect(await unfollowed(line, files)).toEqual(reported)
  })
})
