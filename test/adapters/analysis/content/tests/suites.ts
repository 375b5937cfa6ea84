/** One small test file for each language; the rows of the tables change something in it. */
export interface Suite {
  readonly path: string
  readonly text: string
}

export const SUITES = {
  js: {
    path: 'test/add.test.js',
    text: `import { describe, expect, it } from 'vitest'
import { add, later } from '../src/add.js'

const CASES = [[2, 3, 5], [1, 1, 2], [0, 0, 0]]

function check(a, b) {
  expect(add(a, b)).toBe(a + b)
  expect(add(b, a)).toBe(a + b)
}

describe('add', () => {
  it('adds', () => {
    expect(add(2, 3)).toBe(5)
    expect(add(2, 2)).not.toBe(5)
  })
  it.each(CASES)('adds %i and %i', (a, b, sum) => {
    expect(add(a, b)).toBe(sum)
  })
  it('is near', () => {
    expect(add(0.1, 0.2)).toBeCloseTo(0.3, 5)
  })
  it('waits', async () => {
    await expect(later(2)).resolves.toBe(2)
  })
  it('refuses words', () => {
    expect(() => add('a')).toThrow(TypeError)
  })
  it('checks', () => {
    check(1, 2)
  })
})
`,
  },
  node: {
    path: 'test.js',
    text: `const test = require('node:test')
const assert = require('node:assert')
const { add } = require('./add')

test('adds', () => {
  assert.strictEqual(add(2, 3), 5)
  assert.deepEqual([add(1, 1)], [2])
})

test('adds later', async () => {
  const expected = 4
  const sum = await add(2, 2)
  assert.strictEqual(sum, expected)
})
`,
  },
  py: {
    path: 'tests/test_add.py',
    text: `import pytest
import unittest
from pkg import add

CASES = [(2, 3, 5), (1, 1, 2), (0, 0, 0)]


def check(a, b):
    assert add(a, b) == a + b
    assert add(b, a) == a + b


def test_adds():
    assert add(2, 3) == 5
    assert add(1, 1) == 2


@pytest.mark.parametrize("a,b,total", CASES)
def test_table(a, b, total):
    assert add(a, b) == total


def test_near():
    assert add(0.1, 0.2) == pytest.approx(0.3, rel=0.001)


def test_refuses():
    with pytest.raises(TypeError):
        add("a", 1)


def test_checks():
    check(1, 2)


class AddTest(unittest.TestCase):
    def test_unit(self):
        for a, b, total in CASES:
            self.assertEqual(add(a, b), total)
        self.assertEqual(add(4, 4), 8)
`,
  },
  go: {
    path: 'add_test.go',
    text: `package add

import "testing"

func check(t *testing.T, a, b int) {
	if Add(a, b) != a+b {
		t.Errorf("wrong")
	}
}

func TestAdd(t *testing.T) {
	tests := []struct{ a, b, sum int }{
		{2, 3, 5},
		{1, 1, 2},
	}
	for _, tt := range tests {
		t.Run("case", func(t *testing.T) {
			if got := Add(tt.a, tt.b); got != tt.sum {
				t.Errorf("got %d", got)
			}
		})
	}
}

func TestOne(t *testing.T) {
	if Add(4, 4) != 8 {
		t.Fatal("wrong")
	}
	require.Equal(t, 9, Add(4, 5))
}

func TestCheck(t *testing.T) {
	check(t, 1, 2)
}
`,
  },
  java: {
    path: 'src/test/java/AddTest.java',
    text: `import static org.junit.jupiter.api.Assertions.*;

class AddTest {
  private void check(int a, int b) {
    assertEquals(a + b, Add.add(a, b));
  }

  @Test
  void adds() {
    assertEquals(5, Add.add(2, 3));
    assertThat(Add.add(1, 1)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void same(int a) {
    assertEquals(a, Add.add(a, 0));
  }

  @Test
  void near() {
    assertEquals(0.3, Add.add(0.1, 0.2), 0.001);
  }

  @Test
  void refuses() {
    assertThrows(IllegalArgumentException.class, () -> Add.add(null, 1));
  }

  @Test
  void checks() {
    check(1, 2);
  }
}
`,
  },
  rust: {
    path: 'tests/add.rs',
    text: `use adder::add;

fn check(a: i32, b: i32) {
    assert_eq!(add(a, b), a + b);
}

#[test]
fn adds() {
    assert_eq!(add(2, 3), 5);
    assert!(add(1, 1) == 2);
}

#[rstest]
#[case(2, 3, 5)]
#[case(1, 1, 2)]
fn table(#[case] a: i32, #[case] b: i32, #[case] sum: i32) {
    assert_eq!(add(a, b), sum);
}

#[test]
fn many() {
    let cases = [(2, 3, 5), (4, 4, 8)];
    for (a, b, sum) in cases {
        assert_eq!(add(a, b), sum);
    }
}

#[test]
fn checks() {
    check(1, 2);
}
`,
  },
  cs: {
    path: 'AddTests.cs',
    text: `public class AddTests
{
  [Fact]
  public void Adds()
  {
    Assert.Equal(5, Adder.Add(2, 3));
    Adder.Add(1, 1).Should().Be(2);
  }

  [Theory]
  [InlineData(2, 3, 5)]
  [InlineData(1, 1, 2)]
  public void Table(int a, int b, int sum)
  {
    Assert.Equal(sum, Adder.Add(a, b));
  }

  [Fact]
  public void Refuses()
  {
    Assert.Throws<ArgumentException>(() => Adder.Add(null, 1));
  }
}
`,
  },
  ruby: {
    path: 'spec/add_spec.rb',
    text: `require "add"

CASES = [[2, 3, 5], [1, 1, 2]]

describe Add do
  it "adds" do
    expect(add(2, 3)).to eq(5)
    expect(add(1, 1)).to eq(2)
  end

  it "has a table" do
    CASES.each do |a, b, sum|
      expect(add(a, b)).to eq(sum)
    end
  end

  it "refuses" do
    expect { add("a", 1) }.to raise_error(TypeError)
  end
end
`,
  },
  minitest: {
    path: 'test/add_test.rb',
    text: `class AddTest < Minitest::Test
  def test_adds
    assert_equal 5, add(2, 3)
    assert_equal 2, add(1, 1)
  end

  def test_near
    assert_in_delta 0.3, add(0.1, 0.2), 0.001
  end
end
`,
  },
  php: {
    path: 'tests/AddTest.php',
    text: `<?php
class AddTest extends TestCase {
  public function testAdds() {
    $this->assertSame(5, add(2, 3));
    $this->assertSame(2, add(1, 1));
  }

  public function testTable() {
    $cases = [[2, 3, 5], [1, 1, 2]];
    foreach ($cases as [$a, $b, $sum]) {
      $this->assertSame($sum, add($a, $b));
    }
  }
}
`,
  },
  cpp: {
    path: 'tests/add_test.cc',
    text: `#include "add.h"

TEST(Add, Adds) {
  EXPECT_EQ(add(2, 3), 5);
  EXPECT_EQ(add(1, 1), 2);
}

TEST(Add, Near) {
  EXPECT_NEAR(add(0.1, 0.2), 0.3, 0.001);
}
`,
  },
  kotlin: {
    path: 'src/test/kotlin/AddTest.kt',
    text: `class AddTest {
  @Test
  fun adds() {
    assertEquals(5, add(2, 3))
    assertEquals(2, add(1, 1))
  }

  fun check(a: Int) {
    assertEquals(a, add(a, 0))
  }
}
`,
  },
} as const satisfies Readonly<Record<string, Suite>>

export type SuiteName = keyof typeof SUITES

/** What is written instead of what, each found once. */
export type Edit = readonly [from: string, to: string]

export function edited(name: SuiteName, edits: readonly Edit[]): string {
  return edits.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`not found once in ${name}: ${from}`)
    return text.replace(from, () => to)
  }, SUITES[name].text as string)
}
