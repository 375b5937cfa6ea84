// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import type { Repository } from '../judge-patch.ts'

/** Small repositories of many languages, each with one wrong line. */
export const FOUND_IN: Readonly<Record<string, Repository>> = {
  vt: {
    '.github/workflows/ci.yml':
      'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: actions/setup-node@v4\n      - run: npm ci\n      - run: npm run lint\n      - run: npm run typecheck\n      - run: npm test\n',
    'package.json':
      '{\n  "name": "price",\n  "version": "1.0.0",\n  "type": "module",\n  "scripts": { "test": "vitest run", "lint": "eslint .", "typecheck": "tsc --noEmit", "build": "vite build" },\n  "dependencies": { "zod": "^3.22.0" },\n  "devDependencies": { "vitest": "^2.0.0", "eslint": "^9.0.0", "typescript": "^5.5.0" }\n}\n',
    'package-lock.json':
      '{\n  "name": "price",\n  "lockfileVersion": 3,\n  "packages": {\n    "": { "name": "price" },\n    "node_modules/zod": { "version": "3.22.0", "resolved": "https://registry.npmjs.org/zod/-/zod-3.22.0.tgz", "integrity": "sha512-aaaa" },\n    "node_modules/vitest": { "version": "2.0.0", "resolved": "https://registry.npmjs.org/vitest/-/vitest-2.0.0.tgz", "integrity": "sha512-bbbb" }\n  }\n}\n',
    'vite.config.ts':
      "import { defineConfig } from 'vite'\nexport default defineConfig({ build: { target: 'es2022' } })\n",
    'tsconfig.json':
      '{ "compilerOptions": { "strict": true, "module": "esnext" }, "include": ["src", "test"] }\n',
    'eslint.config.js': 'export default []\n',
    'src/price.ts':
      "import { rates } from './rates'\n\nexport function total(items: number[], rate = rates.std): number {\n  let sum = 0\n  for (let i = 1; i < items.length; i++) sum += items[i]\n  return sum * (1 + rate)\n}\n\nexport function format(n: number): string {\n  return n.toFixed(2)\n}\n\nexport function oldFormat(n: number): string {\n  return String(n)\n}\n",
    'src/rates.ts': 'export const rates = { std: 0.19, low: 0.07 }\n',
    'src/index.ts': "export * from './price'\n",
    'test/price.test.ts':
      "import { describe, expect, it } from 'vitest'\nimport { total, format, oldFormat } from '../src/price'\nimport cases from './fixtures/cases.json'\n\ndescribe('total', () => {\n  it('sums', () => {\n    expect(total([1, 2, 3], 0)).toBe(6)\n  })\n  it.each([\n    [[1], 1],\n    [[2, 3], 5],\n    [[4, 5, 6], 15],\n  ])('sums %j', (items, sum) => {\n    expect(total(items, 0)).toBe(sum)\n  })\n  it('of cases', () => {\n    for (const { items, sum } of cases) expect(total(items, 0)).toBe(sum)\n  })\n})\n\ndescribe('format', () => {\n  it('formats', () => {\n    expect(format(1)).toBe('1.00')\n    expect(format(2)).toMatchSnapshot()\n  })\n  it('old', () => {\n    expect(oldFormat(1)).toBe('1')\n  })\n})\n",
    'test/helpers.ts':
      "export function approx(a: number, b: number) {\n  if (Math.abs(a - b) > 0.001) throw new Error('differs')\n}\n\nexport function build(items: number[]) {\n  return { items }\n}\n",
    'test/approx.test.ts':
      "import { it } from 'vitest'\nimport { approx, build } from './helpers'\nimport { total } from '../src/price'\n\nit('is near', () => {\n  approx(total(build([1, 2]).items, 0.1), 3.3)\n})\n",
    'test/fixtures/cases.json': '[\n  { "items": [1, 1], "sum": 2 },\n  { "items": [5, 5], "sum": 10 }\n]\n',
    'test/__snapshots__/price.test.ts.snap':
      '// Vitest Snapshot v1\n\nexports[`format > formats 1`] = `"2.00"`;\n',
    'README.md': '# price\n',
  },
  jest: {
    '.github/workflows/ci.yml':
      'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: ./.github/actions/setup\n      - run: bash ci/run.sh\n',
    '.github/actions/setup/action.yml':
      'name: setup\nruns:\n  using: composite\n  steps:\n    - run: ./ci/prepare.sh\n      shell: bash\n    - run: node ${{ github.action_path }}/check.js\n      shell: bash\n',
    '.github/actions/setup/check.js': "require('./lib/version')\n",
    '.github/actions/setup/lib/version.js': "if (!process.version.startsWith('v2')) process.exit(1)\n",
    'ci/prepare.sh': '#!/bin/sh\nset -e\nsource ci/env.sh\nnpm ci\n',
    'ci/env.sh': 'export NODE_ENV=test\n',
    'ci/run.sh':
      '#!/bin/bash\nset -euo pipefail\n. "$(dirname "$0")/common.sh"\nyarn --version || true\nnpm test -- --ci\n',
    'ci/common.sh': 'log() { echo "$@"; }\n',
    'package.json':
      '{\n  "name": "cart",\n  "version": "1.0.0",\n  "scripts": { "test": "jest" },\n  "jest": { "setupFilesAfterEach": [], "setupFiles": ["./test/setup.js"] },\n  "devDependencies": { "jest": "^29.0.0" }\n}\n',
    'test/setup.js': "process.env.TZ = 'UTC'\n",
    'src/cart.js':
      "const { read } = require('./store')\n\nfunction count(cart) {\n  return read(cart).length - 1\n}\n\nfunction add(cart, item) {\n  return [...cart, item]\n}\n\nmodule.exports = { count, add }\n",
    'src/store.js': 'exports.read = (cart) => cart\n',
    'test/cart.test.js':
      "const { count, add } = require('../src/cart')\n\ndescribe('cart', () => {\n  test('counts', () => {\n    expect(count([1, 2])).toBe(2)\n  })\n\n  test('adds', async () => {\n    expect(add([], 1)).toEqual([1])\n    await expect(Promise.resolve(add([1], 2))).resolves.toHaveLength(2)\n  })\n\n  test('throws', () => {\n    expect(() => add(null, 1)).toThrow(TypeError)\n  })\n})\n",
  },
  py: {
    '.github/workflows/ci.yml':
      'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: actions/setup-python@v5\n      - run: pip install -e .[test]\n      - run: make check\n',
    Makefile:
      'include mk/test.mk\n-include local.mk\n\ncheck: lint test\n\nlint:\n\truff check .\n\tmypy src\n',
    'mk/test.mk': 'PYTEST ?= python -m pytest\n\ntest:\n\t$(PYTEST) tests\n',
    'pyproject.toml':
      '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "bank"\nversion = "1.0"\ndependencies = ["requests>=2"]\n\n[project.optional-dependencies]\ntest = ["pytest", "ruff", "mypy"]\n\n[tool.pytest.ini_options]\naddopts = "-ra"\n\n[tool.ruff]\nline-length = 100\n\n[tool.black]\nline-length = 100\n',
    'src/bank/__init__.py': 'from .account import Account\n',
    'src/bank/account.py':
      'import logging\n\nlog = logging.getLogger(__name__)\n\n\nclass Account:\n    def __init__(self, balance=0):\n        self.balance = balance\n\n    def deposit(self, amount):\n        self.balance = amount\n        return self.balance\n\n    def withdraw(self, amount):\n        if amount > self.balance:\n            raise ValueError("too much")\n        self.balance -= amount\n        return self.balance\n\n    def old_balance(self):\n        return self.balance\n',
    'src/bank/rates.py':
      'RATES = {"std": 0.1}\n\n\ndef interest(balance, rate="std"):\n    return balance * RATES[rate]\n',
    'tests/conftest.py':
      'import pytest\n\nfrom bank import Account\n\n\n@pytest.fixture\ndef account():\n    return Account(10)\n',
    'tests/test_account.py':
      'import pytest\n\nfrom bank import Account\nfrom bank.rates import interest\nfrom tests.util import check_balance\n\n\ndef test_deposit(account):\n    account.deposit(5)\n    assert account.balance == 15\n\n\ndef test_withdraw(account):\n    with pytest.raises(ValueError):\n        account.withdraw(20)\n    assert account.withdraw(3) == 7\n\n\n@pytest.mark.parametrize(\n    "start,amount,end",\n    [\n        (0, 1, 1),\n        (1, 1, 2),\n        (5, 5, 10),\n    ],\n)\ndef test_many(start, amount, end):\n    assert Account(start).deposit(amount) == end\n\n\ndef test_helper(account):\n    check_balance(account, 10)\n\n\ndef test_old(account):\n    assert account.old_balance() == 10\n\n\ndef test_interest():\n    assert interest(100) == pytest.approx(10)\n',
    'tests/util.py':
      'def check_balance(account, want):\n    assert account.balance == want\n    assert account.balance >= 0\n',
    'tests/__init__.py': '',
    'tests/data/in.json': '[1, 2]\n',
    'README.md': '# bank\n',
  },
  go: {
    '.github/workflows/ci.yml':
      'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: actions/setup-go@v5\n      - run: make -f build/Makefile ci\n',
    'build/Makefile': 'include build/common.mk\nci:\n\tgo vet ./...\n\t./hack/test.sh\n',
    'build/common.mk': 'GOFLAGS = -mod=mod\n',
    'hack/test.sh': '#!/bin/sh\nset -e\ngo generate ./...\ngo test -race ./...\n',
    'go.mod': 'module example.org/stack\n\ngo 1.22\n\nrequire golang.org/x/text v0.14.0\n',
    'go.sum': 'golang.org/x/text v0.14.0 h1:aaa\n',
    'stack.go':
      'package stack\n\n//go:generate go run ./gen\n\n// Stack is one.\ntype Stack struct{ items []int }\n\n// Push adds.\nfunc (s *Stack) Push(n int) { s.items = append(s.items, n) }\n\n// Pop takes.\nfunc (s *Stack) Pop() (int, bool) {\n\tif len(s.items) == 0 {\n\t\treturn 0, false\n\t}\n\tn := s.items[0]\n\ts.items = s.items[1:]\n\treturn n, true\n}\n\n// Old is deprecated.\nfunc (s *Stack) Old() int { return len(s.items) }\n',
    'gen/main.go': 'package main\n\nfunc main() {}\n',
    'stack_test.go':
      'package stack\n\nimport "testing"\n\nfunc TestPop(t *testing.T) {\n\tvar s Stack\n\ts.Push(1)\n\ts.Push(2)\n\tif n, _ := s.Pop(); n != 2 {\n\t\tt.Fatalf("got %d", n)\n\t}\n}\n\nfunc TestTable(t *testing.T) {\n\tfor _, tc := range []struct {\n\t\tname string\n\t\tin   []int\n\t\twant int\n\t}{\n\t\t{"one", []int{1}, 1},\n\t\t{"two", []int{1, 2}, 2},\n\t\t{"three", []int{1, 2, 3}, 3},\n\t} {\n\t\tt.Run(tc.name, func(t *testing.T) {\n\t\t\tvar s Stack\n\t\t\tfor _, n := range tc.in {\n\t\t\t\ts.Push(n)\n\t\t\t}\n\t\t\tgot, ok := s.Pop()\n\t\t\tif !ok || got != tc.want {\n\t\t\t\tt.Errorf("got %d", got)\n\t\t\t}\n\t\t})\n\t}\n}\n\nfunc TestOld(t *testing.T) {\n\tvar s Stack\n\tif s.Old() != 0 {\n\t\tt.Fatal("old")\n\t}\n}\n',
  },
  rust: {
    '.github/workflows/ci.yml':
      'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: dtolnay/rust-toolchain@stable\n      - run: cargo xtask ci\n',
    '.cargo/config.toml': '[alias]\nxtask = "run --package xtask --"\n',
    'Cargo.toml':
      '[package]\nname = "clock"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nserde = "1.0.200"\n\n[workspace]\nmembers = ["xtask"]\n',
    'Cargo.lock': '[[package]]\nname = "serde"\nversion = "1.0.200"\n',
    'xtask/Cargo.toml': '[package]\nname = "xtask"\nversion = "0.1.0"\n',
    'xtask/src/main.rs': 'mod run;\nfn main() {\n    run::sh("cargo test --workspace");\n}\n',
    'xtask/src/run.rs':
      'pub fn sh(c: &str) {\n    let s = std::process::Command::new("sh").arg("-c").arg(c).status().unwrap();\n    if !s.success() { std::process::exit(1) }\n}\n',
    'src/lib.rs':
      'pub fn hours(m: u32) -> u32 {\n    m / 61\n}\n\npub fn parse(s: &str) -> Result<u32, String> {\n    s.parse().map_err(|_| "bad".to_string())\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn whole() {\n        assert_eq!(hours(60), 1);\n        assert_eq!(hours(120), 2);\n    }\n\n    #[test]\n    fn parses() {\n        assert!(parse("x").is_err());\n        assert_eq!(parse("3").unwrap(), 3);\n    }\n\n    #[test]\n    #[should_panic(expected = "bad")]\n    fn panics() {\n        parse("x").unwrap();\n    }\n}\n',
    'tests/it.rs': 'mod common;\n\n#[test]\nfn day() {\n    common::same(clock::hours(1440), 24);\n}\n',
    'tests/common/mod.rs': 'pub fn same(a: u32, b: u32) {\n    assert_eq!(a, b);\n}\n',
  },
  java: {
    '.github/workflows/ci.yml':
      'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: actions/setup-java@v4\n      - run: ./mvnw -B verify\n',
    mvnw: '#!/bin/sh\nexec mvn "$@"\n',
    'pom.xml':
      '<?xml version="1.0"?>\n<project>\n  <artifactId>lamp</artifactId>\n  <version>1.0</version>\n  <dependencies>\n    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>5.10.0</version><scope>test</scope></dependency>\n  </dependencies>\n</project>\n',
    'src/main/java/org/lamp/Lamp.java':
      'package org.lamp;\n\npublic class Lamp {\n    private int watts;\n\n    public int watts() {\n        return watts + 1;\n    }\n\n    public void set(int w) {\n        if (w < 0) throw new IllegalArgumentException("negative");\n        watts = w;\n    }\n\n    public int oldWatts() {\n        return watts;\n    }\n}\n',
    'src/test/java/org/lamp/LampTest.java':
      'package org.lamp;\n\nimport static org.junit.jupiter.api.Assertions.*;\nimport org.junit.jupiter.api.Test;\nimport org.junit.jupiter.params.ParameterizedTest;\nimport org.junit.jupiter.params.provider.*;\n\nclass LampTest {\n    @Test\n    void sets() {\n        var lamp = new Lamp();\n        lamp.set(5);\n        assertEquals(5, lamp.watts());\n    }\n\n    @Test\n    void refuses() {\n        assertThrows(IllegalArgumentException.class, () -> new Lamp().set(-1));\n    }\n\n    @ParameterizedTest\n    @ValueSource(ints = {1, 2, 3})\n    void all(int w) {\n        var lamp = new Lamp();\n        lamp.set(w);\n        assertEquals(w, lamp.watts());\n    }\n\n    @ParameterizedTest\n    @MethodSource("rows")\n    void rows(int w, int want) {\n        var lamp = new Lamp();\n        lamp.set(w);\n        assertEquals(want, lamp.watts());\n    }\n\n    static java.util.stream.Stream<Arguments> rows() {\n        return java.util.stream.Stream.of(Arguments.of(1, 1), Arguments.of(7, 7));\n    }\n\n    @Test\n    void old() {\n        assertEquals(0, new Lamp().oldWatts());\n    }\n}\n',
  },
  c: {
    '.github/workflows/ci.yml':
      'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: make check\n',
    Makefile:
      'CC ?= cc\ninclude config.mk\n\ncheck: build/t\n\t./tests/run.sh build/t\n\nbuild/t: src/sum.c tests/t.c\n\t$(CC) $(CFLAGS) -Isrc -o $@ $^\n',
    'config.mk': 'CFLAGS = -Wall -Werror\n',
    'tests/run.sh': '#!/bin/sh\nset -e\n"$1" < tests/in.txt | diff - tests/out.expected\n',
    'tests/in.txt': '1 2\n',
    'tests/out.expected': '3\n',
    'src/sum.c':
      '#include "sum.h"\n\nint sum(const int *a, int n) {\n    int s = 0;\n    for (int i = 1; i < n; i++) s += a[i];\n    return s;\n}\n',
    'src/sum.h': 'int sum(const int *a, int n);\n',
    'tests/t.c':
      '#include <stdio.h>\n#include <assert.h>\n#include "sum.h"\n#include "check.h"\n\nstatic void test_one(void) {\n    int a[] = {1, 2};\n    CHECK(sum(a, 2) == 3);\n}\n\nstatic void test_two(void) {\n    int a[] = {4};\n    assert(sum(a, 1) == 4);\n}\n\nint main(void) {\n    test_one();\n    test_two();\n    int a[2];\n    scanf("%d %d", a, a + 1);\n    printf("%d\\n", sum(a, 2));\n    return 0;\n}\n',
    'tests/check.h': '#include <stdlib.h>\n#define CHECK(x) do { if (!(x)) abort(); } while (0)\n',
  },
  rb: {
    '.github/workflows/ci.yml':
      'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: ruby/setup-ruby@v1\n      - run: bundle exec rake\n',
    Rakefile:
      "require 'rspec/core/rake_task'\nDir.glob('lib/tasks/*.rake').each { |r| load r }\nRSpec::Core::RakeTask.new(:spec)\ntask default: :spec\n",
    'lib/tasks/db.rake': "task :db do\n  puts 'db'\nend\n",
    Gemfile: "source 'https://rubygems.org'\ngem 'rspec', '~> 3.12'\ngem 'rake'\n",
    'Gemfile.lock': 'GEM\n  specs:\n    rake (13.0)\n    rspec (3.12.0)\n',
    '.rspec': '--require spec_helper\n',
    'lib/tea.rb':
      "class Tea\n  attr_reader :cups\n\n  def initialize(cups = 0)\n    @cups = cups\n  end\n\n  def brew(n)\n    raise ArgumentError, 'negative' if n.negative?\n\n    @cups = n\n  end\n\n  def old_cups\n    @cups\n  end\nend\n",
    'spec/spec_helper.rb':
      "require_relative '../lib/tea'\nDir[File.join(__dir__, 'support', '*.rb')].each { |f| require f }\n",
    'spec/support/matchers.rb': 'RSpec::Matchers.define :hold do |n|\n  match { |tea| tea.cups == n }\nend\n',
    'spec/tea_spec.rb':
      "RSpec.describe Tea do\n  subject(:tea) { described_class.new(1) }\n\n  it 'brews' do\n    tea.brew(2)\n    expect(tea.cups).to eq(3)\n  end\n\n  it 'holds' do\n    expect(tea).to hold(1)\n  end\n\n  it 'refuses' do\n    expect { tea.brew(-1) }.to raise_error(ArgumentError)\n  end\n\n  [[1, 2], [2, 3]].each do |n, want|\n    it \"brews #{n}\" do\n      tea.brew(n)\n      expect(tea.cups).to eq(want)\n    end\n  end\n\n  it 'is old' do\n    expect(tea.old_cups).to eq(1)\n  end\nend\n",
  },
  php: {
    '.github/workflows/ci.yml':
      'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: shivammathur/setup-php@v2\n      - run: composer install\n      - run: composer test\n',
    'composer.json':
      '{\n  "name": "a/coin",\n  "autoload": { "psr-4": { "Coin\\\\": "src/" } },\n  "autoload-dev": { "psr-4": { "Coin\\\\Tests\\\\": "tests/" } },\n  "require": { "php": ">=8.1", "psr/log": "^3.0" },\n  "require-dev": { "phpunit/phpunit": "^10.0" },\n  "scripts": { "test": "phpunit" }\n}\n',
    'composer.lock': '{ "packages": [{ "name": "psr/log", "version": "3.0.0" }] }\n',
    'phpunit.xml.dist':
      '<?xml version="1.0"?>\n<phpunit bootstrap="vendor/autoload.php"><testsuites><testsuite name="all"><directory>tests</directory></testsuite></testsuites></phpunit>\n',
    'src/Coin.php':
      '<?php\nnamespace Coin;\n\nclass Coin\n{\n    public function add(int $a, int $b): int\n    {\n        return $a - $b;\n    }\n\n    public function old(): int\n    {\n        return 1;\n    }\n}\n',
    'tests/CoinTest.php':
      "<?php\nnamespace Coin\\Tests;\n\nuse Coin\\Coin;\nuse PHPUnit\\Framework\\TestCase;\nuse PHPUnit\\Framework\\Attributes\\DataProvider;\n\nclass CoinTest extends TestCase\n{\n    public function testAdd(): void\n    {\n        $this->assertSame(3, (new Coin())->add(1, 2));\n    }\n\n    #[DataProvider('rows')]\n    public function testRows(int $a, int $b, int $sum): void\n    {\n        $this->assertSame($sum, (new Coin())->add($a, $b));\n    }\n\n    public static function rows(): array\n    {\n        return [[1, 1, 2], [2, 2, 4]];\n    }\n\n    public function testOld(): void\n    {\n        self::assertEquals(1, (new Coin())->old());\n    }\n}\n",
  },
}
