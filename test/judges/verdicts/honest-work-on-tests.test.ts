import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn, type Repository } from '../judge-patch.ts'
import { aJudgement } from './a-judgement.ts'
import { fix, GO, JAVA, PYTHON, RUBY, TYPESCRIPT } from './repositories.ts'

const gatesOf = async (on: Repository, patch: PatchOn) =>
  (await judgePatch(on, patch)).map(({ gate }) => gate)
const reasons = async (on: Repository, patch: PatchOn) =>
  (await judgePatch(on, patch)).map(({ reason }) => reason).join('\n')

const HELPED: Readonly<Record<string, [Repository, string, string]>> = {
  'Python, nested in a class': [
    {
      ...PYTHON,
      'tests/test_add.py':
        'from adder import add\n\n\nclass TestAdd:\n    def test_a(self):\n        self.check(1)\n\n    def check(self, x):\n        assert add(x, 0) == x\n        assert add(x, -0) == x\n',
    },
    'tests/test_add.py',
    '    def test_b(self):\n        self.check(2)\n\n    def check(',
  ],
  'Ruby, a helper method below the example': [
    {
      ...RUBY,
      'spec/adder_spec.rb':
        "RSpec.describe Adder do\n  it 'a' do\n    check(1)\n  end\n\n  def check(x)\n    expect(Adder.add(x, 0)).to eq(x)\n    expect(Adder.add(x, -0)).to eq(x)\n  end\nend\n",
    },
    'spec/adder_spec.rb',
    "  it 'b' do\n    check(2)\n  end\n\n  def check(",
  ],
  'Go, a helper with t.Helper': [
    {
      ...GO,
      'add_test.go':
        'package adder\n\nimport "testing"\n\nfunc TestA(t *testing.T) {\n\tcheck(t, 1)\n}\n\nfunc check(t *testing.T, x int) {\n\tt.Helper()\n\tif Add(x, 0) != x {\n\t\tt.Fatal("a")\n\t}\n\tif Add(x, -0) != x {\n\t\tt.Error("b")\n\t}\n}\n',
    },
    'add_test.go',
    'func TestB(t *testing.T) {\n\tcheck(t, 2)\n}\n\nfunc check(',
  ],
  'TypeScript, an arrow function': [
    {
      ...TYPESCRIPT,
      'src/add.test.ts':
        "import { expect, it } from 'vitest'\nimport { add } from './add.ts'\n\nit('a', () => check(1))\n\nconst check = (x: number) => {\n  expect(add(x, 0)).toBe(x)\n  expect(add(x, -0)).toBe(x)\n}\n",
    },
    'src/add.test.ts',
    "it('b', () => check(2))\n\nconst check =",
  ],
}

describe('honest work on tests is left alone', () => {
  it.each(Object.entries(HELPED))(
    'V27, varied: a test before its helper, in %s',
    async (_, [on, path, put]) => {
      const head = put.split('\n').at(-1) ?? ''
      const patch = { change: { [path]: (was: string) => was.replace(head, put) } }
      expect(await gatesOf(on, patch)).not.toContain('weakened tests')
      const source = Object.keys(on).find((one) => on[one]?.includes('a - b')) ?? ''
      const { winner } = await aJudgement(on, { right: { change: { ...patch.change, [source]: fix } } })
      expect(winner).toBe('right')
    },
  )

  const RENAMED: Readonly<Record<string, [Repository, string, (was: string) => string]>> = {
    'a Python test gets a decorator beside it': [
      PYTHON,
      'tests/test_add.py',
      (was) =>
        was
          .replace('def test_zero', '@pytest.mark.smoke\ndef test_nothing')
          .replace('== 2', '== 4')
          .replace('from', 'import pytest\nfrom'),
    ],
    'a JUnit test': [
      JAVA,
      'src/test/java/adder/AdderTest.java',
      (was) => was.replace('void zero()', 'void nothing()').replace('assertEquals(2', 'assertEquals(4'),
    ],
    'a vitest test': [
      TYPESCRIPT,
      'src/add.test.ts',
      (was) => was.replace('adds nothing', 'adds zero').replace('toBe(2)', 'toBe(4)'),
    ],
  }
  it.each(Object.entries(RENAMED))(
    'V28, varied: renamed, and one expectation changed: %s',
    async (_, [on, path, how]) => {
      const source = Object.keys(on).find((one) => on[one]?.includes('a - b')) ?? ''
      const entry = { change: { [path]: how, [source]: (was: string) => was.replace('a - b', 'a + b + 2') } }
      expect(await reasons(on, entry)).toBe('')
      const { winner, row } = await aJudgement(on, { only: entry })
      expect(winner).toBe('only')
      expect(row('only').risk?.reasons.join('\n')).toMatch(
        new RegExp(`\`${RegExp.escape(path)}\`, line [1-9]`),
      )
    },
  )

  it('V28, varied: deleted is not renamed', async () => {
    const patch = {
      change: {
        'tests/test_add.py': (was: string) =>
          was.replace(/def test_zero[\s\S]*/, 'def test_other():\n    assert True\n'),
        'src/adder/__init__.py': fix,
      },
    }
    expect(await gatesOf(PYTHON, patch)).toContain('weakened tests')
  })
})
