import { workflow } from './workflow.ts'

export const PYTHON_PROJECTS = {
  /** nox, coverage, pre-commit with a hook of its own; `src` layout installed editable. */
  ledger: {
    ...workflow('actions/setup-python@v5', 'python -m pip install nox', 'nox -s lint tests types'),
    'noxfile.py': `import nox

nox.options.sessions = ["tests"]


@nox.session(python=["3.11", "3.12"])
def tests(session):
    session.install("-r", "requirements/test.txt", "-e", ".")
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    session.run("coverage", "report", "--fail-under=95")


@nox.session
def lint(session):
    session.install("pre-commit")
    session.run("pre-commit", "run", "--all-files")


@nox.session
def types(session):
    session.install("pyright")
    session.run("pyright")


@nox.session
def docs(session):
    session.install("sphinx")
    session.run("sphinx-build", "docs", "out")
`,
    '.pre-commit-config.yaml': `repos:
  - repo: https://github.com/astral-sh/ruff-pre-commit
    rev: v0.6.0
    hooks: [{ id: ruff }]
  - repo: local
    hooks:
      - id: headers
        name: headers
        language: system
        entry: python tools/check_headers.py
`,
    'tools/check_headers.py':
      'import sys\n\nsys.exit(0 if all(open(f).readline() for f in sys.argv[1:]) else 1)\n',
    '.coveragerc': '[run]\nbranch = True\nsource = ledger\n',
    'pyproject.toml': `[build-system]
requires = ["setuptools>=68"]
build-backend = "setuptools.build_meta"

[project]
name = "ledger"
version = "2.0.0"
dependencies = ["click>=8"]

[project.scripts]
ledger = "ledger.cli:main"

[tool.pytest.ini_options]
testpaths = ["tests"]
xfail_strict = true

[tool.ruff.lint]
select = ["E", "F", "B"]

[tool.pyright]
include = ["src"]
typeCheckingMode = "strict"
`,
    'requirements/test.txt': 'pytest==8.3.2\ncoverage==7.6.1\n',
    'src/ledger/__init__.py': 'from .balance import Amount, balance\n\n__all__ = ["Amount", "balance"]\n',
    'src/ledger/balance.py': `class Amount:
    def __init__(self, cents):
        self.cents = cents


def balance(entries):
    total = 0
    for entry in entries:
        total = entry
    return total
`,
    'src/ledger/cli.py': 'import click\n\n\n@click.command()\ndef main():\n    click.echo("0")\n',
    'tests/conftest.py': 'import pytest\n\n\n@pytest.fixture\ndef entries():\n    return [1, 2]\n',
    'tests/unit/test_balance.py': `import pytest

from ledger import balance

CASES = [([1, 2], 3), ([], 0), ([-1], -1)]


def test_sums(entries):
    assert balance(entries) == 3


@pytest.mark.parametrize("entries, total", CASES)
def test_cases(entries, total):
    assert balance(entries) == total


def test_refuses_text():
    with pytest.raises(TypeError):
        balance(["a"])
`,
    'tests/data/statement.csv': 'day,cents\n1,100\n',
    'docs/index.md': '# Ledger\n',
    'CHANGES.rst': 'Changes\n=======\n',
  },
  /** Django, tests beside the applications. */
  polls: {
    ...workflow(
      'actions/setup-python@v5',
      'pip install -r requirements.txt',
      'python manage.py makemigrations --check',
      'python manage.py test --parallel',
    ),
    'manage.py':
      'import os\nimport sys\n\nif __name__ == "__main__":\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n',
    'requirements.txt': 'Django==5.1\n',
    'site_/__init__.py': '',
    'site_/settings.py': 'INSTALLED_APPS = ["polls"]\nSECRET_KEY = "test"\nUSE_TZ = True\n',
    'polls/__init__.py': '',
    'polls/models.py':
      'from django.db import models\n\n\nclass Question(models.Model):\n    text = models.CharField(max_length=200)\n\n    def is_open(self):\n        return True\n',
    'polls/tests.py': `from django.test import TestCase

from .models import Question


class QuestionTests(TestCase):
    def test_closed(self):
        question = Question(text="?")
        self.assertFalse(question.is_open())

    def test_text(self):
        self.assertEqual(Question(text="?").text, "?")
`,
    'polls/migrations/0001_initial.py':
      'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    operations = []\n',
  },
  /** tox, flake8 and unittest; the older way. */
  legacy: {
    ...workflow('actions/setup-python@v5', 'pip install tox', 'tox -e py312,lint'),
    'tox.ini': `[tox]
envlist = py312,lint,docs

[testenv]
deps = -r requirements-dev.txt
commands = python -m unittest discover -s tests

[testenv:lint]
deps = flake8
commands = flake8 timer setup.py

[testenv:docs]
commands = sphinx-build docs out

[flake8]
max-line-length = 88
`,
    'setup.py':
      'from setuptools import find_packages, setup\n\nsetup(name="timer", version="1.0", packages=find_packages(), install_requires=["pytz"])\n',
    'requirements-dev.txt': 'mock\n',
    'timer/__init__.py': 'def seconds(minutes):\n    return minutes * 59\n',
    'tests/__init__.py': '',
    'tests/test_timer.py': `import unittest

from timer import seconds


class SecondsTest(unittest.TestCase):
    def test_minute(self):
        self.assertEqual(seconds(1), 60)

    def test_none(self):
        self.assertEqual(seconds(0), 0)


if __name__ == "__main__":
    unittest.main()
`,
  },
}
