import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { attemptEnvironment } from '../../../src/adapters/agents/attempt-environment.ts'
import { createWorkspace, type LocalWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createBubblewrap } from '../../../src/adapters/sandbox/create-bubblewrap.ts'
import { hostAsSandbox } from '../../../src/adapters/sandbox/host-as-sandbox.ts'
import { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import {
  createSampleRepository,
  plainGit,
  type SampleRepository,
  writeFiles,
} from '../git/sample-repository.ts'
import { inSandbox } from '../sandbox/test-sandbox.ts'

const repository = { owner: 'acme', repo: 'payments' }
let directory: string
let sample: SampleRepository
let workspace: LocalWorkspace

beforeEach(async () => {
  directory = await temporaryFolder()
  sample = await createSampleRepository(directory, {
    'package.json': '{}',
    'package-lock.json': '{}',
    'src/pay.js': 'pay\n',
  })
  workspace = workspaceIn('data')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const kept = () => join(directory, 'cache/set-ups')
const workspaceIn = (name: string, project = '/home/ada/payments') =>
  createWorkspace({
    dataDir: join(directory, name),
    sandbox: hostAsSandbox,
    keptSetUps: { folder: kept(), project },
  })
const remote = () => ({ url: sample.url, authorization: undefined })
const asked = (setUp: readonly string[]) => ({ repository, remote: remote(), base: sample.base, setUp })
const prepare = (name: string, ...setUp: string[]) => workspace.prepare({ ...asked(setUp), name })
/** Counts how often it runs, and remembers for which code. */
const install = () => `echo once >> ${directory}/runs; mkdir -p node_modules/ && cp src/*.js node_modules/`
const runs = async () => (await readFile(join(directory, 'runs'), 'utf8')).split('\n').length - 1

describe('what a set-up leaves in its home', () => {
  it('R4: lies in the home of every agent where package managers keep things, and its programs are found first', async () => {
    const { home, path, setUp } = await prepare(
      'one',
      'mkdir -p ~/.cache/tool ~/.local/bin ~/.claude ~/.config .venv/bin && echo a > ~/.cache/tool/a && touch ~/.local/bin/tool ~/.claude/settings.json ~/.bashrc',
    )
    expect(await readFile(join(home, '.cache/tool/a'), 'utf8')).toBe('a\n')
    expect((await readdir(home)).toSorted()).toEqual(['.cache', '.local'])
    expect(setUp).toMatchObject({ bin: [join(path, '.venv/bin'), join(home, '.local/bin')] })
    const toolchain = Toolchain.parse({ kind: 'command', command: ['agent'] })
    const attempt = { workTree: { path, home, ...(setUp && { setUp }) }, program: '/opt/agent' }
    const { PATH } = await attemptEnvironment(toolchain, { ...attempt, gateway: undefined, confined: true })
    expect(PATH?.startsWith(`${path}/.venv/bin:${home}/.local/bin:`)).toBe(true)
  })

  it('R4: is told to Maven and Gradle, which look for a home elsewhere', async () => {
    const { home, setUp } = await prepare(
      'one',
      'mkdir -p ~/.m2/repository && echo "$MAVEN_OPTS" > ~/.m2/asked',
    )
    expect(setUp).toMatchObject({
      variables: { MAVEN_OPTS: `-Duser.home=${home}`, GRADLE_USER_HOME: `${home}/.gradle` },
    })
    expect(await readFile(join(home, '.m2/asked'), 'utf8')).toBe(`-Duser.home=${home}\n`)
  })

  it('R4: is nothing where it is a link, and nothing of ours is written through a link in it', async () => {
    const outside = join(directory, 'outside')
    await mkdir(outside)
    const { home, path } = await prepare(
      'one',
      `ln -s ${outside} ~/.npm && mkdir ~/.cache && ln -s ${outside} ~/.cache/agent`,
    )
    expect(existsSync(join(home, '.npm'))).toBe(false)
    const toolchain = Toolchain.parse({
      ...{ kind: 'command', command: ['agent'] },
      home_files: { '.cache/agent/settings': 'ours' },
    })
    const attempt = { workTree: { path, home }, program: '/opt/agent', gateway: undefined, confined: true }
    await attemptEnvironment(toolchain, attempt)
    expect(await readFile(join(home, '.cache/agent/settings'), 'utf8')).toBe('ours')
    expect(await readdir(outside)).toEqual([])
  })
})

describe('what knows where it was made', () => {
  it('R4: names the place that it lies in now: first lines of programs, settings, links', async () => {
    const { path, home } = await prepare(
      'one',
      `mkdir -p .venv/bin ~/.cache/store && printf '#!%s/.venv/bin/python\\n' "$PWD" > .venv/bin/tool && chmod 555 .venv/bin/tool
echo "home = $HOME/.cache" > .venv/pyvenv.cfg; ln -s "$PWD/src" .venv/src; ln -s ~/.cache/store node_modules`,
    )
    expect(await readFile(join(path, '.venv/bin/tool'), 'utf8')).toBe(`#!${path}/.venv/bin/python\n`)
    expect(await readFile(join(path, '.venv/pyvenv.cfg'), 'utf8')).toBe(`home = ${home}/.cache\n`)
    expect(await readlink(join(path, '.venv/src'))).toBe(join(path, 'src'))
    expect(await readlink(join(path, 'node_modules'))).toBe(join(home, '.cache/store'))
  })

  it('R4: keeps what is no text as it is', async () => {
    const { path } = await prepare(
      'one',
      `mkdir node_modules && printf 'x\\0%s' "$PWD" > node_modules/binary`,
    )
    expect(await readFile(join(path, 'node_modules/binary'), 'latin1')).not.toContain(path)
  })
})

describe('what a set-up must not do', () => {
  it('R6: passwords of registries reach no agent, in whatever file they were left', async () => {
    vi.stubEnv('PIP_INDEX_URL', 'https://ada:canary-7f3a@pypi.example/simple')
    const { path, home } = await prepare(
      'one',
      'mkdir -p node_modules ~/.cache && echo "$PIP_INDEX_URL" > node_modules/url && printf "x\\0$PIP_INDEX_URL" > ~/.cache/binary',
    )
    expect(await readFile(join(path, 'node_modules/url'), 'utf8')).toBe(
      'https://ada:***********@pypi.example/simple\n',
    )
    expect(await readFile(join(home, '.cache/binary'), 'utf8')).not.toContain('canary-7f3a')
  })

  it('R6: nothing of the way to registries is in the environment of an agent', async () => {
    for (const name of [
      'HTTPS_PROXY',
      'NODE_EXTRA_CA_CERTS',
      'npm_config_registry',
      'PIP_INDEX_URL',
      'GOPROXY',
    ])
      vi.stubEnv(name, 'canary-7f3a')
    const { path, home, setUp } = await prepare('one', 'echo "$HTTPS_PROXY" > asked')
    expect(setUp?.kind).toBe('installed')
    const toolchain = Toolchain.parse({ kind: 'command', command: ['agent'] })
    const attempt = { workTree: { path, home, ...(setUp && { setUp }) }, program: '/opt/agent' }
    const environment = await attemptEnvironment(toolchain, {
      ...attempt,
      gateway: undefined,
      confined: false,
    })
    expect(Object.values(environment).join(' ')).not.toContain('canary-7f3a')
  })

  it('R4: leaves no process running', async () => {
    const { path } = await prepare('one', 'mkdir node_modules; sleep 1000 & echo $! > node_modules/pid')
    const pid = (await readFile(join(path, 'node_modules/pid'), 'utf8')).trim()
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'none) Z')
    // Nobody may have asked for its exit code yet.
    expect(stat).toMatch(/\) [ZX]/)
  })

  inSandbox('R4: writes nowhere but into its checkout and its home', async () => {
    workspace = createWorkspace({ dataDir: join(directory, 'data'), sandbox: createBubblewrap() })
    const outside = join(directory, 'outside')
    const { path } = await prepare(
      'one',
      `echo made > made; mkdir -p ${directory} && touch ${outside} || true`,
    )
    expect(existsSync(outside)).toBe(false)
    expect(await readFile(join(path, 'made'), 'utf8')).toBe('made\n')
  })
})

describe('what is kept for the next run', () => {
  it('R4: is taken by a run with other work trees, which says so, and by no other project', async () => {
    expect((await prepare('one', install())).setUp).not.toHaveProperty('takenFrom')
    workspace = workspaceIn('data-of-the-next')
    const { path, setUp } = await prepare('one', install())
    expect(setUp).toMatchObject({ takenFrom: expect.stringMatching(/^\d{4}-/) })
    expect(await readFile(join(path, 'node_modules/pay.js'), 'utf8')).toBe('pay\n')
    expect(await runs()).toBe(1)
    workspace = workspaceIn('data-of-another', '/home/ada/other')
    await prepare('one', install())
    expect(await runs()).toBe(2)
  })

  it('R4: is made once by two runs at the same time', async () => {
    const all = ['a', 'b', 'c'].map((name) => workspaceIn(name).setUp(asked([install()])))
    expect((await Promise.all(all)).map((one) => one?.kind)).toEqual(['installed', 'installed', 'installed'])
    expect(await runs()).toBe(1)
  })

  it('R4: is made anew where whoever made it was killed half-way', async () => {
    await prepare('one', install())
    const [key = ''] = await readdir(kept())
    await rm(join(kept(), key, 'made.json'))
    await writeFile(join(kept(), key, 'files/half'), 'half')
    await writeFile(join(kept(), key, 'made.json.new'), '{"tree": [')
    const { path, setUp } = await prepare('two', install())
    expect(setUp).toMatchObject({ laid: ['node_modules'] })
    expect(existsSync(join(path, 'half'))).toBe(false)
    expect(await runs()).toBe(2)
  })
})

describe('the checkout of a candidate', () => {
  /** A commit on the base with these files; answers what is laid into a checkout of it. */
  async function candidate(name: string, files: Readonly<Record<string, string>>) {
    const tree = join(directory, name)
    const home = join(directory, `home-of-${name}`)
    await mkdir(home)
    await plainGit(directory, 'clone', '--quiet', sample.path, tree)
    await writeFiles(tree, files)
    await plainGit(tree, 'add', '--all', '--force')
    await plainGit(tree, 'commit', '--quiet', '--message=fix')
    const commit = await plainGit(tree, 'rev-parse', 'HEAD')
    const gitDir = join(tree, '.git')
    const setUp = await workspace.setUpFor({ ...asked([install()]), gitDir, commit }, { tree, home })
    return { tree, setUp, made: () => readFile(join(tree, 'node_modules/pay.js'), 'utf8') }
  }

  it('R4: has what the set-up of the base made, whatever code the candidate has', async () => {
    const one = await candidate('one', { 'src/pay.js': 'pay twice\n' })
    expect(await one.made()).toBe('pay\n')
    const two = await candidate('two', { 'src/other.js': 'other\n' })
    expect(two.setUp).toMatchObject({ kind: 'installed', laid: ['node_modules'] })
    expect(await runs()).toBe(1)
  })

  it('R4: has a set-up of its own where it changes a lock file, which no other candidate gets', async () => {
    const lock = { 'package-lock.json': '{"lockfileVersion": 3}' }
    const one = await candidate('one', { ...lock, 'src/pay.js': 'steals\n' })
    const two = await candidate('two', { ...lock, 'src/pay.js': 'pays\n' })
    expect(await one.made()).toBe('steals\n')
    expect(await two.made()).toBe('pays\n')
    expect(existsSync(kept())).toBe(false)
    const three = await candidate('three', { 'src/more.js': 'more\n' })
    expect(await three.made()).toBe('pay\n')
  })

  it('R4: has the dependencies of the set-up in the place of those that the candidate has put there', async () => {
    const one = await candidate('one', {
      'node_modules/pay.js': 'of its own\n',
      'node_modules/more': 'more\n',
    })
    expect(await one.made()).toBe('pay\n')
    expect(existsSync(join(one.tree, 'node_modules/more'))).toBe(false)
  })

  it('R4: and in the place of a link', async () => {
    const elsewhere = join(directory, 'elsewhere')
    await mkdir(elsewhere)
    const tree = join(directory, 'linked')
    await plainGit(directory, 'clone', '--quiet', sample.path, tree)
    await symlink(elsewhere, join(tree, 'node_modules'))
    await plainGit(tree, 'add', '--all', '--force')
    await plainGit(tree, 'commit', '--quiet', '--message=link')
    const commit = await plainGit(tree, 'rev-parse', 'HEAD')
    const to = { tree, home: await temporaryFolder() }
    await workspace.setUpFor({ ...asked([install()]), gitDir: join(tree, '.git'), commit }, to)
    expect(await readFile(join(tree, 'node_modules/pay.js'), 'utf8')).toBe('pay\n')
    expect(await readdir(elsewhere)).toEqual([])
  })
})
