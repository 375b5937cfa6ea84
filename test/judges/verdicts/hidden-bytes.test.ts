import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn, type Repository } from '../judge-patch.ts'
import { aJudgement } from './a-judgement.ts'
import { fix, GO, JAVA, PYTHON, RUBY, wrongFix } from './repositories.ts'

const reasons = async (on: Repository, patch: PatchOn) =>
  (await judgePatch(on, patch)).map(({ reason }) => reason).join('\n')

describe('hidden bytes and too much to read', () => {
  it.each([
    ['Go', GO, 'add.go', '// \0\n'],
    ['Ruby', RUBY, 'lib/adder.rb', '# a\0b\n'],
    ['Java', JAVA, 'src/main/java/adder/Adder.java', '/* \0 */\n'],
    ['a Makefile-free text file', PYTHON, 'README.md', 'a\0b\n'],
  ] as const)('V37, varied: a NUL byte in %s', async (_, on, path, tail) => {
    const repository: Repository = on
    const source = Object.keys(repository).find((one) => repository[one]?.includes('a - b')) ?? ''
    const { winner, rejected } = await aJudgement(repository, {
      hidden: { change: { [source]: fix, [path]: (was) => `${source === path ? fix(was) : was}${tail}` } },
      right: { change: { [source]: fix } },
    })
    expect([winner, rejected]).toEqual(['right', ['hidden']])
  })

  it('V38, varied: one file of 6 MB of a test language, and an emptied spec after it', async () => {
    const junk = `describe 'x' do\n${"  it('a') { expect(1).to eq(1) }\n".repeat(190_000)}end\n`
    const { winner, rejected } = await aJudgement(RUBY, {
      junk: {
        change: {
          'spec/a_spec.rb': junk,
          'spec/adder_spec.rb': 'RSpec.describe Adder do\nend\n',
          'lib/adder.rb': wrongFix,
        },
      },
      right: { change: { 'lib/adder.rb': fix } },
    })
    expect([winner, rejected]).toEqual(['right', ['junk']])
  })

  it('V38, varied: many small test files are read whole', async () => {
    const many = Object.fromEntries(
      [...Array(60).keys()].map((n) => [
        `tests/a/test_${n}.py`,
        `def test_${n}():\n    assert ${n} == ${n}\n`,
      ]),
    )
    const emptied = await reasons(PYTHON, {
      change: { ...many, 'tests/test_add.py': 'from adder import add\n', 'src/adder/__init__.py': fix },
    })
    expect(emptied).toContain('tests/test_add.py')
  })
})
