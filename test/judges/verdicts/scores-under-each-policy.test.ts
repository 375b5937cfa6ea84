import { describe, expect, it } from 'vitest'
import { PolicyName } from '../../../src/domain/settings/policy-settings.ts'
import { aJudgement, type Entry } from './a-judgement.ts'
import { fix, GO, PYTHON, RUBY, wrongFix } from './repositories.ts'

const PY = 'src/adder/__init__.py'

describe.each(PolicyName.options)('under %s', (policy) => {
  it('V14, varied: two candidates, one without a report, whose rival leaves the check red', async () => {
    const entries: Record<string, Entry> = {
      wrong: { change: { 'lib/adder.rb': wrongFix }, red: ['test'], confidence: 1 },
      right: { change: { 'lib/adder.rb': fix } },
    }
    expect((await aJudgement(RUBY, entries, { policy })).winner).toBe('right')
  })

  it('V14, varied: a single candidate with nobody beside it', async () => {
    const { decision } = await aJudgement(GO, { right: { change: { 'add.go': fix } } }, { policy })
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'right' })
  })

  it('V14, varied: all three rivals fail in three ways', async () => {
    const entries: Record<string, Entry> = {
      cheat: { change: { Makefile: (was) => was.replace('pytest', 'true') }, confidence: 1 },
      nothing: { change: { 'README.md': '# more\n' }, confidence: 1 },
      red: { change: { [PY]: wrongFix }, red: ['test'], confidence: 1 },
      right: { change: { [PY]: fix } },
    }
    const { winner, rejected } = await aJudgement(PYTHON, entries, { policy })
    expect([winner, rejected]).toEqual(['right', ['cheat', 'nothing', 'red']])
  })

  it('V15, varied: four candidates, two of them identical, one of those unsure, and a rival as good', async () => {
    const entries: Record<string, Entry> = {
      lone: { change: { 'add.go': (was) => was.replace('a - b', 'b + a') }, confidence: 1 },
      'twin-a': { change: { 'add.go': fix } },
      'twin-b': { change: { 'add.go': fix }, confidence: 0.6 },
      wrong: { change: { 'add.go': wrongFix }, red: ['test'] },
    }
    const { winner, rejected, row, decision } = await aJudgement(GO, entries, { policy })
    expect([winner, rejected]).toEqual(['twin-a', ['wrong']])
    expect(decision.reason).toContain('wrote it twice')
    expect(row('twin-b').reason).toContain('twin-a')
  })

  it('V15, varied: five times the identical patch', async () => {
    const entries = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((id) => [id, { change: { 'lib/adder.rb': fix } }]),
    )
    const { winner, rejected } = await aJudgement(RUBY, entries, { policy })
    expect([winner, rejected]).toEqual(['a', []])
  })

  it('V34, varied: a long test beside a short fix, planned last and unsure of itself', async () => {
    const long = `from adder import add\n\n\n${[...Array(40).keys()].map((n) => `def test_${n}():\n    assert add(${n}, 1) == ${n + 1}\n`).join('\n\n')}`
    const entries: Record<string, Entry> = {
      bare: { change: { [PY]: fix }, confidence: 1 },
      bare2: { change: { [PY]: (was) => was.replace('a - b', 'b + a') }, confidence: 1 },
      tested: { change: { [PY]: fix, 'tests/test_sum.py': long }, confidence: 0.6 },
    }
    expect((await aJudgement(PYTHON, entries, { policy })).winner).toBe('tested')
  })

  it('V34, varied: a test in the file of the tests that are there', async () => {
    const more = (was: string) =>
      `${was}\nfunc TestSum(t *testing.T) {\n\tif Add(2, 3) != 5 {\n\t\tt.Fatal("wrong")\n\t}\n}\n`
    const entries: Record<string, Entry> = {
      bare: { change: { 'add.go': fix } },
      tested: { change: { 'add.go': fix, 'add_test.go': more } },
    }
    expect((await aJudgement(GO, entries, { policy })).winner).toBe('tested')
  })

  it('V26, varied: two checks, one red on the base, with a comment, a wrong and a right patch', async () => {
    const entries: Record<string, Entry> = {
      comment: { change: { [PY]: (was) => `# adds\n${was}` }, red: ['test'], confidence: 1 },
      overfitted: { change: { [PY]: wrongFix }, red: ['test'], confidence: 1 },
      right: {
        change: { [PY]: (was) => was.replace('    return a - b', '    total = a + b\n    return total') },
      },
    }
    const terms = { policy, checks: ['lint', 'test'], redOnBase: ['test'] }
    const { winner, rejected } = await aJudgement(PYTHON, entries, terms)
    expect([winner, rejected]).toEqual(['right', ['comment', 'overfitted']])
  })

  it('V26, varied: what stays red on everybody blames nobody, and turning one of two green is enough', async () => {
    const entries: Record<string, Entry> = {
      neither: { change: { 'add.go': wrongFix }, red: ['e2e', 'test'] },
      one: {
        change: { 'add.go': (was) => was.replace('return a - b', 'sum := a + b\n\treturn sum') },
        red: ['e2e'],
      },
    }
    const terms = { policy, checks: ['lint', 'test', 'e2e'], redOnBase: ['test', 'e2e'] }
    const { winner, rejected, row } = await aJudgement(GO, entries, terms)
    expect([winner, rejected]).toEqual(['one', ['neither']])
    expect(row('neither').reason).toContain('test')
    expect(row('neither').reason).not.toContain('e2e')
  })
})

