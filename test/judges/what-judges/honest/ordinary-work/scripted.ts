import type { Honest } from '../ordinary-work.ts'

const append = (line: string) => (before: string) => `${before}${line}\n`

export const SCRIPTED: readonly Honest[] = [
  {
    name: 'a dependency of Python',
    on: 'python',
    change: {
      'pyproject.toml': (text) => text.replace('"attrs>=23"', '"attrs>=23", "rich"'),
      'src/shelf/books.py': (text) => text.replace(' - 1', ''),
    },
  },
  {
    name: 'tests in a new folder with helpers',
    on: 'python',
    change: {
      'tests/more/__init__.py': '',
      'tests/more/helpers.py': 'def shelf():\n    return []\n',
      'tests/more/test_shelf.py': 'def test_none():\n    assert True\n',
      'src/shelf/books.py': (text) => text.replace(' - 1', ''),
    },
  },
  {
    name: 'a module that has the name of a standard one',
    on: 'python',
    change: { 'src/shelf/io.py': 'x = 1\n', 'src/shelf/site.py': 'x = 1\n' },
  },
  {
    name: 'classifiers and a script of the package',
    on: 'python',
    change: {
      'pyproject.toml': (text) =>
        text.replace(
          'version = "0.1.0"',
          'version = "0.2.0"\nclassifiers = []\nscripts = { shelf = "shelf:main" }',
        ),
      'src/shelf/books.py': append(''),
    },
  },
  {
    name: 'another target of make',
    on: 'make',
    change: {
      Makefile: (text) => `${text.replace('VERSION = 1.0', 'VERSION = 1.1')}\nclean:\n\trm -r out\n`,
      'app/core.py': append(''),
    },
  },
  {
    name: 'the recipe of the documentation',
    on: 'make',
    change: {
      Makefile: (text) => text.replace('docs out', 'docs out -W'),
      'docs/index.rst': append('More'),
      'app/core.py': append(''),
    },
  },
  {
    name: 'a requirement in setup.cfg',
    on: 'make',
    change: {
      'setup.cfg': (text) => text.replace('    requests', '    requests\n    attrs'),
      'app/core.py': append(''),
    },
  },
  {
    name: 'a gem',
    on: 'ruby',
    change: { Gemfile: append("gem 'oj'"), 'lib/purse.rb': (text) => text.replace(' + 1', '') },
  },
  {
    name: 'a spec, a shared example and a fixture',
    on: 'ruby',
    change: {
      'spec/more_spec.rb': 'RSpec.describe(Purse) { it("is") { expect(1).to eq(1) } }\n',
      'spec/support/coins.rb': 'COINS = []\n',
      'lib/purse.rb': (text) => text.replace(' + 1', ''),
    },
  },
  {
    name: 'a package of PHP',
    on: 'php',
    change: {
      'composer.json': (text) => text.replace('">=8.2"', '">=8.2", "psr/clock": "^1"'),
      'src/Clock.php': (text) => text.replace('25', '24'),
    },
  },
  {
    name: 'a class and its test',
    on: 'php',
    change: {
      'src/Minute.php': '<?php class Minute {}\n',
      'tests/MinuteTest.php': '<?php class MinuteTest {}\n',
    },
  },
  {
    name: 'code that conftest.py imports',
    on: 'flat',
    change: {
      'shop.py': append('# more'),
      'model/__init__.py': append('# more'),
      'tests/helpers.py': append('# more'),
    },
  },
  {
    name: 'test data among fixtures',
    on: 'flat',
    change: { 'shop.py': append('# more'), 'tests/fixtures/x.txt': 'x' },
  },
]
