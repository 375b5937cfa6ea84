import { describe, expect, it } from 'vitest'
import { listed, reachOf } from './a-base.ts'

type Files = Readonly<Record<string, string>>
type Hop = readonly [what: string, lines: string | readonly string[], files: Files, judges: readonly string[]]

const scripts = (all: Files) => JSON.stringify({ scripts: all })
const script = (name: string, folder = '') =>
  [name, `pre${name}`, `post${name}`].map((one) => `${folder}package.json#scripts.${one}`)

/** Each with all that is expected of it: what tools read by themselves has a test of its own. */
const HOPS: readonly Hop[] = [
  ['npm t', 'npm t', { 'package.json': scripts({ test: 'true' }) }, script('test')],
  [
    'npm run-script with options',
    'npm --silent run-script lint -- --fix',
    { 'package.json': scripts({ lint: 'true' }) },
    script('lint'),
  ],
  [
    'a script that calls another',
    'npm test',
    { 'package.json': scripts({ test: 'npm run unit && yarn e2e', unit: 'true', e2e: 'true' }) },
    [...script('test'), ...script('unit'), ...script('e2e')],
  ],
  [
    'what runs before a script',
    'npm test',
    { 'package.json': scripts({ pretest: 'sh prepare.sh', test: 'true' }), 'prepare.sh': '' },
    [...script('test'), 'prepare.sh'],
  ],
  [
    'a test in the root, beside what it tests',
    'node t.js',
    { 't.js': "const assert = require('assert')\nconst add = require('./add')\n", 'add.js': '' },
    ['t.js'],
  ],
  [
    'a script in the root, with what it loads from beside it',
    'node check.js',
    {
      'check.js': "const rules = require('./rules')\n",
      'rules.js': "const assert = require('assert')\nconst words = require('./words')\n",
      'words.js': '',
    },
    ['check.js', 'rules.js', 'words.js'],
  ],
  [
    '--prefix',
    'npm --prefix web test',
    { 'web/package.json': scripts({ test: 'true' }) },
    script('test', 'web/'),
  ],
  [
    '-w by name',
    'npm test -w @x/a',
    {
      'package.json': '{"workspaces":["packages/*"]}',
      'packages/a/package.json': '{"name":"@x/a","scripts":{"test":"true"}}',
      'packages/b/package.json': scripts({ test: 'true' }),
    },
    script('test', 'packages/a/'),
  ],
  [
    '--workspaces',
    'npm run lint --workspaces',
    {
      'package.json': '{"workspaces":["packages/*"]}',
      'packages/a/package.json': scripts({ lint: 'true' }),
      'packages/b/package.json': scripts({ lint: 'true' }),
    },
    [...script('lint', 'packages/a/'), ...script('lint', 'packages/b/')],
  ],
  [
    'pnpm -r',
    'pnpm -r test',
    {
      'package.json': '{}',
      'pnpm-workspace.yaml': 'packages: ["libs/**"]',
      'libs/x/y/package.json': scripts({ test: 'true' }),
    },
    script('test', 'libs/x/y/'),
  ],
  [
    'pnpm --filter with a pattern',
    'pnpm --filter "./libs/*" --filter "!b" build',
    {
      'package.json': '{}',
      'pnpm-workspace.yaml': 'packages: ["libs/*"]',
      'libs/a/package.json': scripts({ build: 'true' }),
      'libs/b/package.json': '{"name":"b","scripts":{"build":"true"}}',
    },
    script('build', 'libs/a/'),
  ],
  [
    'yarn workspace',
    'yarn workspace a test',
    {
      'package.json': '{"workspaces":{"packages":["a"]}}',
      'a/package.json': '{"name":"a","scripts":{"test":"true"}}',
    },
    script('test', 'a/'),
  ],
  [
    'yarn workspaces foreach',
    'yarn workspaces foreach -A run test',
    { 'package.json': '{"workspaces":["a"]}', 'a/package.json': scripts({ test: 'true' }) },
    script('test', 'a/'),
  ],
  ['bun run', 'bun run check', { 'package.json': scripts({ check: 'true' }) }, script('check')],
  ['node --run', 'node --run check', { 'package.json': scripts({ check: 'true' }) }, script('check')],
  [
    'run-s with a pattern',
    'npx run-s lint "test:*"',
    { 'package.json': scripts({ lint: 'true', 'test:a': 'true', other: 'true' }) },
    [...script('lint'), ...script('test:a')],
  ],
  [
    'concurrently',
    'npx concurrently "npm:a" "sh b.sh"',
    { 'package.json': scripts({ a: 'true' }), 'b.sh': '' },
    [...script('a'), 'b.sh'],
  ],
  [
    'turbo',
    'npx turbo run test --filter=a',
    { 'package.json': '{"workspaces":["p/*"]}', 'p/a/package.json': scripts({ test: 'true' }) },
    script('test', 'p/a/'),
  ],
  [
    'nx',
    'npx nx run-many -t test,lint',
    { 'package.json': '{"workspaces":["p/*"]}', 'p/a/package.json': scripts({ test: 'true', lint: 'true' }) },
    [...script('test', 'p/a/'), ...script('lint', 'p/a/')],
  ],
  [
    'lerna',
    'npx lerna run test',
    {
      'package.json': '{}',
      'lerna.json': '{"packages":["p/*"]}',
      'p/a/package.json': scripts({ test: 'true' }),
    },
    script('test', 'p/a/'),
  ],
  [
    'make with a prerequisite and a variable',
    'make check',
    {
      Makefile: 'FLAGS = -v\nOTHER = 1\ncheck: lint\n\t./run.sh $(FLAGS)\nlint:\n\ttrue\ndocs:\n\ttrue\n',
      'run.sh': '#!/bin/sh\n',
    },
    [
      'GNUmakefile (pattern)',
      'makefile (pattern)',
      'run.sh',
      'Makefile#check',
      'Makefile#lint',
      'Makefile#FLAGS',
    ],
  ],
  [
    'make that says something first',
    'make all',
    { makefile: 'all:\n\t$(info *** tests)\n\t@true\n' },
    ['GNUmakefile (pattern)', 'makefile#all'],
  ],
  [
    'make without a target, with an include',
    'make -C sub',
    { 'sub/GNUmakefile': 'include ../mk/all.mk\nall: unit\n', 'mk/all.mk': 'unit:\n\ttrue\n' },
    ['sub/GNUmakefile#all', 'sub/GNUmakefile#unit', 'mk/all.mk#all', 'mk/all.mk#unit'],
  ],
  [
    'make that calls make',
    'make all',
    { makefile: 'all:\n\t$(MAKE) -C sub test\n', 'sub/makefile': 'test:\n\ttrue\n' },
    ['GNUmakefile (pattern)', 'sub/GNUmakefile (pattern)', 'sub/makefile#test', 'makefile#all'],
  ],
  [
    'just with an alias and what it needs',
    'just t',
    {
      justfile:
        "alias t := test\ndir := 'ci'\ntest: build\n  sh {{dir}}/t.sh\nbuild:\n  true\ndocs:\n  true\n",
      'ci/t.sh': '',
    },
    ['ci/t.sh', 'justfile#t', 'justfile#test', 'justfile#build', 'justfile#dir'],
  ],
  [
    'task',
    'task test',
    {
      'Taskfile.yml':
        'tasks:\n  test:\n    deps: [lint]\n    cmds: [sh t.sh, { task: more }]\n  lint: "true"\n  more: ["true"]\n  docs: "true"\n',
      't.sh': '',
    },
    ['t.sh', 'Taskfile.yml#test', 'Taskfile.yml#lint', 'Taskfile.yml#more'],
  ],
  [
    'tox',
    'tox -e lint',
    {
      'tox.ini':
        '[testenv]\ncommands = sh a.sh\n[testenv:lint]\ncommands =\n  sh b.sh {posargs}\n[testenv:docs]\ncommands = sh c.sh\n',
      'a.sh': '',
      'b.sh': '',
      'c.sh': '',
    },
    ['tox.toml (pattern)', 'tox.ini#testenv', 'tox.ini#testenv:lint', 'tox.ini#testenv:docs', 'a.sh', 'b.sh'],
  ],
  [
    'tox in pyproject.toml',
    'python -m tox',
    { 'pyproject.toml': '[tool.tox.env_run_base]\ncommands = [["sh", "a.sh"]]\n', 'a.sh': '' },
    ['tox.ini (pattern)', 'tox.toml (pattern)', 'pyproject.toml#tool.tox', 'a.sh'],
  ],
  [
    'nox',
    'nox -s tests',
    { 'noxfile.py': 'def tests(session):\n    session.run("sh", "t.sh", *session.posargs)\n', 't.sh': '' },
    ['noxfile.py', 't.sh'],
  ],
  [
    'scripts of pyproject.toml',
    'pdm run check',
    { 'pyproject.toml': '[tool.pdm.scripts]\ncheck = "sh c.sh"\n', 'c.sh': '' },
    ['pyproject.toml#tool.pdm.scripts.check', 'c.sh'],
  ],
  ['uv run', 'uv run --frozen sh c.sh', { 'c.sh': '' }, ['c.sh']],
  [
    'poetry run python -m',
    'poetry run python -m tools.check',
    { 'tools/check.py': 'from . import help\nfrom .more import x\n', 'tools/more.py': '' },
    ['tools/check.py', 'tools/more.py'],
  ],
  [
    'gradlew',
    './gradlew check',
    { gradlew: '', 'gradle/wrapper/gradle-wrapper.properties': '' },
    [
      'gradlew',
      'gradle/wrapper/** (pattern)',
      'buildSrc/** (pattern)',
      'build-logic/** (pattern)',
      'gradle/*.gradle (pattern)',
      'gradle/*.gradle.kts (pattern)',
      'init.gradle (pattern)',
    ],
  ],
  ['mvnw', './mvnw -B verify', { mvnw: '' }, ['mvnw', '.mvn/** (pattern)']],
  [
    'aliases of cargo, and xtask',
    'cargo ci',
    {
      '.cargo/config.toml': '[alias]\nci = "xtask test"\nxtask = ["run", "--package", "xtask", "--"]\n',
      'xtask/Cargo.toml': '',
    },
    ['.cargo/config.toml#alias.ci', '.cargo/config.toml#alias.xtask', 'xtask/** (pattern)'],
  ],
  ['go run', 'go run ./tools/check', { 'tools/check/main.go': '' }, ['tools/check/** (pattern)']],
  [
    'composer',
    'composer test',
    { 'composer.json': scripts({ test: '@unit', unit: 'sh t.sh' }), 't.sh': '' },
    [
      ...['test', 'pre-test', 'post-test', 'unit', 'pre-unit', 'post-unit'].map(
        (one) => `composer.json#scripts.${one}`,
      ),
      't.sh',
    ],
  ],
  [
    'rake',
    'bundle exec rake',
    { Rakefile: "task :default do\n  sh 'sh t.sh'\nend\n", 't.sh': '' },
    ['Rakefile', 'rakefile (pattern)', 'rakelib/** (pattern)', 't.sh'],
  ],
  [
    'deno',
    'deno task check',
    { 'deno.json': '{ "tasks": { "check": "sh t.sh" } }', 't.sh': '' },
    ['deno.json#tasks.check', 't.sh'],
  ],
  [
    'a script of a shell that is called like a test',
    'sh test/test.sh',
    { 'test/test.sh': '' },
    ['test/test.sh'],
  ],
  [
    'hooks of pre-commit',
    'pre-commit run --all-files',
    {
      '.pre-commit-config.yaml':
        'repos:\n  - { repo: local, hooks: [{ id: x, entry: sh, args: [ci/x.sh] }] }\n  - { repo: https://x.example, hooks: [{ id: ruff-check }] }\n',
      'ci/x.sh': '',
    },
    ['.pre-commit-config.yaml', 'ci/x.sh', '**/ruff.toml (pattern)'],
  ],
  [
    'a script that finds its own folder',
    './ci/run.sh',
    {
      'ci/run.sh': `#!/usr/bin/env bash\ncd "$(dirname "\${BASH_SOURCE[0]}")/.."\n. ci/lib.sh\nDIR=$(cd "$(dirname "$0")" && pwd)\n"$DIR/more.sh"\n`,
      'ci/lib.sh': '',
      'ci/more.sh': '',
    },
    ['ci/run.sh', 'ci/lib.sh', 'ci/more.sh'],
  ],
  [
    'a program without an ending, known by its first line',
    'bin/check',
    { 'bin/check': '#!/bin/bash\nsh other.sh\n', 'other.sh': '' },
    ['bin/check', 'other.sh'],
  ],
  [
    'a script with what it loads from beside it',
    'node scripts/x.js',
    {
      'scripts/x.js': "import { a } from './lib/a.js'\nimport '../src/index.js'\nconst b = require('./b')\n",
      'scripts/lib/a.js': '',
      'scripts/b.js': '',
      'src/index.js': '',
    },
    ['scripts/x.js', 'scripts/lib/a.js', 'scripts/b.js'],
  ],
  [
    'variables, loops and conditions',
    ['DIR=ci', 'for name in a b; do sh "$DIR/$name.sh"; done', 'if [ -n "$CI" ]; then sh c.sh; fi'],
    { 'ci/a.sh': '', 'ci/b.sh': '', 'c.sh': '' },
    ['ci/a.sh', 'ci/b.sh', 'c.sh'],
  ],
  [
    'what wraps a command',
    [
      'sudo -E env X=1 timeout 60 sh a.sh',
      'time xargs -n1 sh b.sh',
      "sh -c 'cd sub && sh c.sh'",
      'echo $(sh d.sh)',
      '(cd sub; sh e.sh) && sh a.sh | tee log',
    ],
    { 'a.sh': '', 'b.sh': '', 'sub/c.sh': '', 'd.sh': '', 'sub/e.sh': '' },
    ['a.sh', 'b.sh', 'sub/c.sh', 'd.sh', 'sub/e.sh'],
  ],
  [
    'files that options name',
    'node --import ./setup.mjs --test test/a.test.js',
    { 'setup.mjs': '', 'test/a.test.js': '' },
    ['setup.mjs'],
  ],
]

