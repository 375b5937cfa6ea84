// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type ContractOptions, contract } from '../../../src/commands/contract/contract.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let root: string
beforeAll(async () => {
  root = await temporaryFolder()
})

async function repository(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const path = join(root, name)
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), text)
  }
  const git = (...args: string[]) =>
    execa('git', ['-c', 'user.name=m', '-c', 'user.email=m@x.example', ...args], { cwd: path })
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'Begin')
  return path
}

async function run(options: ContractOptions) {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    const exitCode = await contract(options)
    return { exitCode, stdout: written.mock.calls.map(([text]) => text).join('') }
  } finally {
    written.mockRestore()
  }
}

interface Printed {
  readonly checks: readonly string[]
  readonly judges: readonly {
    path: string
    parts?: readonly string[]
    isPattern?: boolean
    via: readonly string[]
  }[]
  readonly unfollowed: readonly { what: string }[]
}

async function printed(options: ContractOptions): Promise<Printed> {
  return JSON.parse((await run({ ...options, json: true })).stdout)
}

const CI = (line: string, name = 'test') =>
  `on: pull_request\njobs:\n  ${name}: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: "${line}" }] }\n`

/** A small repository in each language: what its check must be seen to come to. */
const LANGUAGES = [
  [
    'JavaScript',
    'npm test',
    { 'package.json': '{"scripts":{"test":"jest --ci"},"jest":{}}', 'jest.config.js': '' },
    ['package.json', '**/jest.config.{js,cjs,mjs,ts,cts,mts,json}'],
  ],
  [
    'TypeScript',
    'pnpm check',
    { 'package.json': '{"scripts":{"check":"tsc --noEmit && vitest run"}}', 'tsconfig.json': '{}' },
    ['package.json', '**/tsconfig*.json', '**/vitest.config.*'],
  ],
  [
    'Python',
    'uv run tox -e py',
    { 'tox.ini': '[testenv:py]\ncommands = python -m pytest tests\n' },
    ['tox.ini', '**/conftest.py'],
  ],
  [
    'Go',
    'make check',
    { Makefile: 'check: vet\n\tgo test ./...\nvet:\n\tgolangci-lint run\n' },
    ['Makefile', '**/.golangci.yml', '**/go.mod'],
  ],
  [
    'Rust',
    'cargo t',
    { '.cargo/config.toml': '[alias]\nt = "test --all"\n', 'Cargo.toml': '' },
    ['.cargo/config.toml', 'rust-toolchain.toml', '**/Cargo.toml'],
  ],
  ['Java', './mvnw -B verify', { mvnw: '#!/bin/sh\n', 'pom.xml': '' }, ['mvnw', '**/pom.xml', '.mvn/**']],
  [
    'Kotlin',
    './gradlew check',
    { gradlew: '#!/bin/sh\n', 'build.gradle.kts': '' },
    ['gradlew', '**/build.gradle.kts', 'gradle/wrapper/**'],
  ],
  [
    'C',
    'sh ci/build.sh',
    { 'ci/build.sh': 'cmake -B build\nctest --test-dir build\n', 'CMakeLists.txt': '' },
    ['ci/build.sh', '**/CMakeLists.txt'],
  ],
  [
    'Ruby',
    'bundle exec rake',
    { Rakefile: "require 'rspec/core/rake_task'\nRSpec::Core::RakeTask.new\n" },
    ['Rakefile', '**/.rspec', 'spec/spec_helper.rb'],
  ],
  [
    'PHP',
    'composer test',
    { 'composer.json': '{"scripts":{"test":"vendor/bin/phpunit"}}', 'phpunit.xml.dist': '' },
    ['composer.json', '**/phpunit.xml.dist'],
  ],
  ['C#', 'dotnet test', { 'a.csproj': '' }, ['global.json', '**/Directory.Build.props']],
] as const

