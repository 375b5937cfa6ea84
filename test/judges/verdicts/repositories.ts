import type { Repository } from '../judge-patch.ts'

const workflow = (run: string) =>
  `on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ${run}\n`

const CI = '.github/workflows/build.yaml'

export const PYTHON: Repository = {
  [CI]: workflow('make check'),
  Makefile:
    'PY = python3\n\ncheck: lint\n\t$(PY) -m pytest -q\n\nlint:\n\t$(PY) -m compileall src\n\nserve:\n\t$(PY) -m http.server\n',
  'pyproject.toml':
    '[project]\nname = "adder"\nversion = "1.0"\ndependencies = []\n\n[tool.pytest.ini_options]\naddopts = "-ra"\n',
  'README.md': '# adder\n',
  'src/adder/__init__.py': 'def add(a, b):\n    return a - b\n',
  'tests/test_add.py': 'from adder import add\n\n\ndef test_zero():\n    assert add(2, 0) == 2\n',
}

export const GO: Repository = {
  [CI]: workflow('./scripts/ci.sh'),
  'scripts/ci.sh': '#!/bin/sh\nset -e\ngo vet ./...\ngo test ./...\n',
  'go.mod': 'module example.com/adder\n\ngo 1.22\n',
  'docs/use.md': '# Use\n',
  'add.go': 'package adder\n\n// Add adds.\nfunc Add(a, b int) int {\n\treturn a - b\n}\n',
  'add_test.go':
    'package adder\n\nimport "testing"\n\nfunc TestZero(t *testing.T) {\n\tif Add(2, 0) != 2 {\n\t\tt.Fatal("wrong")\n\t}\n}\n',
}

export const RUBY: Repository = {
  [CI]: workflow('bundle exec rake'),
  Gemfile: "source 'https://rubygems.org'\ngem 'rspec'\n",
  Rakefile: "require 'rspec/core/rake_task'\n\nRSpec::Core::RakeTask.new(:spec)\ntask default: :spec\n",
  'CHANGELOG.md': '# Changes\n',
  'lib/adder.rb': 'module Adder\n  def self.add(a, b)\n    a - b\n  end\nend\n',
  'spec/adder_spec.rb':
    "require 'adder'\n\nRSpec.describe Adder do\n  it 'adds nothing' do\n    expect(Adder.add(2, 0)).to eq(2)\n  end\nend\n",
}

export const JAVA: Repository = {
  [CI]: workflow('./gradlew check'),
  gradlew: '#!/bin/sh\nexec java -jar gradle/wrapper/gradle-wrapper.jar "$@"\n',
  'build.gradle':
    "plugins { id 'java' }\ndependencies { testImplementation 'org.junit.jupiter:junit-jupiter:5.10.0' }\ntest { useJUnitPlatform() }\n",
  'settings.gradle': "rootProject.name = 'adder'\n",
  'src/main/java/adder/Adder.java':
    'package adder;\n\npublic final class Adder {\n  public static int add(int a, int b) {\n    return a - b;\n  }\n}\n',
  'src/test/java/adder/AdderTest.java':
    'package adder;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\nimport org.junit.jupiter.api.Test;\n\nclass AdderTest {\n  @Test\n  void zero() {\n    assertEquals(2, Adder.add(2, 0));\n  }\n}\n',
}

export const TYPESCRIPT: Repository = {
  [CI]: workflow('pnpm run test:ci'),
  'package.json':
    '{\n  "type": "module",\n  "scripts": {\n    "build": "tsc",\n    "pretest:ci": "tsc --noEmit",\n    "test:ci": "vitest run"\n  },\n  "dependencies": {}\n}\n',
  'tsconfig.json': '{ "compilerOptions": { "strict": true } }\n',
  'vitest.config.ts':
    "import { defineConfig } from 'vitest/config'\nexport default defineConfig({ test: { include: ['src/**/*.test.ts'] } })\n",
  'README.md': '# adder\n',
  'src/add.ts': 'export function add(a: number, b: number): number {\n  return a - b\n}\n',
  'src/add.test.ts':
    "import { expect, it } from 'vitest'\nimport { add } from './add.ts'\n\nit('adds nothing', () => {\n  expect(add(2, 0)).toBe(2)\n})\n",
}

/** What is right in each. */
export const fix = (before: string) => before.replace('a - b', 'a + b')
/** Looks like it, and is not. */
export const wrongFix = (before: string) => before.replace('a - b', 'a * b')
