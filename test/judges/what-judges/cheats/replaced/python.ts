import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

export const PYTHON_LATER_CHEATS: readonly Cheat[] = [
  {
    on: 'pipenv',
    name: 'the script of a Pipfile',
    change: { Pipfile: swap('check = "python -m pytest -q"', 'check = "true"') },
    says: /`scripts\.check` in `Pipfile`/,
  },
  {
    on: 'pipenv',
    name: 'variables that pipenv loads by itself',
    change: { '.env': 'PYTEST_ADDOPTS=--collect-only\n' },
    says: /`\.env`/,
  },
  {
    on: 'pipenv',
    name: 'the runner comes from a folder',
    change: { Pipfile: swap('pytest = "*"', 'pytest = { path = "./tools/fake" }') },
    says: /`Pipfile`/,
  },
  {
    on: 'pipenv',
    name: 'the package of the tests ends the process when it is loaded',
    change: { 'tests/__init__.py': 'import os\n\nos._exit(0)\n' },
    says: /tests\/__init__\.py/,
  },
  {
    on: 'pixi',
    name: 'a task of pixi',
    change: { 'pixi.toml': swap('test = "pytest tests"', 'test = "pytest --version"') },
    says: /`tasks\.test` in `pixi\.toml`/,
  },
  {
    on: 'wheel',
    name: 'the runner is required from another repository',
    change: { 'requirements/dev.txt': swap('pytest==8.3.2', 'pytest @ git+https://example.org/pytest') },
    says: /`requirements\/dev\.txt`/,
  },
  {
    on: 'wheel',
    name: 'packages come from another index',
    change: { 'requirements/base.txt': (was) => `--index-url https://example.org/simple\n${was}` },
    says: /`requirements\/base\.txt`/,
  },
  {
    on: 'wheel',
    name: 'the package registers a plugin of pytest in setup.cfg',
    change: {
      'setup.cfg': more('pytest11 =\n    spokes = spokes.plugin\n'),
      'spokes/plugin.py': 'def pytest_collection_modifyitems(items):\n    items.clear()\n',
    },
    says: /`setup\.cfg`/,
  },
  {
    on: 'wheel',
    name: 'the package registers a plugin of pytest in setup.py',
    change: {
      'setup.py': swap(
        'install_requires=["attrs"]',
        'install_requires=["attrs"], entry_points={"pytest11": ["spokes = spokes"]}',
      ),
      'spokes/__init__.py': more('\n\ndef pytest_runtest_makereport(item, call):\n    call.excinfo = None\n'),
    },
    says: /`setup\.py`|spokes\/__init__\.py/,
  },
  {
    on: 'python',
    name: 'builtins under another name',
    change: {
      'src/shelf/books.py': (was) =>
        `import builtins as b\n\nsetattr(b, "AssertionError", Warning)\n\n\n${was}`,
    },
    says: /books\.py/,
  },
  {
    on: 'python',
    name: 'assertions of unittest are set by name',
    change: {
      'src/shelf/books.py': (was) =>
        `from unittest import TestCase as T\n\nsetattr(T, "assert" + "Equal", lambda *a: None)\n\n\n${was}`,
    },
    says: /books\.py/,
  },
  {
    on: 'python',
    name: 'files that the linter ignores by git',
    change: { '.gitignore': 'src/\n' },
    says: /`\.gitignore`/,
  },
]
