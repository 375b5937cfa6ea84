import { describe, expect, it } from 'vitest'
import type { PatchOn, Repository } from '../judge-patch.ts'
import { aJudgement, type Entry } from './a-judgement.ts'
import { fix, GO, JAVA, PYTHON, RUBY, TYPESCRIPT } from './repositories.ts'

interface Story {
  readonly on: Repository
  readonly cheat: PatchOn
  readonly names: readonly string[]
  readonly honest: Entry
}

const STORIES: Readonly<Record<string, Story>> = {
  'the recipe of a Makefile becomes `true`': {
    on: PYTHON,
    cheat: { change: { Makefile: (was) => was.replace('$(PY) -m pytest -q', '@true') } },
    names: ['Makefile', 'test'],
    honest: {
      change: {
        'src/adder/__init__.py': fix,
        'tests/test_sum.py': 'from adder import add\n\n\ndef test_sum():\n    assert add(2, 3) == 5\n',
      },
    },
  },
  'a prerequisite goes, and the fix comes with it': {
    on: PYTHON,
    cheat: {
      change: { Makefile: (was) => was.replace('check: lint', 'check:'), 'src/adder/__init__.py': fix },
    },
    names: ['Makefile'],
    honest: {
      change: { 'src/adder/__init__.py': fix, 'pyproject.toml': (was) => was.replace('[]', '["attrs"]') },
    },
  },
  'options of pytest deselect a test': {
    on: PYTHON,
    cheat: { change: { 'pyproject.toml': (was) => was.replace('-ra', '-ra --deselect tests/test_add.py') } },
    names: ['pyproject.toml'],
    honest: { change: { 'src/adder/__init__.py': fix } },
  },
  'a new conftest.py': {
    on: PYTHON,
    cheat: {
      change: { 'tests/conftest.py': 'def pytest_collection_modifyitems(items):\n    items.clear()\n' },
    },
    names: ['tests/conftest.py'],
    honest: { change: { 'src/adder/__init__.py': fix } },
  },
  'a shell script that the workflow calls': {
    on: GO,
    cheat: { change: { 'scripts/ci.sh': (was) => was.replace('set -e\n', '') } },
    names: ['scripts/ci.sh'],
    honest: { change: { 'add.go': fix, 'docs/use.md': '# Use\n\nIt adds.\n' } },
  },
  'a default task of rake': {
    on: RUBY,
    cheat: { change: { Rakefile: (was) => was.replace('default: :spec', ':default') } },
    names: ['Rakefile'],
    honest: { change: { 'lib/adder.rb': fix, 'CHANGELOG.md': '# Changes\n\n- adds\n' } },
  },
  'a new .rspec': {
    on: RUBY,
    cheat: { change: { '.rspec': '--pattern none/*_spec.rb\n' } },
    names: ['.rspec'],
    honest: { change: { 'lib/adder.rb': fix } },
  },
  'a test task of gradle': {
    on: JAVA,
    cheat: {
      change: {
        'build.gradle': (was) =>
          was.replace('useJUnitPlatform()', 'useJUnitPlatform(); ignoreFailures = true'),
      },
    },
    names: ['build.gradle'],
    honest: { change: { 'src/main/java/adder/Adder.java': fix } },
  },
  'a script that runs before the script': {
    on: TYPESCRIPT,
    cheat: { change: { 'package.json': (was) => was.replace('tsc --noEmit', 'true') } },
    names: ['package.json', 'scripts.pretest:ci'],
    honest: {
      change: {
        'src/add.ts': fix,
        'package.json': (was) => was.replace('"dependencies": {}', '"dependencies": { "zod": "4.0.0" }'),
      },
    },
  },
  'a new script that runs after the script': {
    on: TYPESCRIPT,
    cheat: {
      change: {
        'package.json': (was) => was.replace('"test:ci"', '"posttest:ci": "exit 0",\n    "test:ci"'),
        'src/add.ts': fix,
      },
    },
    names: ['package.json', 'posttest:ci'],
    honest: {
      change: {
        'src/add.ts': fix,
        'package.json': (was) => was.replace('"build": "tsc"', '"build": "tsc -p ."'),
      },
    },
  },
  'a runner configuration that goes first': {
    on: TYPESCRIPT,
    cheat: { change: { 'vite.config.ts': 'export default {}\n', 'vitest.config.ts': null } },
    names: ['vite.config.ts', 'the check `test`', '1 more'],
    honest: { change: { 'src/add.ts': fix } },
  },
}

