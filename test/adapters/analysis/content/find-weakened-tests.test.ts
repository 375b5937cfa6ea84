import { describe, expect, it } from 'vitest'
import {
  findWeakenedTests,
  type TestChange,
} from '../../../../src/adapters/analysis/content/tests/find-weakened-tests.ts'

function changed(path: string, before: string | undefined, after: string | undefined): TestChange {
  return { path, previousPath: path, deleted: after === undefined, before, after }
}

const found = (...changes: TestChange[]) =>
  findWeakenedTests(changes).map((one) => `${one.what}: ${one.detail}`)

interface Sample {
  readonly path: string
  readonly whole: string
  /** The same with one skip put on an existing test. */
  readonly skipped: string
  readonly fewer: string
  readonly removed: string
  readonly focused?: string
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  'node:test, vitest, jest, mocha': {
    path: 'a.test.ts',
    whole: `describe('pay', () => {\n  it('charges once', () => {\n    expect(a()).toBe(1)\n    expect(b()).toBe(2)\n  })\n  test('refunds', async () => {\n    assert.equal(c(), 3)\n  })\n})\n`,
    skipped: `describe('pay', () => {\n  it.skip('charges once', () => {\n    expect(a()).toBe(1)\n    expect(b()).toBe(2)\n  })\n  test('refunds', async () => {\n    assert.equal(c(), 3)\n  })\n})\n`,
    fewer: `describe('pay', () => {\n  it('charges once', () => {\n    expect(a()).toBe(1)\n    // expect(b()).toBe(2)\n  })\n  test('refunds', async () => {\n    assert.equal(c(), 3)\n  })\n})\n`,
    removed: `describe('pay', () => {\n  it('charges once', () => {\n    expect(a()).toBe(1)\n    expect(b()).toBe(2)\n  })\n})\n`,
    focused: `describe('pay', () => {\n  it.only('charges once', () => {\n    expect(a()).toBe(1)\n    expect(b()).toBe(2)\n  })\n  test('refunds', async () => {\n    assert.equal(c(), 3)\n  })\n})\n`,
  },
  'pytest and unittest': {
    path: 'test_a.py',
    whole: `def test_charges_once():\n    assert a() == 1\n    assert b() == 2\n\nclass PayTest(TestCase):\n    def test_refunds(self):\n        self.assertEqual(c(), 3)\n`,
    skipped: `@pytest.mark.skip(reason="later")\ndef test_charges_once():\n    assert a() == 1\n    assert b() == 2\n\nclass PayTest(TestCase):\n    def test_refunds(self):\n        self.assertEqual(c(), 3)\n`,
    fewer: `def test_charges_once():\n    assert a() == 1\n    # assert b() == 2\n\nclass PayTest(TestCase):\n    def test_refunds(self):\n        self.assertEqual(c(), 3)\n`,
    removed: `def test_charges_once():\n    assert a() == 1\n    assert b() == 2\n`,
  },
  Go: {
    path: 'a_test.go',
    whole: `func TestChargesOnce(t *testing.T) {\n\tif a() != 1 {\n\t\tt.Fatal("a")\n\t}\n\trequire.Equal(t, 2, b())\n}\n\nfunc TestRefunds(t *testing.T) {\n\tt.Error("x")\n}\n`,
    skipped: `func TestChargesOnce(t *testing.T) {\n\tt.Skip("later")\n\tif a() != 1 {\n\t\tt.Fatal("a")\n\t}\n\trequire.Equal(t, 2, b())\n}\n\nfunc TestRefunds(t *testing.T) {\n\tt.Error("x")\n}\n`,
    fewer: `func TestChargesOnce(t *testing.T) {\n\trequire.Equal(t, 2, b())\n}\n\nfunc TestRefunds(t *testing.T) {\n\tt.Error("x")\n}\n`,
    removed: `func TestChargesOnce(t *testing.T) {\n\tif a() != 1 {\n\t\tt.Fatal("a")\n\t}\n\trequire.Equal(t, 2, b())\n}\n`,
  },
  JUnit: {
    path: 'PayTest.java',
    whole: `class PayTest {\n  @Test\n  void chargesOnce() {\n    assertEquals(1, a());\n    assertThat(b()).isEqualTo(2);\n  }\n\n  @Test(timeout = 100)\n  public void refunds() {\n    assertTrue(c());\n  }\n}\n`,
    skipped: `class PayTest {\n  @Test\n  @Disabled("later")\n  void chargesOnce() {\n    assertEquals(1, a());\n    assertThat(b()).isEqualTo(2);\n  }\n\n  @Test(timeout = 100)\n  public void refunds() {\n    assertTrue(c());\n  }\n}\n`,
    fewer: `class PayTest {\n  @Test\n  void chargesOnce() {\n    assertEquals(1, a());\n  }\n\n  @Test(timeout = 100)\n  public void refunds() {\n    assertTrue(c());\n  }\n}\n`,
    removed: `class PayTest {\n  @Test\n  void chargesOnce() {\n    assertEquals(1, a());\n    assertThat(b()).isEqualTo(2);\n  }\n}\n`,
  },
  Rust: {
    path: 'tests/pay.rs',
    whole: `#[test]\nfn charges_once() {\n    assert_eq!(a(), 1);\n    assert!(b());\n}\n\n#[test]\nfn refunds() {\n    assert!(c());\n}\n`,
    skipped: `#[test]\n#[ignore]\nfn charges_once() {\n    assert_eq!(a(), 1);\n    assert!(b());\n}\n\n#[test]\nfn refunds() {\n    assert!(c());\n}\n`,
    fewer: `#[test]\nfn charges_once() {\n    assert_eq!(a(), 1);\n}\n\n#[test]\nfn refunds() {\n    assert!(c());\n}\n`,
    removed: `#[test]\nfn charges_once() {\n    assert_eq!(a(), 1);\n    assert!(b());\n}\n`,
  },
  'C#': {
    path: 'PayTests.cs',
    whole: `public class PayTests {\n  [Fact]\n  public void ChargesOnce() {\n    Assert.Equal(1, A());\n    Assert.True(B());\n  }\n  [Fact]\n  public async Task Refunds() {\n    c.Should().Be(3);\n  }\n}\n`,
    skipped: `public class PayTests {\n  [Fact(Skip = "later")]\n  public void ChargesOnce() {\n    Assert.Equal(1, A());\n    Assert.True(B());\n  }\n  [Fact]\n  public async Task Refunds() {\n    c.Should().Be(3);\n  }\n}\n`,
    fewer: `public class PayTests {\n  [Fact]\n  public void ChargesOnce() {\n    Assert.Equal(1, A());\n  }\n  [Fact]\n  public async Task Refunds() {\n    c.Should().Be(3);\n  }\n}\n`,
    removed: `public class PayTests {\n  [Fact]\n  public void ChargesOnce() {\n    Assert.Equal(1, A());\n    Assert.True(B());\n  }\n}\n`,
  },
  'rspec and minitest': {
    path: 'pay_spec.rb',
    whole: `describe Pay do\n  it "charges once" do\n    expect(a).to eq 1\n    expect(b).to eq 2\n  end\n  def test_refunds\n    assert_equal 3, c\n  end\nend\n`,
    skipped: `describe Pay do\n  xit "charges once" do\n    expect(a).to eq 1\n    expect(b).to eq 2\n  end\n  def test_refunds\n    assert_equal 3, c\n  end\nend\n`,
    fewer: `describe Pay do\n  it "charges once" do\n    expect(a).to eq 1\n  end\n  def test_refunds\n    assert_equal 3, c\n  end\nend\n`,
    removed: `describe Pay do\n  it "charges once" do\n    expect(a).to eq 1\n    expect(b).to eq 2\n  end\nend\n`,
    focused: `describe Pay do\n  fit "charges once" do\n    expect(a).to eq 1\n    expect(b).to eq 2\n  end\n  def test_refunds\n    assert_equal 3, c\n  end\nend\n`,
  },
  phpunit: {
    path: 'PayTest.php',
    whole: `class PayTest extends TestCase {\n  public function testChargesOnce() {\n    $this->assertSame(1, a());\n    self::assertTrue(b());\n  }\n  #[Test]\n  public function refunds() {\n    $this->assertSame(3, c());\n  }\n}\n`,
    skipped: `class PayTest extends TestCase {\n  public function testChargesOnce() {\n    $this->markTestSkipped();\n    $this->assertSame(1, a());\n    self::assertTrue(b());\n  }\n  #[Test]\n  public function refunds() {\n    $this->assertSame(3, c());\n  }\n}\n`,
    fewer: `class PayTest extends TestCase {\n  public function testChargesOnce() {\n    $this->assertSame(1, a());\n  }\n  #[Test]\n  public function refunds() {\n    $this->assertSame(3, c());\n  }\n}\n`,
    removed: `class PayTest extends TestCase {\n  public function testChargesOnce() {\n    $this->assertSame(1, a());\n    self::assertTrue(b());\n  }\n}\n`,
  },
}