describe('V34: who explains and tests what it does is not larger for it', () => {
  const RUST = {
    'Cargo.toml': '[package]\nname = "adder"\nversion = "0.1.0"\n',
    'src/lib.rs': 'pub fn add(a: i32, b: i32) -> i32 { a - b }\n',
    'src/add.kt': 'fun add(a: Int, b: Int) = a - b\n',
    'src/add.py': 'def add(a, b):\n    return a - b\n',
    '.github/workflows/ci.yml':
      'on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: cargo test\n',
  }
  const fixed = (was: string) => was.replace('a - b', 'a + b')
  const reported = (path: string, how: (was: string) => string): Entry => ({
    change: { [path]: (was) => how(fixed(was)) },
  })
  const inline = (was: string) =>
    `${was}\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn adds() {\n        assert_eq!(add(2, 3), 5);\n    }\n}\n`

  it.each<[string, string, (was: string) => string, object]>([
    [
      'comments',
      'src/lib.rs',
      (was) => `// One.\n// Two.\n\n/* Three\n   four. */\n${was}`,
      { insertions: 6 },
    ],
    [
      'documentation of a function',
      'src/lib.rs',
      (was) => `/// Adds.\n///\n/// Both.\n${was}`,
      { insertions: 4 },
    ],
    [
      'a documentation string',
      'src/add.py',
      (was) => was.replace(':\n', ':\n    """Adds.\n\n    >>> add(1, 1)\n    2\n    """\n\n'),
      { insertions: 7 },
    ],
    ['comments of another language', 'src/add.kt', (was) => `/**\n * Adds.\n */\n${was}`, { insertions: 4 }],
    ['tests in the source', 'src/lib.rs', inline, { insertions: 11 }],
  ])('%s', async (_, path, how, seen) => {
    for (const policy of ['vote', 'scorecard', 'lexicographic'] as const) {
      const settings = { speculation: { rejection: { max_diff_lines: 2 } } }
      const { row, rejected, winner } = await aJudgement(
        RUST,
        { plain: reported(path, (was) => was), explained: reported(path, how) },
        { policy, settings },
      )
      expect(rejected).toEqual([])
      expect(row('explained')).toMatchObject(seen)
      if (path !== 'src/lib.rs' || how !== inline) expect(row('explained').key).toEqual(row('plain').key)
      else expect([winner, row('explained').testsAdded]).toEqual(['explained', [path]])
    }
  })

  it('documentation beside it', async () => {
    const entries = {
      plain: reported('src/lib.rs', (was) => was),
      explained: { change: { 'src/lib.rs': fixed, 'README.md': '# Adder\n\nAdds.\n' } },
    }
    const { row } = await aJudgement(RUST, entries, { policy: 'scorecard' })
    expect(row('explained').score).toBe(row('plain').score)
    expect(row('explained').wordLines).toEqual({ insertions: 3, deletions: 0 })
    expect(
      row('explained')
        .parts.map(({ explanation }) => explanation)
        .join(),
    ).toContain('2 changed lines of code (not counted: 3 in comments, documentation and empty lines')
  })

  it('but not without end', async () => {
    const long = `// ${'word '.repeat(3)}\n`.repeat(30)
    const { said } = await aJudgement(
      RUST,
      {
        long: reported('src/lib.rs', (was) => long + was),
        code: reported('src/lib.rs', (was) => `${was}fn one() {}\n`),
      },
      { settings: { speculation: { rejection: { max_diff_lines: 2 } } } },
    )
    expect(said('long')).toBe(
      'changes 32 hand-written lines with tests, comments and documentation; the limit of all is 20',
    )
    expect(said('code')).toBe('changes 3 hand-written lines; the limit is 2')
  })

  it('code between comments is code', async () => {
    const { row } = await aJudgement(RUST, {
      code: reported('src/lib.rs', (was) => `/* a */ const A: i32 = 1; // b\n${was}`),
    })
    expect(row('code').wordLines).toBeUndefined()
  })
})
