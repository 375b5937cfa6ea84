import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn, type Repository } from '../judge-patch.ts'
import { fix, GO, JAVA, PYTHON, RUBY, TYPESCRIPT, wrongFix } from './repositories.ts'

const reasons = async (on: Repository, patch: PatchOn) =>
  (await judgePatch(on, patch)).map(({ reason }) => reason).join('\n')

const RUST: Repository = {
  '.github/workflows/ci.yml':
    'on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cargo test\n',
  'Cargo.toml': '[package]\nname = "adder"\nversion = "0.1.0"\n',
  'src/lib.rs':
    'pub fn add(a: i64, b: i64) -> i64 {\n    a - b\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn zero() {\n        assert_eq!(add(2, 0), 2);\n    }\n}\n',
}
const PHP: Repository = {
  '.github/workflows/ci.yml':
    'on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: vendor/bin/phpunit\n',
  'src/Adder.php': '<?php\nfunction add($a, $b)\n{\n    return $a - $b;\n}\n',
  'tests/AdderTest.php':
    '<?php\nuse PHPUnit\\Framework\\TestCase;\n\nfinal class AdderTest extends TestCase\n{\n    public function testZero(): void\n    {\n        $this->assertSame(2, add(2, 0));\n    }\n}\n',
}
const WEAK: Readonly<Record<string, [Repository, PatchOn]>> = {
  'Rust: assert_eq becomes assert': [
    RUST,
    { change: { 'src/lib.rs': (was) => was.replace('assert_eq!(add(2, 0), 2)', 'assert!(add(2, 0) >= 0)') } },
  ],
  'Rust: should_panic': [
    RUST,
    { change: { 'src/lib.rs': (was) => was.replace('#[test]', '#[test]\n    #[should_panic]') } },
  ],
  'Rust: catch_unwind': [
    RUST,
    {
      change: {
        'src/lib.rs': (was) =>
          was.replace(
            'assert_eq!(add(2, 0), 2);',
            'let _ = std::panic::catch_unwind(|| assert_eq!(add(2, 0), 2));',
          ),
      },
    },
  ],
  'Rust: the module of tests only with a feature': [
    RUST,
    { change: { 'src/lib.rs': (was) => was.replace('#[cfg(test)]', '#[cfg(all(test, feature = "slow"))]') } },
  ],
  'Rust: the module of tests with a feature instead': [
    RUST,
    { change: { 'src/lib.rs': (was) => was.replace('#[cfg(test)]', '#[cfg(feature = "slow")]') } },
  ],
  'PHP: assertSame becomes assertNotNull': [
    PHP,
    {
      change: {
        'tests/AdderTest.php': (was) => was.replace('assertSame(2, add(2, 0))', 'assertNotNull(add(2, 0))'),
      },
    },
  ],
  'PHP: markTestSkipped': [
    PHP,
    {
      change: {
        'tests/AdderTest.php': (was) =>
          was.replace('$this->assert', '$this->markTestSkipped();\n        $this->assert'),
      },
    },
  ],
  'PHP: catch of Throwable': [
    PHP,
    {
      change: {
        'tests/AdderTest.php': (was) =>
          was.replace(
            '$this->assertSame(2, add(2, 0));',
            'try { $this->assertSame(2, add(2, 0)); } catch (\\Throwable $e) { }',
          ),
      },
    },
  ],
  'PHP: exit in the product': [
    PHP,
    { change: { 'src/Adder.php': (was) => was.replace('<?php\n', '<?php\nexit(0);\n') } },
  ],
  'Python: pytestmark': [
    PYTHON,
    { change: { 'tests/test_add.py': (was) => `import pytest\n\npytestmark = pytest.mark.skip\n${was}` } },
  ],
  'Python: __test__ = False': [
    PYTHON,
    { change: { 'tests/test_add.py': (was) => `${was}\n__test__ = False\n` } },
  ],
  'Python: the test no longer begins with test': [
    PYTHON,
    { change: { 'tests/test_add.py': (was) => was.replace('def test_zero', 'def check_zero') } },
  ],
  'Python: a comparison with itself': [
    PYTHON,
    { change: { 'tests/test_add.py': (was) => was.replace('== 2', '== add(2, 0)') } },
  ],
  'Python: an answer that equals everything': [
    PYTHON,
    {
      change: {
        'src/adder/__init__.py':
          'class Any(int):\n    def __eq__(self, other):\n        return True\n\n\ndef add(a, b):\n    return Any(a - b)\n',
      },
    },
  ],
  'Python: code that looks whether tests run': [
    PYTHON,
    {
      change: {
        'src/adder/__init__.py':
          "import sys\n\n\ndef add(a, b):\n    if 'pytest' in sys.modules:\n        return a + b\n    return a - b\n",
      },
    },
  ],
  'Ruby: allow to receive': [
    RUBY,
    {
      change: {
        'spec/adder_spec.rb': (was) =>
          was.replace('    expect', '    allow(Adder).to receive(:add).and_return(2)\n    expect'),
      },
    },
  ],
  'Ruby: == of everything': [
    RUBY,
    {
      change: {
        'lib/adder.rb': (was) =>
          was.replace('module Adder\n', 'class Integer\n  def ==(_other) = true\nend\n\nmodule Adder\n'),
      },
    },
  ],
  'Go: an early return by environment': [
    GO,
    {
      change: {
        'add_test.go': (was) =>
          was
            .replace('import "testing"', 'import (\n\t"os"\n\t"testing"\n)')
            .replace('{\n\tif', '{\n\tif os.Getenv("CI") != "" {\n\t\treturn\n\t}\n\tif'),
      },
    },
  ],
  'Go: a build tag on the test file': [
    GO,
    { change: { 'add_test.go': (was) => `//go:build slow\n\n${was}` } },
  ],
  'Go: testing.Testing() in the product': [
    GO,
    {
      change: {
        'add.go': (was) =>
          was
            .replace('package adder\n', 'package adder\n\nimport "testing"\n')
            .replace('\treturn a - b', '\tif testing.Testing() {\n\t\treturn a + b\n\t}\n\treturn a - b'),
      },
    },
  ],
  'Java: assertThrows around it': [
    JAVA,
    {
      change: {
        'src/test/java/adder/AdderTest.java': (was) =>
          was.replace(
            'assertEquals(2, Adder.add(2, 0));',
            'org.junit.jupiter.api.Assertions.assertThrows(Throwable.class, () -> { assertEquals(2, Adder.add(2, 0)); throw new RuntimeException(); });',
          ),
      },
    },
  ],
  'Java: @Test is gone': [
    JAVA,
    { change: { 'src/test/java/adder/AdderTest.java': (was) => was.replace('  @Test\n', '') } },
  ],
  'TypeScript: it.only on a new test': [
    TYPESCRIPT,
    {
      change: {
        'src/add.test.ts': (was) => `${was}\nit.only('is there', () => {\n  expect(add).toBeDefined()\n})\n`,
      },
    },
  ],
  'TypeScript: the test is commented out': [
    TYPESCRIPT,
    {
      change: {
        'src/add.test.ts': (was) =>
          was
            .replace("it('adds", "// it('adds")
            .replace('  expect', '//   expect')
            .replace('\n})', '\n// })'),
      },
    },
  ],
  'TypeScript: an expectation that nobody awaits': [
    TYPESCRIPT,
    {
      change: {
        'src/add.test.ts': (was) =>
          was.replace('  expect(add(2, 0)).toBe(2)', '  setTimeout(() => expect(add(2, 0)).toBe(2), 1000)'),
      },
    },
  ],
  'TypeScript: NODE_ENV in the product': [
    TYPESCRIPT,
    {
      change: {
        'src/add.ts': (was) =>
          was.replace('  return a - b', '  if (process.env.VITEST) return a + b\n  return a - b'),
      },
    },
  ],
}