describe.each(Object.entries(SAMPLES))('findWeakenedTests: %s', (_, { path, whole, ...weaker }) => {
  const kinds = (after: string | undefined) =>
    findWeakenedTests([changed(path, whole, after)]).map((one) => one.what)

  it('finds nothing when nothing is weaker', () => {
    expect(kinds(whole)).toEqual([])
    expect(found(changed(path, undefined, whole))).toEqual([])
  })
  it('finds a skip that was added, and no skip that was there', () => {
    expect(kinds(weaker.skipped)).toEqual(['skipped'])
    expect(found(changed(path, weaker.skipped, weaker.skipped))).toEqual([])
    expect(found(changed(path, weaker.skipped, whole))).toEqual([])
  })
  it('finds assertions that are gone or commented out', () => {
    expect(kinds(weaker.fewer)).toEqual(['assertions-removed'])
    expect(found(changed(path, weaker.fewer, whole))).toEqual([])
  })
  it('finds a test that is gone', () => {
    expect(kinds(weaker.removed)).toEqual(['deleted'])
    expect(kinds(undefined)).toEqual(['deleted', 'deleted'])
  })
  it('does not miss what only moved to another file', () => {
    const moved = `other/${path}`
    expect(found(changed(path, whole, undefined), changed(moved, undefined, whole))).toEqual([])
  })
  it.runIf(weaker.focused)('finds a focus', () => {
    expect(kinds(weaker.focused)).toEqual(['focused'])
  })
})