describe('deriveReach leaves alone', () => {
  it.each([
    ['tests that a command names', 'node --test test/a.test.js', { 'test/a.test.js': '' }],
    ['a file that is the test', 'node test.js', { 'test.js': "import './index.js'", 'index.js': '' }],
    ['the product that is run', 'node src/cli.js --check', { 'src/cli.js': '' }],
    [
      'what the package starts with',
      'node main.js',
      { 'main.js': '', 'package.json': '{"main":"./main.js"}' },
    ],
    ['what a script looks at', 'node scripts/x.js', { 'src/a.js': '', 'lib/b.js': '' }],
    ['what is compiled', 'gcc -o t src/a.c test/t.c', { 'src/a.c': '', 'test/t.c': '' }],
    ['what is installed', 'pip install -r requirements.txt', { 'requirements.txt': '' }],
    ['modules of the product', 'python -m adder', { 'adder/__main__.py': '', 'adder/__init__.py': '' }],
  ])('%s', async (_, line, files) => {
    const found = listed(await reachOf(line, files))
    const named = found.filter((one) => !one.endsWith(' (pattern)'))
    expect(named.filter((one) => !one.startsWith('package.json'))).toEqual([])
  })
})

describe('deriveReach follows', () => {
  it.each(HOPS)('%s', async (_, lines, files, judges) => {
    const found = listed(await reachOf(lines, files))
    expect(found.filter((one) => judges.includes(one)).sort()).toEqual([...judges].sort())
    // Nothing of the base that is not named, unless a tool loads it by itself.
    const known = new Set(judges.map((one) => one.replace(/#.*$/, '')))
    const others = Object.keys(files).filter((path) => !known.has(path))
    const named = found.filter((one) => !one.endsWith(' (pattern)'))
    expect(named.filter((one) => others.includes(one.replace(/#.*$/, '')))).toEqual([])
  })
})