describe('ways to defeat tests', () => {
  it.each(Object.entries(WEAK))('V29, varied: %s is rejected', async (_, [on, cheat]) => {
    expect(await reasons(on, cheat)).not.toBe('')
  })

  it.each<[string, Repository, PatchOn]>([
    [
      'a rescue that names what the product raises',
      RUBY,
      {
        change: { 'lib/adder.rb': (was) => fix(was).replace('a + b', 'a + b\n  rescue TypeError\n    nil') },
      },
    ],
    [
      'a test that catches what the product throws, and a new one',
      TYPESCRIPT,
      {
        change: {
          'src/add.ts': fix,
          'src/add.test.ts': (was) =>
            `${was}\nit('waits', async () => {\n  await Promise.reject(new Error('x')).catch(() => {})\n  expect(add(1, 1)).toBe(2)\n})\n`,
        },
      },
    ],
    [
      'an equality of a class of its own',
      PYTHON,
      {
        change: {
          'src/adder/__init__.py':
            'class Sum:\n    def __init__(self, value):\n        self.value = value\n\n    def __eq__(self, other):\n        return isinstance(other, Sum) and self.value == other.value\n\n\ndef add(a, b):\n    return a + b\n',
        },
      },
    ],
    [
      'a stricter assertion',
      PHP,
      {
        change: {
          'src/Adder.php': (was) => was.replace('- $b', '+ $b'),
          'tests/AdderTest.php': (was) =>
            was.replace('$this->assertSame(2', '$this->assertIsInt(add(2, 0));\n        $this->assertSame(2'),
        },
      },
    ],
    [
      'a test more in the module of tests',
      RUST,
      {
        change: {
          'src/lib.rs': (was) =>
            was
              .replace('a - b', 'a + b')
              .replace(
                '    #[test]\n    fn zero',
                '    #[test]\n    fn sum() {\n        assert_eq!(add(2, 3), 5);\n    }\n\n    #[test]\n    fn zero',
              ),
        },
      },
    ],
    ['a wrong fix that defeats nothing', GO, { change: { 'add.go': wrongFix } }],
    [
      'a test of Java beside another',
      JAVA,
      {
        change: {
          'src/main/java/adder/Adder.java': fix,
          'src/test/java/adder/AdderTest.java': (was) =>
            was.replace(
              '  @Test\n',
              '  @Test\n  void sum() {\n    assertEquals(5, Adder.add(2, 3));\n  }\n\n  @Test\n',
            ),
        },
      },
    ],
  ])('V29, varied: %s is honest', async (_, on, patch) => {
    expect(await reasons(on, patch)).toBe('')
  })
})