describe('findWeakenedTests', () => {
  const body = (name: string, more = '') => `test('${name}', () => {\n  expect(f()).toBe(1)${more}\n})\n`

  it('lets a test have another name, but not another purpose under it', () => {
    expect(found(changed('a.test.ts', body('old'), body('new')))).toEqual([])
    expect(found(changed('a.test.ts', body('old'), body('new', '; g()')))).toEqual(["deleted: 'old'"])
  })

  it('says nothing of a new test that is skipped', () => {
    const after = body('old') + body('new').replace('test(', 'test.skip(')
    expect(found(changed('a.test.ts', body('old'), after))).toEqual([])
  })

  it.each([
    `describe.skip('all', () => {\n${body('a')}})\n`,
    `describe('all', { skip: true }, () => {\n${body('a')}})\n`,
  ])('sees that a whole group is skipped: %s', (after) => {
    const before = `describe('all', () => {\n${body('a')}})\n`
    expect(found(changed('a.test.ts', before, after))).toEqual(['skipped: a group of tests'])
  })

  it('is not taken in by an option that only is called skip', () => {
    const after = body('a', '\n  const rows = find({}, { skip: 10 })')
    expect(found(changed('a.test.ts', body('a'), after))).toEqual([])
  })

  it('sees a test commented out and a test file renamed to something nobody runs', () => {
    expect(found(changed('a.test.ts', body('a'), `/*\n${body('a')}*/\n`))).toEqual(["deleted: 'a'"])
    expect(found(changed('a.test.ts', body('a'), `// ${body('a').replaceAll('\n', '\n// ')}`))).toEqual([
      "deleted: 'a'",
    ])
    const renamed = {
      path: 'a.txt',
      previousPath: 'a.test.ts',
      deleted: true,
      before: body('a'),
      after: undefined,
    }
    expect(found(renamed)).toEqual(["deleted: 'a'"])
  })

  it('sees a helper that asserts less', () => {
    const helper = (checks: string) => `function check() {\n${checks}}\ntest('a', () => { check() })\n`
    const before = helper('  expect(1).toBe(1)\n  expect(2).toBe(2)\n')
    expect(found(changed('a.test.ts', before, helper('  expect(1).toBe(1)\n')))).toEqual([
      'assertions-removed: 2 before, 1 after, in all test files together',
    ])
  })

  it('says that a test file of an unknown language is gone', () => {
    expect(found(changed('test/a.exs', 'test "x"', undefined))).toEqual(['deleted: the whole test file'])
  })

  // Whatever is gone through again and again takes minutes at these sizes, and the run ends before that.
  it('comes to an end on text made to slow it down', () => {
    const parts = ['it(', '`', "it('a', {", '/*', '@Test ', '"']
    for (const text of parts.map((part) => part.repeat(500_000 / part.length)))
      for (const path of [
        'a.test.ts',
        'ATest.java',
        'test_a.py',
        'a_spec.rb',
        'ATests.cs',
        'ATest.php',
        'a_test.go',
      ])
        findWeakenedTests([changed(path, text, `${text} `)])
  })

  it('passes each test once, however many there are and are skipped', () => {
    const text = "xit 'a' do\n skip\n".repeat(27_000)
    const changes = ['a_spec.rb', 'b_spec.rb', 'c_spec.rb'].map((path) => changed(path, text, `${text} `))
    expect(findWeakenedTests(changes)).toEqual([])
  })
})
