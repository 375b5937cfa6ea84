import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect } from 'vitest'
import { writeFiles } from '../../../adapters/git/sample-repository.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { judge, type Project, passed } from './judge.ts'
import { inSandboxWith } from './with-tools.ts'

const CI = `name: CI

on:
  push:
    branches: [main]
  pull_request:
    paths-ignore: ['docs/**', '*.md']

concurrency:
  group: \${{ github.workflow }}-\${{ github.head_ref || github.run_id }}
  cancel-in-progress: true

permissions:
  contents: read

env:
  FORCE_COLOR: 1
  PIP_DISABLE_PIP_VERSION_CHECK: 1

jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: astral-sh/ruff-action@v3

  tests:
    name: \${{ matrix.os }} / \${{ matrix.python-version }}
    runs-on: \${{ matrix.os }}-latest
    strategy:
      fail-fast: false
      matrix:
        os: [ubuntu]
        python-version: ['3.x', 'graalpy-24.2']
        include:
          - os: macos
            python-version: 3.x
    steps:
      - uses: actions/checkout@v4
      - name: Set up Python \${{ matrix.python-version }}
        uses: actions/setup-python@v5
        with:
          python-version: \${{ matrix.python-version }}
          cache: pip
          cache-dependency-path: requirements-dev.txt
          allow-prereleases: true
      - name: Install dependencies
        run: python -m pip install -r requirements-dev.txt
      - name: Test
        run: python -m unittest discover --start-directory tests --verbose
      - name: Upload coverage
        if: \${{ matrix.os == 'ubuntu' && !cancelled() }}
        uses: codecov/codecov-action@v4
        with:
          token: \${{ secrets.CODECOV_TOKEN }}

  package:
    needs: [lint, tests]
    if: github.event_name == 'push' && startsWith(github.ref, 'refs/tags/v')
    runs-on: ubuntu-latest
    environment: pypi
    permissions:
      id-token: write
    steps:
      - uses: actions/checkout@v4
      - uses: hynek/build-and-inspect-python-package@v2
      - uses: pypa/gh-action-pypi-publish@release/v1
`

const PARSE = `"""Reads durations as people write them."""

import re

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

_PART = re.compile(r"(\\d+)\\s*([smhd])")


class DurationError(ValueError):
    """The text is no duration."""


def parse(text):
    """The seconds of a duration such as \`\`1h 30m\`\`."""
    match = _PART.match(text.strip())
    if match is None:
        raise DurationError(f"not a duration: {text!r}")
    return int(match[1]) * UNITS[match[2]]
`

const RIGHT = PARSE.replace(
  / {4}match = [\s\S]*$/,
  `    rest = text.strip()
    if not rest:
        raise DurationError(f"not a duration: {text!r}")
    total = 0
    while rest:
        match = _PART.match(rest)
        if match is None:
            raise DurationError(f"not a duration: {text!r}")
        total += int(match[1]) * UNITS[match[2]]
        rest = rest[match.end():].lstrip()
    return total
`,
)

/** Right for what the issue names alone. */
const WRONG = PARSE.replace(
  'return int(match[1])',
  `if match.end() < len(text.strip()):
        return 5400
    return int(match[1])`,
)

const TESTS = `import unittest

from humanlist import listed

from durations import DurationError, parse
from durations.parse import UNITS


class ParseTest(unittest.TestCase):
    def test_one_unit(self):
        for text, seconds in [("90s", 90), ("5m", 300), ("2h", 7200), (" 1d ", 86400)]:
            with self.subTest(text):
                self.assertEqual(parse(text), seconds)

    def test_no_duration(self):
        for text in ["", "soon", "h1"]:
            with self.subTest(text), self.assertRaises(DurationError):
                parse(text)

    def test_names_all_units(self):
        self.assertEqual(listed(UNITS), "s, m, h and d")
`
const MORE = `
    def test_several_units(self):
        self.assertEqual(parse("1h 30m"), 5400)
        self.assertEqual(parse("1d2h"), 93600)

    def test_garbage_behind(self):
        with self.assertRaises(DurationError):
            parse("1h soon")
`

