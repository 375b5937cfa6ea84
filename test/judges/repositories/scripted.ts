import { workflow } from './workflow.ts'

export const SCRIPTED = {
  /** Modules lie beside the tests, and conftest.py uses them. */
  flat: {
    ...workflow('actions/setup-python@v5', 'pip install -r requirements.txt', 'pytest'),
    'requirements.txt': 'pytest\n',
    'conftest.py':
      "from shop import app\nfrom model import Thing\nfrom tests.helpers import one\n\npytest_plugins = ['tests.plugin']\n",
    'shop.py': 'app = 1\n',
    'model/__init__.py': 'Thing = 1\n',
    'tests/plugin.py': '',
    'tests/helpers.py': 'one = 1\n',
    'tests/test_shop.py': 'def test_app():\n    assert 1\n',
  },
  python: {
    ...workflow('actions/setup-python@v5', 'pip install -e .[test]', 'ruff check .', 'mypy src', 'pytest -q'),
    'pyproject.toml': `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "shelf"
version = "0.1.0"
dependencies = ["attrs>=23"]

[project.optional-dependencies]
test = ["pytest"]

[tool.pytest.ini_options]
addopts = "-ra -p tests.plugin"
testpaths = ["tests"]

[tool.ruff]
line-length = 100

[tool.mypy]
strict = true
`,
    'src/shelf/__init__.py': 'from .books import count\n',
    'src/shelf/books.py': 'def count(books):\n    return len(books) - 1\n',
    'tests/conftest.py': 'import pytest\n',
    'tests/plugin.py': 'def pytest_configure(config):\n    pass\n',
    'tests/test_books.py': 'from shelf import count\n\n\ndef test_count():\n    assert count([1]) == 1\n',
    'tests/data/books.json': '[]\n',
    'README.md': '# shelf\n',
  },
  make: {
    ...workflow('actions/setup-python@v5', 'make check'),
    Makefile: `VERSION = 1.0
PYTEST = python -m pytest

.PHONY: check lint test docs

check: lint test

lint:
\tflake8 app

test:
\t$(PYTEST) tests

docs:
\tsphinx-build docs out
`,
    'setup.cfg':
      '[metadata]\nname = app\n\n[flake8]\nmax-line-length = 100\n\n[tool:pytest]\naddopts = -q\n\n[options]\ninstall_requires =\n    requests\n',
    'app/__init__.py': '',
    'app/core.py': 'def double(n):\n    return n + n + 1\n',
    'tests/test_core.py': 'from app.core import double\n\n\ndef test_double():\n    assert double(2) == 4\n',
    'docs/index.rst': 'App\n===\n',
  },
  ruby: {
    ...workflow('ruby/setup-ruby@v1', 'bundle install', 'bundle exec rubocop', 'bundle exec rspec'),
    Gemfile: "source 'https://rubygems.org'\ngem 'rspec'\ngem 'rubocop'\n",
    '.rspec': '--require spec_helper\n',
    '.rubocop.yml': 'AllCops:\n  NewCops: enable\n',
    '.ruby-version': '3.3.0\n',
    'lib/purse.rb': 'class Purse\n  def sum(coins)\n    coins.sum + 1\n  end\nend\n',
    'spec/spec_helper.rb': "require 'purse'\n",
    'spec/purse_spec.rb':
      "RSpec.describe Purse do\n  it('sums') { expect(subject.sum([1, 2])).to eq(3) }\nend\n",
    'spec/fixtures/coins.yml': '- 1\n',
  },
  php: {
    ...workflow(
      'shivammathur/setup-php@v2',
      'composer install',
      'composer test',
      'vendor/bin/phpstan analyse',
    ),
    'composer.json':
      '{\n  "name": "acme/clock",\n  "require": { "php": ">=8.2" },\n  "require-dev": { "phpunit/phpunit": "^11" },\n  "autoload": { "psr-4": { "Acme\\\\": "src/" } },\n  "scripts": { "test": "phpunit --testdox" }\n}\n',
    'phpunit.xml.dist':
      '<phpunit bootstrap="tests/bootstrap.php"><testsuites><testsuite name="all"><directory>tests</directory></testsuite></testsuites></phpunit>\n',
    'phpstan.neon': 'parameters:\n  level: 8\n  paths: [src]\n',
    'src/Clock.php': '<?php\nnamespace Acme;\nclass Clock { public function hour(): int { return 25; } }\n',
    'tests/bootstrap.php': "<?php\nrequire __DIR__ . '/../vendor/autoload.php';\n",
    'tests/ClockTest.php':
      '<?php\nuse PHPUnit\\Framework\\TestCase;\nclass ClockTest extends TestCase { public function testHour(): void { $this->assertSame(24, (new Acme\\Clock)->hour()); } }\n',
  },
}
