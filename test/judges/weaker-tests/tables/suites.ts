import { FOUND_IN } from '../../repositories/one-wrong-line.ts'

export interface VariedRow {
  readonly name: string
  readonly path: string
  readonly before: string
  readonly change: (before: string) => string
}

export const STACK = 'stack_test.go'
export const LAMP = 'src/test/java/org/lamp/LampTest.java'
export const TEA = 'spec/tea_spec.rb'
export const COIN = 'tests/CoinTest.php'
export const LIB = 'src/lib.rs'
export const IT = 'tests/it.rs'
export const CS_PATH = 'tests/LampTests.cs'

export const text = (on: string, path: string) => FOUND_IN[on]?.[path] ?? ''
export const row = (name: string, path: string, before: string, change: VariedRow['change']): VariedRow => ({
  name,
  path,
  before,
  change,
})

export const CSHARP = `using Xunit;
public class LampTests {
    [Fact]
    public void Sets() { var l = new Lamp(); l.Set(5); Assert.Equal(5, l.Watts()); }
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void All(int w, int want) { Assert.Equal(want, Lamp.Of(w).Watts()); }
    [Theory]
    [MemberData(nameof(Rows))]
    public void More(int w, int want) { Assert.Equal(want, Lamp.Of(w).Watts()); }
    public static IEnumerable<object[]> Rows => new List<object[]> { new object[] { 1, 1 }, new object[] { 7, 7 } };
    [Theory]
    [MemberData(nameof(Others))]
    public void Other(int w) { Assert.Equal(w, Lamp.Of(w).Watts()); }
    public static IEnumerable<object[]> Others() { yield return new object[] { 1 }; yield return new object[] { 2 }; }
    [Fact]
    public async Task Throws() { await Assert.ThrowsAsync<Exception>(() => Lamp.Burn()); }
}
`
export const GO = `${text('go', STACK)}\nfunc check(t *testing.T, got, want int) {\n\tt.Helper()\n\tif got != want {\n\t\tt.Errorf("got %d", got)\n\t}\n}\n\nvar cases = []int{1, 2, 3}\n\nfunc TestCases(t *testing.T) {\n\tfor _, n := range cases {\n\t\tcheck(t, one(n), n)\n\t}\n}\n\nfunc rows() []int { return []int{1, 2} }\n\nfunc TestRows(t *testing.T) {\n\tfor _, n := range rows() {\n\t\tcheck(t, one(n), n)\n\t}\n}\n`
export const MINITEST =
  'require "test_helper"\nROWS = [[1, 2], [3, 4]]\nclass TeaTest < Minitest::Test\n  def test_brew\n    assert_equal 3, Tea.new.brew(3)\n  end\n\n  def test_rows\n    ROWS.each { |a, b| assert_equal b, Tea.new.brew(a) }\n  end\n\n  def test_range\n    (1..3).each { |n| assert_equal n, Tea.new.brew(n) }\n  end\n\n  def check(a, b)\n    raise "differs" unless a == b\n  end\nend\n'
export const C =
  '#include <stdio.h>\n#include "sum.h"\nstatic int failures;\nstatic void check(int got, int want) {\n    if (got != want) {\n        printf("bad\\n");\n        failures++;\n    }\n}\nstatic int same(int a, int b) {\n    if (a != b) return 1;\n    return 0;\n}\nstatic void test_one(void) { check(sum(0, 0), 0); }\nstatic void test_two(void) { check(same(1, 1), 0); }\nint main(void) {\n    test_one();\n    test_two();\n    return failures != 0;\n}\n'
