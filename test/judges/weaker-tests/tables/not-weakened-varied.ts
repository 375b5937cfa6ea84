import { swap } from '../../edits.ts'
import {
  C,
  COIN,
  CS_PATH,
  CSHARP,
  GO,
  LAMP,
  LIB,
  MINITEST,
  row,
  STACK,
  TEA,
  text,
  type VariedRow,
} from './suites.ts'

/** What honest work does in the same places. */
export const NOT_VARIED: readonly VariedRow[] = [
  row('go helper adds msg', STACK, GO, swap('"got %d", got', '"got %d, want %d", got, want')),
  row(
    'go helper generic',
    STACK,
    GO,
    swap('if got != want {', 'if diff := cmp.Diff(want, got); diff != "" {'),
  ),
  row(
    'go testify',
    STACK,
    text('go', STACK),
    swap(
      '\tif n, _ := s.Pop(); n != 2 {\n\t\tt.Fatalf("got %d", n)\n\t}\n',
      '\tn, _ := s.Pop()\n\tassert.Equal(t, 2, n)\n',
    ),
  ),
  row(
    'go switch to Errorf',
    STACK,
    text('go', STACK),
    swap('t.Fatalf("got %d", n)', 't.Errorf("got %d, want 2", n)'),
  ),
  row(
    'go err',
    STACK,
    text('go', STACK),
    swap(
      '\tif n, _ := s.Pop(); n != 2 {',
      '\tn, err := s.Pop()\n\tif err != nil {\n\t\tt.Fatal(err)\n\t}\n\tif n != 2 {',
    ),
  ),
  row(
    'go split struct',
    STACK,
    text('go', STACK),
    swap('if !ok || got != tc.want', 'if want := tc.want; !ok || got != want'),
  ),
  row(
    'go wantErr column',
    STACK,
    text('go', STACK),
    swap(
      '\t\t\tgot, ok := s.Pop()\n',
      '\t\t\tgot, ok := s.Pop()\n\t\t\tif tc.none {\n\t\t\t\tif ok {\n\t\t\t\t\tt.Error("some")\n\t\t\t\t}\n\t\t\t\treturn\n\t\t\t}\n',
    ),
  ),
  row(
    'go parallel',
    STACK,
    text('go', STACK),
    swap('\tvar s Stack\n\ts.Push(1)', '\tt.Parallel()\n\tvar s Stack\n\ts.Push(1)'),
  ),
  row(
    'go row reformatted',
    STACK,
    text('go', STACK),
    swap('{"two", []int{1, 2}, 2}', '{name: "two", in: []int{1, 2}, want: 2}'),
  ),
  row(
    'java list',
    LAMP,
    text('java', LAMP),
    swap(
      'java.util.stream.Stream.of(Arguments.of(1, 1), Arguments.of(7, 7))',
      'java.util.List.of(Arguments.of(1, 1), Arguments.of(7, 7)).stream()',
    ),
  ),
  row('java new helper', LAMP, text('java', LAMP), (t) =>
    t.replace(
      /}\s*$/,
      '    private int twice(int w) { if (w < 0) throw new IllegalArgumentException(); return w * 2; }\n}\n',
    ),
  ),
  row('java static nested', LAMP, text('java', LAMP), (t) =>
    t.replace(/}\s*$/, '    static class Box { int v; }\n}\n'),
  ),
  row('java runner under test', LAMP, text('java', LAMP), (t) =>
    t.replace(
      /}\s*$/,
      '    public static class Calm extends BlockJUnit4ClassRunner {\n        public Calm(Class<?> c) { super(c); }\n    }\n}\n',
    ),
  ),
  row('java public class', LAMP, text('java', LAMP), swap('class LampTest', 'public class LampTest')),
  row(
    'java assertAll',
    LAMP,
    text('java', LAMP),
    swap('        assertEquals(5, lamp.watts());', '        assertAll(() -> assertEquals(5, lamp.watts()));'),
  ),
  row(
    'cs theory row',
    CS_PATH,
    CSHARP,
    swap('    [InlineData(2, 2)]\n', '    [InlineData(2, 2)]\n    [InlineData(3, 3)]\n'),
  ),
  row('cs helper', CS_PATH, CSHARP, (t) =>
    t.replace(
      /}\s*$/,
      '    private static Lamp Make(int w) { var l = new Lamp(); l.Set(w); return l; }\n}\n',
    ),
  ),
  row('cs sealed', CS_PATH, CSHARP, swap('public class', 'public sealed class')),
  row(
    'rb let',
    TEA,
    text('rb', TEA),
    swap(
      '  subject(:tea) { described_class.new(1) }',
      '  subject(:tea) { described_class.new(cups) }\n\n  let(:cups) { 1 }',
    ),
  ),
  row('rb more rows', 'test/tea_test.rb', MINITEST, swap('[3, 4]]', '[3, 4], [5, 6]]')),
  row(
    'rb custom assertion',
    'test/tea_test.rb',
    MINITEST,
    swap(
      '  def test_range',
      '  def assert_hot(tea)\n    assert_operator tea.heat, :>, 90\n  end\n\n  def test_hot\n    assert_hot Tea.new\n  end\n\n  def test_range',
    ),
  ),
  row(
    'rb stub collaborator',
    TEA,
    text('rb', TEA),
    swap('    tea.brew(2)\n', '    allow(Kettle).to receive(:boil)\n    tea.brew(2)\n'),
  ),
  row(
    'rb setup list',
    'test/tea_test.rb',
    MINITEST,
    swap(
      '    assert_equal 3, Tea.new.brew(3)',
      '    [1, 2].each { |n| Tea.new.add(n) }\n    assert_equal 3, Tea.new.brew(3)',
    ),
  ),
  row(
    'php keys',
    COIN,
    text('php', COIN),
    swap('[[1, 1, 2], [2, 2, 4]]', "['one' => [1, 1, 2], 'two' => [2, 2, 4]]"),
  ),
  row(
    'php new test',
    COIN,
    text('php', COIN),
    swap(
      '    public function testOld',
      '    public function testNew(): void { self::assertSame(2, (new Coin())->add(1, 1)); }\n\n    public function testOld',
    ),
  ),
  row(
    'rust new helper',
    LIB,
    text('rust', LIB),
    swap('    use super::*;\n', '    use super::*;\n\n    fn minutes(h: u32) -> u32 { h * 60 }\n'),
  ),
  row(
    'rust wrap',
    LIB,
    text('rust', LIB),
    swap(
      '    use super::*;\n',
      '    use super::*;\n\n    fn parse(s: &str) -> Result<u32, String> { super::parse(s) }\n',
    ),
  ),
  row(
    'rust mod nested',
    LIB,
    text('rust', LIB),
    swap(
      '    use super::*;\n',
      '    use super::*;\n\n    mod more { #[test] fn a() { assert_eq!(1 + 1, 2); } }\n',
    ),
  ),
  row(
    'c new test',
    'tests/t.c',
    C,
    swap(
      'int main(void) {\n',
      'static void test_three(void) { check(sum(0, 1), 0); }\nint main(void) {\n    test_three();\n',
    ),
  ),
  row('c args', 'tests/t.c', C, (t) =>
    t.replace(
      'int main(void) {\n    test_one();',
      'int main(int argc, char **argv) {\n    if (argc < 2 || !strcmp(argv[1], "one")) test_one();',
    ),
  ),
  row('c main sum', 'tests/t.c', C, swap('return failures != 0', 'return failures ? 1 : 0')),
  row(
    'c macro say',
    'tests/check.h',
    '#define CHECK(x) ((x) ? (void)0 : abort())\n',
    swap('abort())', 'fail_at(__FILE__, __LINE__))'),
  ),
  row(
    'java doc only',
    LAMP,
    text('java', LAMP),
    swap('    @Test\n    void sets', '    /** Sets. */\n    @Test\n    void sets'),
  ),
]