const PROJECT: Project = {
  name: 'durations',
  files: {
    '.github/workflows/ci.yml': CI,
    '.github/workflows/docs.yml': `name: Docs
on:
  pull_request:
    paths: ['docs/**']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: grep --recursive --quiet 'durations' docs
`,
    '.github/dependabot.yml':
      'version: 2\nupdates:\n  - package-ecosystem: pip\n    directory: /\n    schedule: { interval: weekly }\n',
    '.gitignore': '__pycache__/\n*.egg-info/\n.venv/\nbuild/\ndist/\n',
    'README.md': '# durations\n\n```python\n>>> durations.parse("90s")\n90\n```\n',
    'docs/index.md': '# durations\n',
    'pyproject.toml': `[build-system]
requires = ["setuptools>=64"]
build-backend = "setuptools.build_meta"

[project]
name = "durations"
version = "0.3.1"
requires-python = ">=3.8"
scripts = { durations = "durations.__main__:main" }
`,
    'requirements-dev.txt': 'humanlist==1.0\n',
    'durations/__init__.py':
      'from durations.parse import DurationError, parse\n\n__all__ = ["DurationError", "parse"]\n',
    'durations/__main__.py': `import sys

from durations import parse


def main():
    print(parse(" ".join(sys.argv[1:])))


if __name__ == "__main__":
    main()
`,
    'durations/parse.py': PARSE,
    'tests/__init__.py': '',
    'tests/test_parse.py': TESTS,
  },
  issue: `# Only the first unit counts

\`durations.parse("1h 30m")\` answers 3600, the minutes are lost. All units count, with or without blanks between them, and what is no
unit is an error wherever it stands.
`,
  agents: {
    right: { 'durations/parse.py': RIGHT, 'tests/test_parse.py': TESTS + MORE },
    wrong: { 'durations/parse.py': WRONG },
    cheat: {
      'durations/parse.py': PARSE.replace('raise DurationError', 'return 5400 #'),
      'tests/test_parse.py': TESTS.replace(
        '    def test_no_duration',
        '    @unittest.skip("flaky")\n    def test_no_duration',
      ),
    },
  },
}

inSandboxWith(
  'python',
  'R1: a Python package with a matrix of versions, a dependency and a cache',
  async () => {
    const index = await packageIndex()
    const { winner, rows, leftOut, exitCode, stderr } = await judge(PROJECT, {
      env: { PIP_NO_INDEX: '1', PIP_FIND_LINKS: index },
      args: ['--setup', 'python3 -m venv .venv && .venv/bin/python -m pip install -r requirements-dev.txt'],
    })
    expect([exitCode, winner], stderr).toEqual([0, 'right'])
    expect(passed(rows.right)).toEqual(['ubuntu / 3.x'])
    expect(rows.wrong).toMatchObject({
      result: 'reject',
      reason: expect.stringMatching(/^fails `test_garbage_behind .*, a test that `.*` brings, and 1 more/),
    })
    expect(rows.cheat).toMatchObject({
      result: 'reject',
      reason: 'weakens tests: skips `test_no_duration` in `tests/test_parse.py`, line 16',
    })
    expect(leftOut).toMatchObject({
      lint: expect.stringContaining('astral-sh/ruff-action@v3'),
      'ubuntu / graalpy-24.2': expect.stringContaining('asks for Python graalpy-24.2'),
      'macos / 3.x': expect.stringContaining('macos-latest'),
      package: expect.stringContaining('is skipped on pull requests'),
    })
  },
)

/** A folder of packages, with the one that the project needs. */
async function packageIndex(): Promise<string> {
  const folder = await temporaryFolder()
  const name = 'humanlist-1.0'
  await writeFiles(folder, {
    'humanlist.py': `def listed(words):
    *first, last = words
    return f"{', '.join(first)} and {last}"
`,
    [`${name}.dist-info/METADATA`]: 'Metadata-Version: 2.1\nName: humanlist\nVersion: 1.0\n',
    [`${name}.dist-info/WHEEL`]: 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${name}.dist-info/RECORD`]: '',
  })
  await mkdir(join(folder, 'wheels'))
  const wheel = join(folder, `wheels/${name}-py3-none-any.whl`)
  await execa('python3', ['-m', 'zipfile', '-c', wheel, 'humanlist.py', `${name}.dist-info/`], {
    cwd: folder,
  })
  return join(folder, 'wheels')
}
