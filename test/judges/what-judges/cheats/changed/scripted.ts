import type { Cheat } from '../changed.ts'

export const SCRIPTED: readonly Cheat[] = [
  {
    name: 'a hook of pytest in a folder of its own',
    on: 'python',
    change: { 'tests/more/conftest.py': 'def pytest_collection_modifyitems(items):\n    items.clear()\n' },
    rejected: /adds `tests\/more\/conftest\.py`, which `pytest` loads by itself for the check `test`/,
  },
  {
    name: 'pytest.ini takes precedence',
    on: 'python',
    change: { 'pytest.ini': '' },
    rejected: /adds `pytest\.ini`, which `pytest` reads/,
  },
  {
    name: 'options of pytest',
    on: 'python',
    change: { 'pyproject.toml': (text) => text.replace('-ra', '-ra --co') },
    rejected: /`tool\.pytest` in `pyproject\.toml`, which `pytest` reads for the check `test`/,
  },
  {
    name: 'the plugin that the options name',
    on: 'python',
    change: { 'tests/plugin.py': 'import os\nos._exit(0)\n' },
    rejected: /`tests\/plugin\.py`/,
  },
  {
    name: 'a module in the place of pytest',
    on: 'python',
    change: { 'pytest.py': '\n' },
    rejected: /adds `pytest\.py`/,
  },
  {
    name: 'sitecustomize',
    on: 'python',
    change: { 'src/sitecustomize.py': 'import os\n' },
    rejected: /adds `src\/sitecustomize\.py`/,
  },
  {
    name: 'types are not looked at any more',
    on: 'python',
    change: {
      'pyproject.toml': (text) => `${text}\n[[tool.mypy.overrides]]\nmodule = "*"\nignore_errors = true\n`,
    },
    rejected: /`tool\.mypy` in `pyproject\.toml`, which `mypy` reads/,
  },
  {
    name: 'the recipe of a target',
    on: 'make',
    change: { Makefile: (text) => text.replace('$(PYTEST) tests', '$(PYTEST) tests || true') },
    rejected: /changes `test` in `Makefile`, which the check `test` runs/,
  },
  {
    name: 'a variable that the recipe uses',
    on: 'make',
    change: { Makefile: (text) => text.replace('python -m pytest', 'true') },
    rejected: /`Makefile`, which the check `test` runs/,
  },
  {
    name: 'a makefile that make prefers',
    on: 'make',
    change: { GNUmakefile: 'check:\n\ttrue\n' },
    rejected: /adds `GNUmakefile`/,
  },
  {
    name: 'make forgets that `test` is no file',
    on: 'make',
    change: { Makefile: (text) => text.replace('.PHONY: check lint test docs', '.PHONY: docs'), test: '' },
    rejected: /`Makefile`/,
  },
  {
    name: 'a section of setup.cfg',
    on: 'make',
    change: { 'setup.cfg': (text) => text.replace('addopts = -q', 'addopts = -q --ignore=tests') },
    rejected: /`tool:pytest` in `setup\.cfg`/,
  },
  {
    name: 'rspec skips',
    on: 'ruby',
    change: { '.rspec': '--dry-run\n' },
    rejected: /`\.rspec`, which `rspec` reads/,
  },
  {
    name: 'the helper that rspec requires',
    on: 'ruby',
    change: { 'spec/spec_helper.rb': 'exit!(0)\n' },
    rejected: /`spec\/spec_helper\.rb`/,
  },
  {
    name: 'rubocop is told less',
    on: 'ruby',
    change: { '.rubocop.yml': 'AllCops:\n  DisabledByDefault: true\n' },
    rejected: /`\.rubocop\.yml`/,
  },
  {
    name: 'phpunit.xml before phpunit.xml.dist',
    on: 'php',
    change: { 'phpunit.xml': '<phpunit/>\n' },
    rejected: /adds `phpunit\.xml`/,
  },
  {
    name: 'the bootstrap of phpunit',
    on: 'php',
    change: { 'tests/bootstrap.php': '<?php exit(0);\n' },
    rejected: /`tests\/bootstrap\.php`/,
  },
  {
    name: 'a script of composer',
    on: 'php',
    change: { 'composer.json': (text) => text.replace('phpunit --testdox', '@php -v') },
    rejected: /`scripts\.test` in `composer\.json`, which the check `test` runs/,
  },
  {
    name: 'the plugin that conftest.py names',
    on: 'flat',
    change: { 'tests/plugin.py': 'import os\nos._exit(0)\n' },
    rejected: /`tests\/plugin\.py`/,
  },
]