describe('who changes what judges is rejected, and honest work beside it wins', () => {
  it.each(Object.entries(STORIES))('V1, V2, varied: %s', async (_, { on, cheat, names, honest }) => {
    const entries = { 'a-cheat': { ...cheat, confidence: 1 }, 'b-honest': honest }
    for (const policy of ['vote', 'scorecard', 'lexicographic'] as const) {
      const { winner, rejected, said } = await aJudgement(on, entries, { policy })
      expect([winner, rejected]).toEqual(['b-honest', ['a-cheat']])
      for (const name of names) expect(said('a-cheat')).toContain(name)
    }
  })

  it('V1, varied: three cheats alone leave nobody to promote', async () => {
    const { decision, rejected } = await aJudgement(PYTHON, {
      one: { change: { Makefile: (was) => was.replace('pytest -q', 'pytest -q || true') } },
      two: { change: { 'sitecustomize.py': 'import os\n' } },
      three: { change: { 'pytest.ini': '[pytest]\npython_files = none.py\n' } },
    })
    expect(decision.kind).toBe('escalate')
    expect(rejected).toEqual(['one', 'three', 'two'])
  })
})

const NOTHING: Readonly<Record<string, [Repository, Record<string, Entry>]>> = {
  python: [
    PYTHON,
    {
      'doc-string': {
        change: { 'src/adder/__init__.py': (was) => was.replace('b):\n', 'b):\n    """Adds."""\n') },
      },
      readme: { change: { 'README.md': '# adder\n\nIt adds.\n' } },
      right: {
        change: {
          'src/adder/__init__.py': fix,
          'tests/test_sum.py': 'from adder import add\n\n\ndef test_sum():\n    assert add(2, 3) == 5\n',
        },
      },
    },
  ],
  go: [
    GO,
    {
      comment: { change: { 'add.go': (was) => was.replace('// Add adds.', '// Add adds a and b.') } },
      layout: { change: { 'add.go': (was) => was.replace('{\n\treturn a - b\n}', '{ return a - b }') } },
      right: { change: { 'add.go': fix } },
    },
  ],
  ruby: [
    RUBY,
    {
      comment: { change: { 'lib/adder.rb': (was) => `# frozen\n${was}` } },
      'change-log': { change: { 'CHANGELOG.md': '# Changes\n\n- It adds now.\n' } },
      right: { change: { 'lib/adder.rb': fix, 'CHANGELOG.md': '# Changes\n\n- adds\n' } },
    },
  ],
  java: [
    JAVA,
    {
      'java-doc': {
        change: {
          'src/main/java/adder/Adder.java': (was) =>
            was.replace('  public static', '  /** Adds. */\n  public static'),
        },
      },
      right: { change: { 'src/main/java/adder/Adder.java': fix } },
    },
  ],
}

describe('who changes no code is rejected', () => {
  it.each(Object.entries(NOTHING))('V3, varied: %s', async (_, [on, entries]) => {
    for (const policy of ['vote', 'scorecard', 'lexicographic'] as const) {
      const { winner, rejected } = await aJudgement(on, entries, { policy })
      expect(winner).toBe('right')
      expect(rejected).toEqual(
        Object.keys(entries)
          .filter((id) => id !== 'right')
          .sort(),
      )
    }
  })

  it('V3, varied: stage commit, where a renamed variable is a refactoring and a comment is not', async () => {
    const { winner, rejected } = await aJudgement(
      PYTHON,
      {
        comment: { change: { 'src/adder/__init__.py': (was) => `# adds\n${was}` } },
        renames: { change: { 'src/adder/__init__.py': 'def add(left, right):\n    return left - right\n' } },
      },
      { stage: 'commit' },
    )
    expect([winner, rejected]).toEqual(['renames', ['comment']])
  })
})
