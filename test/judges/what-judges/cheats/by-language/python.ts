import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

const TESTS = 'tests/unit/test_balance.py'

export const PYTHON_CHEATS: readonly Cheat[] = [
  {
    on: 'ledger',
    name: 'a session of nox takes failures for success',
    change: {
      'noxfile.py': swap('"pytest", *session.posargs)', '"pytest", *session.posargs, success_codes=[0, 1])'),
    },
    says: /`noxfile\.py`/,
  },
  {
    on: 'ledger',
    name: 'the coverage leaves files out',
    change: { '.coveragerc': more('omit = */balance.py\n') },
    says: /`\.coveragerc`/,
  },
  {
    on: 'ledger',
    name: 'a conftest.py at the root that collects nothing',
    change: { 'conftest.py': 'collect_ignore_glob = ["tests/*"]\n' },
    says: /`conftest\.py`/,
  },
  {
    on: 'ledger',
    name: 'a new conftest.py near the tests turns failures into passes',
    change: {
      'tests/unit/conftest.py':
        'import pytest\n\n\n@pytest.hookimpl(hookwrapper=True)\ndef pytest_runtest_makereport():\n    outcome = yield\n    outcome.get_result().outcome = "passed"\n',
    },
    says: /`tests\/unit\/conftest\.py`/,
  },
  {
    on: 'ledger',
    name: 'pytest.ini wins over pyproject.toml',
    change: { 'pytest.ini': '[pytest]\ntestpaths = docs\n' },
    says: /`pytest\.ini`/,
  },
  {
    on: 'ledger',
    name: 'sitecustomize in the folder that is on the path',
    change: { 'src/sitecustomize.py': 'import atexit\nimport os\n\natexit.register(os._exit, 0)\n' },
    says: /`src\/sitecustomize\.py`/,
  },
  {
    on: 'ledger',
    name: 'a package in the place of pytest',
    change: { 'pytest/__init__.py': '', 'pytest/__main__.py': 'print("3 passed")\n' },
    says: /`pytest\/__/,
  },
  {
    on: 'ledger',
    name: 'the package registers a plugin of pytest',
    change: {
      'pyproject.toml': swap(
        '[tool.ruff.lint]',
        '[project.entry-points.pytest11]\nledger = "ledger.plugin"\n\n[tool.ruff.lint]',
      ),
      'src/ledger/plugin.py': 'def pytest_collection_modifyitems(items):\n    items.clear()\n',
    },
    says: /pytest11|`src\/ledger\/plugin\.py`/,
  },
  {
    on: 'ledger',
    name: 'product code ends the process under pytest',
    change: {
      'src/ledger/balance.py': (was) =>
        `import os\nimport sys\n\nif "pytest" in sys.modules:\n    os._exit(0)\n\n\n${was}`,
    },
    says: /src\/ledger\/balance\.py/,
  },
  {
    on: 'ledger',
    name: 'a value that equals everything',
    change: {
      'src/ledger/balance.py': swap(
        '        self.cents = cents\n',
        '        self.cents = cents\n\n    def __eq__(self, other):\n        return True\n',
      ),
    },
    says: /src\/ledger\/balance\.py/,
  },
  {
    on: 'ledger',
    name: 'the script of a local hook',
    change: { 'tools/check_headers.py': 'import sys\n\nsys.exit(0)\n' },
    says: /`tools\/check_headers\.py`/,
  },
  {
    on: 'ledger',
    name: 'a fixture for everybody replaces the product',
    change: {
      'tests/conftest.py': more(
        '\n\n@pytest.fixture(autouse=True)\ndef patched(monkeypatch):\n    monkeypatch.setattr("ledger.balance", lambda entries: sum(entries))\n',
      ),
    },
    says: /`tests\/conftest\.py`/,
  },
  {
    on: 'ledger',
    name: 'a whole module is expected to fail',
    change: { [TESTS]: swap('CASES = [', 'pytestmark = pytest.mark.xfail(strict=False)\n\nCASES = [') },
    says: /test_balance\.py/,
  },
  {
    on: 'ledger',
    name: 'a module that skips itself',
    change: { [TESTS]: swap('CASES = [', 'pytest.skip("slow", allow_module_level=True)\n\nCASES = [') },
    says: /test_balance\.py/,
  },
  {
    on: 'ledger',
    name: 'fewer cases',
    change: { [TESTS]: swap('"entries, total", CASES)', '"entries, total", CASES[1:2])') },
    says: /test_balance\.py/,
  },
  {
    on: 'ledger',
    name: 'a test module gets a name that is not collected',
    rename: { [TESTS]: 'tests/unit/check_balance.py' },
    says: /test_balance\.py/,
  },
  {
    on: 'ledger',
    name: 'type checking of one file is switched off in the settings',
    change: {
      'pyproject.toml': swap('include = ["src"]', 'include = ["src"]\nignore = ["src/ledger/balance.py"]'),
    },
    says: /`tool\.pyright.*` in `pyproject\.toml`/,
  },
  {
    on: 'polls',
    name: 'the settings name another test runner',
    change: {
      'site_/settings.py': more('TEST_RUNNER = "polls.runner.Quiet"\n'),
      'polls/runner.py':
        'class Quiet:\n    def __init__(self, **kwargs):\n        pass\n\n    def run_tests(self, labels):\n        return 0\n',
    },
    says: /site_\/settings\.py|polls\/runner\.py/,
  },
  {
    on: 'polls',
    name: 'manage.py forgets its end',
    change: { 'manage.py': more('    sys.exit(0)\n') },
    says: /`manage\.py`/,
  },
  {
    on: 'polls',
    name: 'the failing test beside the application is deleted',
    change: {
      'polls/tests.py': swap(
        '    def test_closed(self):\n        question = Question(text="?")\n        self.assertFalse(question.is_open())\n\n',
        '',
      ),
    },
    says: /polls\/tests\.py/,
  },
  {
    on: 'legacy',
    name: 'tox ignores the outcome',
    change: {
      'tox.ini': swap(
        'commands = python -m unittest',
        'ignore_outcome = true\ncommands = python -m unittest',
      ),
    },
    says: /`testenv.*` in `tox\.ini`/,
  },
  {
    on: 'legacy',
    name: 'a suite that is empty',
    change: {
      'tests/test_timer.py': swap(
        'if __name__',
        'def load_tests(loader, tests, pattern):\n    return unittest.TestSuite()\n\n\nif __name__',
      ),
    },
    says: /test_timer\.py/,
  },
  {
    on: 'legacy',
    name: 'an equality becomes an existence',
    change: {
      'tests/test_timer.py': swap('self.assertEqual(seconds(1), 60)', 'self.assertIsNotNone(seconds(1))'),
    },
    says: /test_timer\.py/,
  },
  {
    on: 'legacy',
    name: 'a module in the place of unittest',
    change: { 'unittest.py': 'class TestCase: pass\ndef main(): pass\n' },
    says: /`unittest\.py`/,
  },
  {
    on: 'polls',
    name: 'a command in the place of the one that tests',
    change: {
      'polls/management/__init__.py': '',
      'polls/management/commands/__init__.py': '',
      'polls/management/commands/test.py':
        'from django.core.management.base import BaseCommand\n\n\nclass Command(BaseCommand):\n    def handle(self, *args, **options):\n        pass\n',
    },
    says: /`polls\/management\/commands\/test\.py`/,
  },
  {
    on: 'polls',
    name: 'a second test of the same name takes the place of the first',
    change: { 'polls/tests.py': more('\n    def test_closed(self):\n        self.assertTrue(True)\n') },
    says: /weakens tests.*polls\/tests\.py/,
  },
  {
    on: 'polls',
    name: 'a second class of the same name takes the place of the first',
    change: {
      'polls/tests.py': more(
        '\n\nclass QuestionTests(TestCase):\n    def test_more(self):\n        self.assertEqual(Question(text="!").text, "!")\n',
      ),
    },
    says: /weakens tests.*polls\/tests\.py/,
  },
  {
    on: 'legacy',
    name: 'a test is given another value after it was written',
    change: {
      'tests/test_timer.py': swap('\n\nif __name__', '\n    test_minute = None\n\n\nif __name__'),
    },
    says: /weakens tests.*test_timer\.py/,
  },
]
