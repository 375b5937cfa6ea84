import { both, swap } from '../../edits.ts'

export interface WeakenedRow {
  readonly on: string
  readonly name: string
  readonly path: string
  readonly change: string | ((before: string) => string)
  /** What the reason says of it. */
  readonly says: RegExp
}

const STACK = 'stack_test.go'
const LAMP = 'src/test/java/org/lamp/LampTest.java'
const TEA = 'spec/tea_spec.rb'
const COIN = 'tests/CoinTest.php'
const LIB = 'src/lib.rs'

const GO: readonly WeakenedRow[] = [
  {
    on: 'go',
    name: 'a condition that never holds',
    path: STACK,
    change: swap('n != 2', 'n != 2 && false'),
    says: /asks for less .*n!=2/,
  },
  {
    on: 'go',
    name: 'both must be wrong at once',
    path: STACK,
    change: swap('!ok || got', '!ok && got'),
    says: /asks for less .*!ok\|\|got!=tc\.want → /,
  },
  {
    on: 'go',
    name: 'one of two conditions',
    path: STACK,
    change: swap('!ok || got != tc.want', '!ok'),
    says: /asks for less/,
  },
  {
    on: 'go',
    name: 'greater instead of other',
    path: STACK,
    change: swap('n != 2', 'n > 2'),
    says: /asks for less/,
  },
  {
    on: 'go',
    name: 'a case of the loop',
    path: STACK,
    change: swap('\t\t{"two", []int{1, 2}, 2},\n', ''),
    says: /takes cases away \(`TestTable: 3 cases before, 2 after/,
  },
  {
    on: 'go',
    name: 'all cases of the loop',
    path: STACK,
    change: (text) => text.replace(/\t\t\{"(?:one|two|three)".*\n/g, ''),
    says: /3 cases before, 0 after/,
  },
  {
    on: 'go',
    name: 'a case that is passed over',
    path: STACK,
    change: swap('\t\tt.Run(tc.name', '\t\tif tc.name == "two" {\n\t\t\tcontinue\n\t\t}\n\t\tt.Run(tc.name'),
    says: /keeps assertions from being reached .*tc\.name=="two"/,
  },
  {
    on: 'go',
    name: 'a panic that is caught',
    path: STACK,
    change: swap('\tvar s Stack\n\ts.Push(1)', '\tdefer func() { recover() }()\n\tvar s Stack\n\ts.Push(1)'),
    says: /hides failures/,
  },
  {
    on: 'go',
    name: 'the end before the start',
    path: STACK,
    change: swap('\tvar s Stack\n\ts.Push(1)', '\truntime.Goexit()\n\tvar s Stack\n\ts.Push(1)'),
    says: /never reached/,
  },
  {
    on: 'go',
    name: 'what is expected in the place of what came',
    path: STACK,
    change: swap('got, ok := s.Pop()\n', 'got, ok := s.Pop()\n\t\t\tgot = tc.want\n'),
    says: /got = tc\.want/,
  },
  {
    on: 'go',
    name: 'a flag of the run',
    path: 'zz_test.go',
    change: 'package stack\n\nimport "flag"\n\nfunc init() { flag.Set("test.run", "none") }\n',
    says: /`flag\.Set` decides which tests count|decides which tests count/,
  },
  {
    on: 'go',
    name: 'a main that runs nothing',
    path: 'main_test.go',
    change: 'package stack\n\nimport "testing"\n\nfunc TestMain(m *testing.M) {}\n',
    says: /decides which tests count/,
  },
]

const JAVA: readonly WeakenedRow[] = [
  {
    on: 'java',
    name: 'a row of a method source',
    path: LAMP,
    change: swap('Arguments.of(1, 1), ', ''),
    says: /2 cases before, 1 after/,
  },
  {
    on: 'java',
    name: 'an assertion of its own',
    path: LAMP,
    change: swap('class LampTest {\n', 'class LampTest {\n    static void assertEquals(int a, int b) {}\n\n'),
    says: /replaces what is tested \(`assertEquals/,
  },
  {
    on: 'java',
    name: 'a private test',
    path: LAMP,
    change: swap('    void sets', '    private void sets'),
    says: /skips `sets`/,
  },
  {
    on: 'java',
    name: 'a static test',
    path: LAMP,
    change: swap('    void sets', '    static void sets'),
    says: /skips `sets`/,
  },
  {
    on: 'java',
    name: 'an abstract class',
    path: LAMP,
    change: swap('class LampTest', 'abstract class LampTest'),
    says: /skips/,
  },
  {
    on: 'java',
    name: 'an extension that takes failures',
    path: 'src/test/java/org/lamp/Calm.java',
    change:
      'package org.lamp;\n\nimport org.junit.jupiter.api.extension.*;\n\nclass Calm implements TestExecutionExceptionHandler {\n    public void handleTestExecutionException(ExtensionContext c, Throwable t) {}\n}\n',
    says: /decides which tests count/,
  },
]

const RUBY: readonly WeakenedRow[] = [
  {
    on: 'rb',
    name: 'a row of a list',
    path: TEA,
    change: swap('[[1, 2], [2, 3]].each', '[[1, 2]].each'),
    says: /2 cases before, 1 after/,
  },
  {
    on: 'rb',
    name: 'an answer for what is tested',
    path: TEA,
    change: swap('    tea.brew(2)\n', '    tea.brew(2)\n    allow(tea).to receive(:cups).and_return(3)\n'),
    says: /replaces what is tested/,
  },
  {
    on: 'rb',
    name: 'a matcher that always matches',
    path: 'spec/support/matchers.rb',
    change: swap('tea.cups == n', 'true'),
    says: /asks for less \(`hold/,
  },
  {
    on: 'rb',
    name: 'a matcher that asks for less',
    path: 'spec/support/matchers.rb',
    change: swap('tea.cups == n', 'tea.cups == n || tea.cups'),
    says: /asks for less \(`hold/,
  },
]

const PHP: readonly WeakenedRow[] = [
  {
    on: 'php',
    name: 'an assertion of its own',
    path: COIN,
    change: swap(
      '    public function testOld',
      '    public static function assertSame($a, $b, string $m = ""): void {}\n\n    public function testOld',
    ),
    says: /replaces what is tested \(`assertSame/,
  },
  {
    on: 'php',
    name: 'a version that nobody has',
    path: COIN,
    change: swap(
      '    public function testOld',
      "    #[\\PHPUnit\\Framework\\Attributes\\RequiresPhp('>= 99')]\n    public function testOld",
    ),
    says: /skips `testOld`/,
  },
  {
    on: 'php',
    name: 'a group',
    path: COIN,
    change: swap('    public function testOld', "    #[Group('none')]\n    public function testOld"),
    says: /skips `testOld`/,
  },
  {
    on: 'php',
    name: 'what fails is no failure',
    path: COIN,
    change: swap(
      '    public function testOld',
      '    protected function onNotSuccessfulTest(\\Throwable $t): never { exit(1); }\n\n    public function testOld',
    ),
    says: /decides which tests count/,
  },
]

const RUST: readonly WeakenedRow[] = [
  {
    on: 'rust',
    name: 'a panic for whatever reason',
    path: LIB,
    change: both(swap('m / 61', 'm / 60'), swap('#[should_panic(expected = "bad")]', '#[should_panic]')),
    says: /asks for less .*should_panic/,
  },
  {
    on: 'rust',
    name: 'left out where it is optimised',
    path: LIB,
    change: both(swap('m / 61', 'm / 60'), swap('assert_eq!(hours(60)', 'debug_assert_eq!(hours(60)')),
    says: /asks for less .*debug_assert_eq/,
  },
]

const C: readonly WeakenedRow[] = [
  {
    on: 'c',
    name: 'the end before the tests',
    path: 'tests/t.c',
    change: swap('    test_one();\n    test_two', '    if (1) return 0;\n    test_one();\n    test_two'),
    says: /no longer called/,
  },
  {
    on: 'c',
    name: 'a macro that asks for nothing',
    path: 'tests/check.h',
    change: swap('if (!(x)) abort();', '(void)(x);'),
    says: /removes assertions \(`CHECK/,
  },
  {
    on: 'c',
    name: 'a macro that never fails',
    path: 'tests/check.h',
    change: swap('if (!(x)) abort();', 'if (0 && !(x)) abort();'),
    says: /asks for less \(`CHECK/,
  },
]

/** Tests that prove less than before, beside a right fix. */
export const WEAKENED: readonly WeakenedRow[] = [...GO, ...JAVA, ...RUBY, ...PHP, ...RUST, ...C]

/** What honest work does to tests in the same languages. */
export const NOT_WEAKENED: readonly Omit<WeakenedRow, 'says'>[] = [
  {
    on: 'go',
    name: 'a condition in two',
    path: STACK,
    change: swap(
      'if !ok || got != tc.want {\n\t\t\t\tt.Errorf("got %d", got)\n',
      'if !ok {\n\t\t\t\tt.Fatal("none")\n\t\t\t}\n\t\t\tif got != tc.want {\n\t\t\t\tt.Errorf("got %d", got)\n',
    ),
  },
  { on: 'go', name: 'a condition more', path: STACK, change: swap('n != 2', 'n != 2 || len(s.items) != 1') },
  { on: 'go', name: 'the other way round', path: STACK, change: swap('n != 2', '2 != n') },
  {
    on: 'go',
    name: 'a case more',
    path: STACK,
    change: swap('\t\t{"three"', '\t\t{"none", []int{0}, 0},\n\t\t{"three"'),
  },
  {
    on: 'go',
    name: 'a panic that is asked for',
    path: STACK,
    change: (text) =>
      `${text}\nfunc TestPanics(t *testing.T) {\n\tdefer func() {\n\t\tif r := recover(); r == nil {\n\t\t\tt.Error("no panic")\n\t\t}\n\t}()\n\tvar s *Stack\n\ts.Push(1)\n}\n`,
  },
  {
    on: 'go',
    name: 'a main that runs all',
    path: 'main_test.go',
    change:
      'package stack\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) {\n\tcode := m.Run()\n\tos.Exit(code)\n}\n',
  },
  {
    on: 'java',
    name: 'a row more',
    path: LAMP,
    change: swap('Arguments.of(1, 1), ', 'Arguments.of(1, 1), Arguments.of(2, 2), '),
  },
  {
    on: 'java',
    name: 'an assertion of its own that new tests use',
    path: LAMP,
    change: swap(
      '    @Test\n    void old',
      '    private static void assertLit(Lamp lamp) {\n        assertEquals(1, lamp.watts());\n    }\n\n    @Test\n    void lit() {\n        var lamp = new Lamp();\n        lamp.set(1);\n        assertLit(lamp);\n    }\n\n    @Test\n    void old',
    ),
  },
  {
    on: 'java',
    name: 'an abstract class with an heir',
    path: LAMP,
    change: (text) =>
      `${text.replace('class LampTest', 'abstract class LampTest')}\nclass SmallLampTest extends LampTest {}\n`,
  },
  { on: 'java', name: 'a public test', path: LAMP, change: swap('    void sets', '    public void sets') },
  {
    on: 'rb',
    name: 'one line for a test',
    path: TEA,
    change: swap("  it 'holds' do\n    expect(tea).to hold(1)\n  end\n", '  it { is_expected.to hold(1) }\n'),
  },
  {
    on: 'rb',
    name: 'a part of the subject',
    path: TEA,
    change: swap(
      "  it 'is old' do\n    expect(tea.old_cups).to eq(1)\n  end\n",
      '  its(:old_cups) { is_expected.to eq(1) }\n',
    ),
  },
  { on: 'rb', name: 'a row more', path: TEA, change: swap('[2, 3]]', '[2, 3], [0, 1]]') },
  {
    on: 'rb',
    name: 'an answer for something else',
    path: TEA,
    change: swap('    tea.brew(2)\n', '    allow(kettle).to receive(:cups).and_return(3)\n    tea.brew(2)\n'),
  },
  {
    on: 'rb',
    name: 'a matcher with a message',
    path: 'spec/support/matchers.rb',
    change: swap('  match', '  failure_message { |tea| "has #{tea.cups}" }\n  match'),
  },
  {
    on: 'php',
    name: 'an assertion of its own',
    path: COIN,
    change: swap(
      '    public function testOld',
      '    private function assertCoin(Coin $c): void { self::assertSame(1, $c->old()); }\n\n    public function testOld',
    ),
  },
  {
    on: 'rust',
    name: 'a panic for a longer reason',
    path: LIB,
    change: both(
      swap('m / 61', 'm / 60'),
      swap('#[should_panic(expected = "bad")]', '#[should_panic(expected = "\\"bad\\"")]'),
    ),
  },
  {
    on: 'c',
    name: 'a macro that says more',
    path: 'tests/check.h',
    change: swap('abort();', '{ fprintf(stderr, "%s\\n", #x); abort(); }'),
  },
]
