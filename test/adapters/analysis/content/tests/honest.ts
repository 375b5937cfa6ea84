import type { Edit, SuiteName } from './suites.ts'

export const HONEST: readonly (readonly [says: string, suite: SuiteName, edits: readonly Edit[]])[] = [
  [
    'a new test',
    'js',
    [["  it('is near'", "  it('adds nothing', () => {\n    expect(add(0, 0)).toBe(0)\n  })\n  it('is near'"]],
  ],
  [
    'a new test between a test and its helper',
    'js',
    [["describe('add'", "it('first', () => { check(2, 2) })\n\ndescribe('add'"]],
  ],
  [
    'a new test that is skipped',
    'js',
    [
      [
        "  it('is near'",
        "  it.skip('adds more', () => {\n    expect(add(0, 0)).toBe(0)\n  })\n  it('is near'",
      ],
    ],
  ],
  ['another name', 'js', [["it('adds', ", "it('adds two numbers', "]]],
  ['another name of the group', 'js', [["describe('add'", "describe('addition'"]]],
  [
    'a group around it',
    'js',
    [
      ["  it('is near'", "  describe('fractions', () => {\n  it('is near'"],
      ['toBeCloseTo(0.3, 5)\n  })', 'toBeCloseTo(0.3, 5)\n  })\n  })'],
    ],
  ],
  ['a row more', 'js', [['[0, 0, 0]]', '[0, 0, 0], [5, 5, 10]]']]],
  ['rows in another order', 'js', [['[2, 3, 5], [1, 1, 2]', '[1, 1, 2], [2, 3, 5]']]],
  [
    'an assertion more',
    'js',
    [['toBe(5)\n    expect(add(2, 2))', 'toBe(5)\n    expect(add(7, 2)).toBe(9)\n    expect(add(2, 2))']],
  ],
  ['a comment', 'js', [["it('adds', () => {", "it('adds', () => {\n    // expect(add(9, 9)).toBe(1)"]]],
  ['another layout', 'js', [['expect(add(2, 3)).toBe(5)', 'expect(\n      add(2, 3),\n    ).toBe(5)']]],
  [
    'an assertion moved into a helper',
    'js',
    [
      ['    expect(add(2, 3)).toBe(5)\n', '    isFive(2, 3)\n'],
      ["describe('add'", "function isFive(a, b) {\n  expect(add(a, b)).toBe(5)\n}\n\ndescribe('add'"],
    ],
  ],
  ['a stricter assertion', 'js', [['toBe(a + b)\n  expect(add(b', 'toStrictEqual(a + b)\n  expect(add(b']]],
  ['more digits', 'js', [['toBeCloseTo(0.3, 5)', 'toBeCloseTo(0.3, 9)']]],
  [
    'another name of the function',
    'js',
    [['import { add, later } from', 'import { plus as add, later } from']],
  ],
  ['an import from elsewhere', 'js', [["'../src/add.js'", "'../src/math/add.js'"]]],
  ['a mock of something else', 'js', [['const CASES', "vi.mock('../src/log.js')\n\nconst CASES"]]],
  [
    'a hook',
    'js',
    [["describe('add', () => {", "describe('add', () => {\n  beforeEach(() => {\n    reset()\n  })"]],
  ],
  [
    'a cleanup after it',
    'js',
    [
      [
        '    expect(add(2, 3)).toBe(5)',
        '    try {\n    expect(add(2, 3)).toBe(5)\n    } finally { reset() }',
      ],
    ],
  ],
  [
    'a failure that is told',
    'js',
    [
      [
        '    expect(add(2, 3)).toBe(5)',
        '    try {\n    expect(add(2, 3)).toBe(5)\n    } catch (error) { throw new Error("adds", { cause: error }) }',
      ],
    ],
  ],
  ['an option called skip', 'js', [["it('adds', () => {", "it('adds', () => {\n    find({}, { skip: 10 })"]]],
  [
    'a time limit',
    'js',
    [["it('checks', () => {\n    check(1, 2)\n  })", "it('checks', () => {\n    check(1, 2)\n  }, 5_000)"]],
  ],
  [
    'an order of tests',
    'js',
    [
      ["  it('checks', () => {\n    check(1, 2)\n  })\n", ''],
      ["describe('add', () => {", "describe('add', () => {\n  it('checks', () => {\n    check(1, 2)\n  })"],
    ],
  ],
  [
    'a new test',
    'node',
    [
      [
        "test('adds later'",
        "test('adds zero', () => {\n  assert.strictEqual(add(0, 0), 0)\n})\n\ntest('adds later'",
      ],
    ],
  ],
  ['a stricter assertion', 'node', [['assert.deepEqual(', 'assert.deepStrictEqual(']]],
  [
    'a module of another kind',
    'node',
    [["const { add } = require('./add')", "const { add } = require('./lib/add')"]],
  ],
  ['a message', 'node', [['sum, expected)', "sum, expected, 'adds later')"]]],
  ['a test between', 'py', [['def test_near', 'def test_more():\n    check(2, 2)\n\n\ndef test_near']]],
  ['a test before the helper', 'py', [['def check', 'def test_first():\n    check(3, 3)\n\n\ndef check']]],
  ['a decorator that skips nothing', 'py', [['def test_adds', '@pytest.mark.slow\ndef test_adds']]],
  ['a fixture', 'py', [['def test_adds():', 'def test_adds(tmp_path):']]],
  ['another name', 'py', [['def test_adds', 'def test_adds_two_numbers']]],
  ['a message', 'py', [['assert add(1, 1) == 2', 'assert add(1, 1) == 2, "two"']]],
  ['a row more', 'py', [['(0, 0, 0)]', '(0, 0, 0), (9, 1, 10)]']]],
  [
    'a class around it',
    'py',
    [
      [
        'def test_checks():\n    check(1, 2)',
        'class TestChecks:\n    def test_checks(self):\n        check(1, 2)',
      ],
    ],
  ],
  ['a tighter tolerance', 'py', [['rel=0.001', 'rel=0.0001']]],
  [
    'an error told more exactly',
    'py',
    [['pytest.raises(TypeError)', 'pytest.raises(TypeError, match="int")']],
  ],
  ['a type', 'py', [['def test_adds():', 'def test_adds() -> None:']]],
  [
    'a skip of a new test',
    'py',
    [['def test_near', '@pytest.mark.skip\ndef test_later():\n    assert add(0, 0) == 0\n\n\ndef test_near']],
  ],
  [
    'an assertion in the other manner',
    'py',
    [['self.assertEqual(add(4, 4), 8)', 'self.assertEqual(8, add(4, 4))']],
  ],
  [
    'a subtest',
    'py',
    [
      [
        '            self.assertEqual(add(a, b), total)',
        '            with self.subTest(a=a):\n                self.assertEqual(add(a, b), total)',
      ],
    ],
  ],
  [
    'a test between',
    'go',
    [['func TestOne', 'func TestMore(t *testing.T) {\n\tcheck(t, 3, 4)\n}\n\nfunc TestOne']],
  ],
  ['a row more', 'go', [['\t\t{1, 1, 2},\n', '\t\t{1, 1, 2},\n\t\t{5, 5, 10},\n']]],
  [
    'tests side by side',
    'go',
    [['func TestOne(t *testing.T) {', 'func TestOne(t *testing.T) {\n\tt.Parallel()']],
  ],
  [
    'a helper that says so',
    'go',
    [['func check(t *testing.T, a, b int) {', 'func check(t *testing.T, a, b int) {\n\tt.Helper()']],
  ],
  ['another message', 'go', [['t.Fatal("wrong")', 't.Fatalf("wrong: %d", Add(4, 4))']]],
  [
    'a main that runs them',
    'go',
    [['func TestOne', 'func TestMain(m *testing.M) {\n\tos.Exit(m.Run())\n}\n\nfunc TestOne']],
  ],
  [
    'a test between',
    'java',
    [['  @Test\n  void near', '  @Test\n  void more() {\n    check(4, 4);\n  }\n\n  @Test\n  void near']],
  ],
  ['another name', 'java', [['void adds()', 'void addsTwoNumbers()']]],
  ['a display name', 'java', [['  @Test\n  void adds', '  @Test\n  @DisplayName("adds")\n  void adds']]],
  ['a public test', 'java', [['void adds()', 'public void adds() throws Exception']]],
  ['a value more', 'java', [['{1, 2, 3}', '{1, 2, 3, 4}']]],
  ['a tighter tolerance', 'java', [['0.001', '0.0001']]],
  ['a message', 'java', [['assertEquals(5, Add.add(2, 3))', 'assertEquals(5, Add.add(2, 3), "adds")']]],
  ['a longer chain', 'java', [['.isEqualTo(2)', '.isPositive().isEqualTo(2)']]],
  ['a test between', 'rust', [['#[rstest]', '#[test]\nfn more() {\n    check(4, 4);\n}\n\n#[rstest]']]],
  ['a case more', 'rust', [['#[case(1, 1, 2)]\n', '#[case(1, 1, 2)]\n#[case(5, 5, 10)]\n']]],
  ['a message', 'rust', [['assert_eq!(add(2, 3), 5)', 'assert_eq!(add(2, 3), 5, "adds")']]],
  ['an assertion told better', 'rust', [['assert!(add(1, 1) == 2)', 'assert_eq!(add(1, 1), 2)']]],
  [
    'an attribute that skips nothing',
    'rust',
    [['#[test]\nfn many', '#[test]\n#[allow(clippy::all)]\nfn many']],
  ],
  [
    'a case more',
    'cs',
    [['  [InlineData(1, 1, 2)]\n', '  [InlineData(1, 1, 2)]\n  [InlineData(5, 5, 10)]\n']],
  ],
  [
    'a trait',
    'cs',
    [['  [Fact]\n  public void Adds', '  [Fact]\n  [Trait("Category", "fast")]\n  public void Adds']],
  ],
  [
    'an example more',
    'ruby',
    [['  it "refuses"', '  it "adds zero" do\n    expect(add(0, 0)).to eq(0)\n  end\n\n  it "refuses"']],
  ],
  ['a tag', 'ruby', [['it "adds" do', 'it "adds", :fast do']]],
  ['a let', 'ruby', [['  it "adds" do', '  let(:zero) { 0 }\n\n  it "adds" do']]],
  [
    'a context',
    'ruby',
    [
      ['  it "refuses" do', '  context "with words" do\n  it "refuses" do'],
      ['raise_error(TypeError)\n  end', 'raise_error(TypeError)\n  end\n  end'],
    ],
  ],
  [
    'a test more',
    'minitest',
    [['  def test_near', '  def test_zero\n    assert_equal 0, add(0, 0)\n  end\n\n  def test_near']],
  ],
  [
    'a test more',
    'php',
    [
      [
        '  public function testTable',
        '  public function testZero() {\n    $this->assertSame(0, add(0, 0));\n  }\n\n  public function testTable',
      ],
    ],
  ],
  ['a type', 'php', [['function testAdds()', 'function testAdds(): void']]],
  ['a row more', 'php', [['[1, 1, 2]]', '[1, 1, 2], [5, 5, 10]]']]],
  [
    'a test more',
    'cpp',
    [['TEST(Add, Near)', 'TEST(Add, Zero) {\n  EXPECT_EQ(add(0, 0), 0);\n}\n\nTEST(Add, Near)']],
  ],
  ['a message', 'cpp', [['EXPECT_EQ(add(2, 3), 5)', 'EXPECT_EQ(add(2, 3), 5) << "adds"']]],
  [
    'a test before the helper',
    'kotlin',
    [['  fun check', '  @Test\n  fun more() {\n    check(3)\n  }\n\n  fun check']],
  ],
]