describe('speculate contract', () => {
  it.each(LANGUAGES)('E10: knows what judges a project in %s', async (language, line, files, wanted) => {
    const repo = await repository(language, { ...files, '.github/workflows/ci.yml': CI(line) })
    const { checks, judges, unfollowed } = await printed({ repo })
    expect(checks).toEqual(['test'])
    expect(judges.map(({ path }) => path)).toEqual(expect.arrayContaining([...wanted]))
    expect(unfollowed).toEqual([])
  })

  it('V2: a job and a command that judges in its place come to the same', async () => {
    const repo = await repository('adder', {
      'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }',
      '.github/workflows/ci.yml': CI('npm test'),
    })
    const judgesOf = ({ judges }: Printed) =>
      judges
        .filter(({ path }) => !path.startsWith('.github/'))
        .map(({ path, parts, via }) => ({ path, parts, via: via.slice(1) }))
    const byJob = judgesOf(await printed({ repo }))
    expect(judgesOf(await printed({ repo, verify: ['npm test'] }))).toEqual(byJob)
    expect(byJob[0]).toMatchObject({ path: 'package.json', parts: expect.arrayContaining(['scripts.test']) })
  })

  it('prints a tree for people, from the check to its configuration', async () => {
    const repo = await repository('tree', {
      'package.json': '{"scripts":{"test":"sh ci/run.sh"}}',
      'ci/run.sh': 'node ci/x.js\n$SOME\n',
      'ci/x.js': '',
      '.github/workflows/ci.yml': CI('npm test'),
      '.github/speculate.yml':
        'verifier:\n  checks: [test, buildkite]\n  judges: [data/**]\n  may_change: [ci/x.js]\n',
    })
    const { stdout, exitCode } = await run({ repo, ref: 'main' })
    expect(exitCode).toBe(1)
    const lines = stdout.split('\n').filter((line) => !line.includes('also loads'))
    const at = (text: string) => lines.findIndex((line) => line.trim() === text)
    const order = [
      'test',
      'npm test',
      'package.json: scripts.test',
      'sh ci/run.sh',
      '- runs ci/run.sh',
      'ci/run.sh',
      'node ci/x.js',
      '- runs ci/x.js',
      'buildkite',
    ].map(at)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order).not.toContain(-1)
    expect(stdout).toContain('$SOME (what it runs is known only at run time)')
    expect(stdout).toMatch(/verifier\.judges\n +- would use, if it were added: data\/\*\*/)
    expect(stdout).toMatch(/May be changed all the same \(verifier\.may_change\):\n {2}ci\/x\.js/)
  })

  it('names every job of a matrix as GitHub does, and tells what they share once', async () => {
    const repo = await repository('matrix', {
      'package.json': '{"scripts":{"test":"node --test"}}',
      '.github/workflows/ci.yml': `on: pull_request
jobs:
  test:
    strategy:
      matrix:
        os: [ubuntu, windows]
        node: [18, 20]
        exclude: [{ os: windows, node: 18 }]
        include: [{ os: ubuntu, node: 20, slow: true }, { os: macos, node: 22 }]
    steps: [{ run: npm test }]
  named:
    name: 'py \${{ matrix.name || matrix.python }}'
    strategy: { matrix: { include: [{ python: '3.13' }, { name: Windows, python: '3.12' }] } }
    steps: [{ run: npm test }]
  built:
    name: on \${{ matrix.os }}
    strategy: { matrix: { os: "\${{ fromJSON(needs.plan.outputs.os) }}" } }
    steps: [{ run: npm test }]
  called: { uses: ./.github/workflows/lint.yml }
`,
      '.github/workflows/lint.yml':
        'on: workflow_call\njobs: { style: { steps: [{ run: npx eslint . }] }, types: { steps: [{ run: npx tsc }] } }\n',
    })
    const { checks, unfollowed, judges } = await printed({ repo })
    expect(checks).toEqual([
      'test (ubuntu, 18)',
      'test (ubuntu, 20, true)',
      'test (windows, 20)',
      'test (macos, 22)',
      'py 3.13',
      'py Windows',
      'on ${{ matrix.os }}',
      'called / style',
      'called / types',
    ])
    expect(unfollowed).toEqual([])
    expect(judges.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['package.json', '**/eslint.config.*', '**/tsconfig*.json']),
    )
    const { stdout, exitCode } = await run({ repo })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /^test \(ubuntu, 18\), test \(ubuntu, 20, true\), test \(windows, 20\), test \(macos, 22\)\n/m,
    )
    expect(stdout.match(/ node --test\n/g)).toHaveLength(1)
  })

  it.each([
    [
      'actions that analyse',
      '{ uses: github/codeql-action/init@v3 }, { uses: github/codeql-action/analyze@v3 }',
      'github/codeql-action/analyze@v3',
    ],
    [
      'an action that builds an image',
      '{ uses: docker/build-push-action@v6 }',
      'docker/build-push-action@v6',
    ],
    ['an image', '{ uses: "docker://ghcr.io/x/lint" }', 'docker://ghcr.io/x/lint'],
    [
      'a command in an image',
      '{ run: docker compose run --rm app npm test }',
      'docker compose run --rm app npm test',
    ],
    ['an image that is built', '{ run: docker build . }', 'docker build .'],
  ])('says that a check made only of %s cannot be followed', async (name, steps, what) => {
    const repo = await repository(name, {
      '.github/workflows/ci.yml': `on: pull_request\njobs: { test: { steps: [{ uses: actions/checkout@v4 }, ${steps}] } }\n`,
    })
    const { stdout, exitCode } = await run({ repo })
    expect(stdout).toMatch(/^Nothing can be seen of: test\.$/m)
    expect(stdout).toContain(`    ${what} (`)
    expect(stdout).not.toContain('codeql-action/init')
    expect(exitCode).toBe(1)
  })

  it('tells commands as they are written, and none that judge nothing', async () => {
    const repo = await repository('noise', {
      'package.json': '{"scripts":{"test":"eslint ."},"devDependencies":{"eslint":"9.0.0"}}',
      Makefile: 'GO ?= go\ntest:\n\t@echo testing\n\t$(GO) test $(FLAGS_OF_CI) ./...\n',
      '.github/workflows/ci.yml': CI(
        'node -v && npm config set x y && ls && npm ci && npm test && make test && go vet $PACKAGES',
      ),
    })
    const { stdout } = await run({ repo })
    expect(stdout).toContain('go test $(FLAGS_OF_CI) ./...\n')
    expect(stdout).toContain('go vet $PACKAGES\n')
    expect(stdout).toContain('where eslint comes from')
    expect(stdout).not.toMatch(/reads package\.json \(.*packageManager/)
    expect(stdout).toMatch(/would use, if it were added: /)
    expect(stdout).not.toMatch(/…|node -v|config set|^ +(?:ls|echo)|ependencies\.|bin\.eslint/m)
  })

  it('says what of a lock file judges, instead of naming it among the files that nobody may add', async () => {
    const repo = await repository('locked', {
      'package.json': '{"scripts":{"test":"node --test"}}',
      'package-lock.json': '{"lockfileVersion": 3}',
    })
    const { stdout } = await run({ repo, verify: ['npm ci', 'npm test'] })
    expect(stdout).toContain(
      '\nLock files may be added and changed too, as long as no package comes from another ',
    )
    expect(stdout).not.toMatch(/if it were added:.*(?:yarn\.lock|pnpm-lock|package-lock)/)
  })

  it('says that the workflow of commands is made for them', async () => {
    const repo = await repository('made', { 'package.json': '{"scripts":{"test":"node --test"}}' })
    const { stdout } = await run({ repo, verify: ['npm test'] })
    expect(stdout).toContain('its workflow is made by `speculate try`')
    expect(stdout).toContain(
      'Tests that are not among them\nmay be added and changed, as long as they do not become weaker.\n',
    )
    expect(stdout).not.toContain('- runs .github/')
  })

  it.each([
    ['a path that does not exist', () => ({ repo: join(root, 'nowhere') }), 'does not exist'],
    ['a folder that is no repository', () => ({ repo: tmpdir() }), 'is not a git repository'],
    [
      'a commit that is not there',
      () => ({ repo: join(root, 'tree'), ref: 'no-such' }),
      'has no commit "no-such"',
    ],
    [
      'a name that looks like an option',
      () => ({ repo: join(root, 'tree'), ref: '--all' }),
      'has no commit "--all"',
    ],
    ['an empty command', () => ({ repo: join(root, 'tree'), verify: [' '] }), '--verify needs a command'],
  ])('refuses %s', async (_, options, message) => {
    await expect(run(options())).rejects.toThrow(message)
  })

  it('refuses a repository without any check, and says what to do', async () => {
    const repo = await repository('bare', { 'a.txt': '' })
    await expect(run({ repo })).rejects.toThrow(/no check is known.*--verify "npm test"/)
  })
})
