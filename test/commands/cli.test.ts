import { readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { runHere } from './run-here.ts'

const project = join(import.meta.dirname, '../..')
let root: string

beforeAll(async () => {
  root = await temporaryFolder()
  await git(['init', '--quiet', '--initial-branch=main', join(root, 'empty')])
  await git(['init', '--quiet', '--initial-branch=main', join(root, 'plain')])
  await commitFile('plain', 'a.txt')
  await commitFile('plain', 'b.txt')
  await git(['init', '--quiet', '--initial-branch=main', join(root, 'dirty')])
  await commitFile('dirty', 'a.txt')
  await writeFile(join(root, 'dirty/a.txt'), 'changed\n')
  await writeFile(join(root, 'dirty/new.txt'), 'new\n')
  await writeFile(join(root, 'bug.md'), '# It is broken\n\nPlease fix it.\n')
  await writeFile(join(root, 'binary.md'), Buffer.from([35, 32, 0, 255, 254]))
  await writeFile(join(root, 'huge.md'), '')
  await truncate(join(root, 'huge.md'), 2 ** 30)
  await git(['clone', '--quiet', '--depth', '1', `file://${join(root, 'plain')}`, join(root, 'shallow')])
  await writeFile(join(root, 'blank.md'), '\n \n')
  await writeFile(
    join(root, 'typo.md'),
    '# It is broken\n\n```speculate\ncandidates:\n  - id: a\n    strategy: x\n    constrains: []\n```\n',
  )
  await writeFile(
    join(root, 'two.md'),
    '# It is broken\n\n```speculate\ncandidates:\n  - { id: a, strategy: x }\n  - { id: b, strategy: y }\n```\n',
  )
  await writeFile(
    join(root, 'missing.yml'),
    'toolchains:\n  ghost: { kind: acp, command: [speculate-no-such-program], install: run the installer }\n',
  )
})

describe('speculate', () => {
  it('explains itself, with the exit codes', async () => {
    const { stdout, exitCode } = await speculate('--help')
    expect(exitCode).toBe(0)
    for (const word of [
      'demo',
      'try',
      'start',
      'runs',
      'jobs',
      'init',
      'score',
      'schema',
      'audit',
      'replay',
      'learn',
      'why',
      '130  interrupted',
    ])
      expect(stdout).toContain(word)
  })

  it.each([
    'demo',
    'try',
    'contract',
    'init',
    'start',
    'runs',
    'jobs',
    'score',
    'schema',
    'audit',
    'replay',
    'learn',
    'why',
  ])('explains %s with examples, in paragraphs that fit a terminal', async (command) => {
    const { stdout, exitCode } = await speculate(command, '--help')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/Examples:\n {2}npx speculate/)
    expect(stdout.split('\n').filter((line) => /^\S.{80}/.test(line))).toEqual([])
  })

  it.each([
    [['contract', '--bogus'], 'speculate contract --help'],
    [['audit', 'prune'], 'speculate audit prune --help'],
    [['frobnicate'], 'speculate --help'],
  ])('names the help of the command that was meant: %j', async (words, help) => {
    const { stderr, exitCode } = await speculate(...words)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`Try \`npx ${help}\``)
  })

  it('tells its version', async () => {
    expect(await speculate('--version')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    })
  })

  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['demo', '--scenario', 'x'], '--scenario takes double-charge, escalate, choose or cheat, not "x"\n'],
    [['init', 'prof'], 'init takes proof, not "prof"'],
    [['schema', 'foo'], 'schema takes evidence or settings, not "foo"\n'],
    [['schema', 'setings'], 'not "setings"; did you mean "settings"?'],
    [
      ['replay', 'x.jsonl', '--policy', 'vot'],
      '--policy takes vote, scorecard or lexicographic, not "vot"; did',
    ],
    [['demo', '--frob'], "unknown option '--frob'"],
    [['try'], "required option '--repo <path>' not specified"],
    [['try', '--isue', 'bug.md'], '(Did you mean --issue?)'],
    [['try', 'cleen'], 'too many arguments'],
  ])('answers %j with what is wrong', async (args, message) => {
    const { stderr, exitCode } = await speculate(...args)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^speculate: /)
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/\n {4}at /)
  })

  it('lists all that is missing in the environment of the server', async () => {
    const { stderr, exitCode } = await execa(process.execPath, [join(project, 'src/cli.ts'), 'start'], {
      cwd: root,
      reject: false,
      extendEnv: false,
      env: { APP_ID: 'x', WEBHOOK_SECRET: 'development' },
    })
    expect(exitCode).toBe(2)
    for (const name of ['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET']) expect(stderr).toContain(`  ${name} `)
  })

  it('refuses to share the embedded database between a web process and workers', async () => {
    const { stderr, exitCode } = await execa(
      process.execPath,
      [join(project, 'src/cli.ts'), 'start', '--role', 'worker'],
      { cwd: root, reject: false, extendEnv: false, env: {} },
    )
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/ {2}DATABASE_URL is missing; a process of the role "worker" shares/)
    // A worker has nothing to set up: it says what it lacks.
    expect(stderr).toContain('  APP_ID is missing')
    expect(stderr).not.toContain('WEBHOOK_SECRET')
  })

  it('is started by any Node through its launcher', async () => {
    const { stdout } = await execa(process.execPath, [join(project, 'src/speculate-bin.js'), '--version'])
    expect(stdout).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

describe('speculate try', () => {
  const five = ['codex', 'claude', 'opencode', 'gemini', 'codex'].flatMap((name) => ['--toolchain', name])
  const cases: [string, string[], string][] = [
    ['a folder that does not exist', ['--repo', 'nowhere'], 'nowhere does not exist'],
    ['a folder that is no repository', ['--repo', '.'], '. is not a git repository'],
    ['a repository without a commit', ['--repo', 'empty'], 'has no commit yet'],
    [
      'uncommitted changes',
      ['--repo', 'dirty'],
      '  a.txt\n  new.txt\nCommit or stash them, or pass --ignore-uncommitted',
    ],
    [
      'an issue that is not there',
      ['--repo', 'plain', '--issue', 'none.md'],
      'none.md cannot be read: there is no such file',
    ],
    [
      'an issue that is no text',
      ['--repo', 'plain', '--issue', 'binary.md'],
      'binary.md is not text in UTF-8',
    ],
    ['an issue of a gigabyte', ['--repo', 'plain', '--issue', 'huge.md'], 'huge.md is longer than 65,536'],
    ['a shallow clone', ['--repo', 'shallow'], 'git -C shallow fetch --unshallow'],
    ['an issue without words', ['--repo', 'plain', '--issue', 'blank.md'], 'blank.md is empty'],
    [
      'an issue with a mistake',
      ['--repo', 'plain', '--issue', 'typo.md'],
      '  typo.md:7: unknown key "constrains" in "candidates[0]"; did you mean "constraints"?',
    ],
    ['no verifier', ['--repo', 'plain', '--toolchain', 'codex'], '--verify "npm test"'],
    [
      'an empty command',
      ['--repo', 'plain', '--verify', '', '--toolchain', 'codex'],
      '--verify needs a command',
    ],
    ['no agent', ['--repo', 'plain', '--verify', 'true'], '--toolchain codex'],
    ['no agent before no verifier', ['--repo', 'plain'], 'name at least one agent'],
    ['an unknown agent before no verifier', ['--repo', 'plain', '--toolchain', 'clod'], 'toolchain "clod"'],
    [
      'an unknown agent',
      ['--repo', 'plain', '--verify', 'true', '--toolchain', 'clod'],
      'there is no toolchain "clod". Known are',
    ],
    [
      'a fifth agent',
      [...['--repo', 'plain', '--verify', 'true'], ...five],
      '5 agents are named (codex, claude, opencode, gemini, codex), and a run has at most 4 candidates',
    ],
    [
      'more agents than the issue has candidates',
      [...['--repo', 'plain', '--verify', 'true', '--issue', 'two.md'], ...five.slice(0, 6)],
      '3 agents are named (codex, claude, opencode), and the issue names 2 candidates. Each candidate is written by one agent: name --toolchain at most 2 times.',
    ],
    [
      'an agent that is not installed',
      [
        '--repo',
        'plain',
        '--verify',
        'true',
        '--toolchains',
        'missing.yml',
        '--toolchain',
        'ghost',
        '--unconfined',
      ],
      'run the installer',
    ],
  ]

  it.each(cases)('refuses %s and leaves nothing behind', async (_, args, message) => {
    const before = await traces()
    const issue = args.includes('--issue') ? [] : ['--issue', 'bug.md']
    const { stdout, stderr, exitCode } = await speculate('try', ...args, ...issue)
    expect(exitCode).toBe(2)
    expect(stdout).toMatch(/^\S+ {2}reading the repository.*$/)
    expect(stderr).toContain(message)
    expect(await traces()).toEqual(before)
  })
})

function speculate(...args: string[]) {
  return runHere(args, {
    cwd: root,
    // A folder of our own, so that what is left behind is seen.
    env: { TMPDIR: root, DEBUG: '', npm_command: 'exec', GIT_CEILING_DIRECTORIES: join(root, '..') },
  })
}

async function traces(): Promise<readonly string[]> {
  const files = await readdir(root, { recursive: true })
  return files.filter((file) => !file.includes('node-compile-cache')).sort()
}

async function commitFile(repository: string, file: string): Promise<void> {
  const folder = join(root, repository)
  await writeFile(join(folder, file), 'text\n')
  await git(['-C', folder, 'add', '--all'])
  await git([
    '-C',
    folder,
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.com',
    'commit',
    '--quiet',
    '-m',
    'first',
  ])
}

async function git(args: readonly string[]): Promise<void> {
  await execa('git', args)
}
