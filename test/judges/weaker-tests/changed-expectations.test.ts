import { describe, expect, it } from 'vitest'
import { expectationsText } from '../../../src/stages/score/columns/risk.ts'
import { swap } from '../edits.ts'
import { measuredPatch, type Repository } from '../judge-patch.ts'
import { MORE_REPOSITORIES } from '../repositories/all-repositories.ts'

const CSHARP = `using Xunit;
public class SumTests
{
    [Fact]
    public void Adds()
    {
        Assert.Equal(2, new Sum().Of(1));
    }

    [Theory]
    [InlineData(1, 2)]
    public void Many(int a, int b)
    {
        Assert.Equal(b, new Sum().Of(a));
    }
}
`
const JAVA = `class MoreTest {
    @Test
    void more() {
        assertThat(new Tree().apples()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1,2", "3,4"})
    void each(int a, int b) {
        assertEquals(b, f(a));
    }
}
`
const RUST = `#[test]
fn more() {
    assert_eq!(first("a"), 97);
}

#[rstest]
#[case(1, 2)]
#[case(3, 4)]
fn cases(#[case] a: u8, #[case] b: u8) {
    assert_eq!(f(a), b);
}
`
const GO = `package x

import "testing"

func TestX(t *testing.T) {
	want := 3
	if got := f(); got != want {
		t.Errorf("got %d", got)
	}
}
`
const { sortc, orchard, lexer, queue } = MORE_REPOSITORIES
const DATA: Repository = {
  ...sortc,
  'tests/golden/page.golden': 'one\ntwo\n',
  'tests/one.expected': 'yes\n',
  'tests/__snapshots__/a.test.js.snap': 'exports[`a 1`] = `"x"`;\n',
}

describe('V28: an expectation that is another one now is a stated risk', () => {
  it.each<[string, Repository, string, string, string]>([
    ['C#', { ...sortc, 'tests/SumTests.cs': CSHARP }, 'tests/SumTests.cs', 'Equal(2,', 'Equal(1,'],
    [
      'a row in C#',
      { ...sortc, 'tests/SumTests.cs': CSHARP },
      'tests/SumTests.cs',
      'Data(1, 2)',
      'Data(1, 1)',
    ],
    ['Java', { ...orchard, 'x/MoreTest.java': JAVA }, 'x/MoreTest.java', 'isEqualTo(2)', 'isEqualTo(0)'],
    ['a row in Java', { ...orchard, 'x/MoreTest.java': JAVA }, 'x/MoreTest.java', '"3,4"', '"3,5"'],
    ['Rust', { ...lexer, 'tests/more.rs': RUST }, 'tests/more.rs', '97', '98'],
    ['a row in Rust', { ...lexer, 'tests/more.rs': RUST }, 'tests/more.rs', 'case(3, 4)', 'case(3, 5)'],
    ['Go', { ...queue, 'x_test.go': GO }, 'x_test.go', 'want := 3', 'want := 4'],
    ['what is put out', sortc, 'tests/cases/two.out', '1\n2', '2\n1'],
    ['a golden file', DATA, 'tests/golden/page.golden', 'two', 'three'],
    ['an expected file', DATA, 'tests/one.expected', 'yes', 'no'],
    ['a snapshot', DATA, 'tests/__snapshots__/a.test.js.snap', '"x"', '"y"'],
  ])('%s', async (_, repository, path, from, to) => {
    const { measures } = await measuredPatch(repository, { change: { [path]: swap(from, to) } })
    expect(expectationsText(measures)).toContain(path)
    expect(measures.tests.weakened).toEqual([])
  })

  it('but not where there only is more', async () => {
    const change = {
      'tests/cases/three.out': '1\n',
      'tests/golden/page.golden': 'one\ntwo\nthree\n',
      'tests/__snapshots__/a.test.js.snap': 'exports[`a 1`] = `"x"`;\n\nexports[`a 2`] = `"y"`;\n',
    }
    const { measures } = await measuredPatch(DATA, { change })
    expect(expectationsText(measures)).toBeUndefined()
  })
})

describe('V29: a case in a file is a test', () => {
  const deleted = { 'tests/cases/two.in': null, 'tests/cases/two.out': null }

  it('to delete it takes a case away', async () => {
    const { measures } = await measuredPatch(sortc, { change: deleted })
    expect(measures.tests.weakened).toMatchObject([
      { path: 'tests/cases/two.in', what: 'cases-removed' },
      { path: 'tests/cases/two.out', what: 'cases-removed' },
    ])
  })

  it('a test that named it and does so no longer is compared by itself', async () => {
    const repository = {
      ...sortc,
      'tests/two.test.js': "test('two', () => run('cases/two.in', 'cases/two.out'))\n",
    }
    const change = { ...deleted, 'tests/two.test.js': "test('two', () => run('1', '2'))\n" }
    const { measures } = await measuredPatch(repository, { change })
    expect(measures.tests.weakened.filter(({ what }) => what === 'cases-removed')).toEqual([])
  })
})
