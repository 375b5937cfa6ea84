import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { holdLock } from '@speculate-dev/system'
import { execa } from 'execa'
import { beforeEach, describe, expect, it } from 'vitest'
import { writeKept } from '../../../../src/adapters/set-up/kept-set-up.ts'
import { RUN_LOCK } from '../../../../src/commands/try/clean/run-lock.ts'
import { writeRunNote } from '../../../../src/commands/try/kept/run-note.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { runHere } from '../../run-here.ts'

let root: string
let repository: string

beforeEach(async () => {
  root = await temporaryFolder()
  repository = join(root, 'shop')
  await mkdir(repository)
  await git('init', '--quiet', '--initial-branch=main')
  await git('-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '-qm', 'one', '--allow-empty')
})

describe('speculate try clean', () => {
  it('lists what runs have left, and removes it only when told to', async () => {
    await keptFolder('speculate-try-AAAAAA')
    await unfinishedFolder('speculate-run-BBBBBB')
    for (const args of [[], ['--dry-run']]) {
      const { stdout, exitCode } = await clean(...args)
      expect(exitCode).toBe(0)
      expect(stdout).toContain(`would remove  ${root}/speculate-run-BBBBBB  `)
      expect(stdout).toContain(`the log of "It fails" in ${repository}\n`)
      expect(stdout).toContain('Nothing was removed. Run it again with --yes to remove these 2.')
      expect(await left()).toEqual(['speculate-run-BBBBBB', 'speculate-try-AAAAAA'])
    }
    const { stdout, exitCode } = await clean('--yes')
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`removed       ${root}/speculate-try-AAAAAA`)
    expect(await left()).toEqual([])
    expect((await clean()).stdout).toBe('No run has left anything behind.')
  })

  it('never touches a run that is alive, nor what it has kept', async () => {
    await unfinishedFolder('speculate-run-BBBBBB')
    await keptFolder('speculate-try-AAAAAA', { run: join(root, 'speculate-run-BBBBBB') })
    const lock = holdLock(join(root, 'speculate-run-BBBBBB', RUN_LOCK))
    const { stdout } = await clean('--yes')
    expect(stdout.match(/^stays .*: its run is still going on$/gm)).toHaveLength(2)
    expect(await left()).toEqual(['speculate-run-BBBBBB', 'speculate-try-AAAAAA'])
    lock?.release()
    await clean('--yes')
    expect(await left()).toEqual([])
  })

  it('leaves alone for a day what does not tell whether its run is over', async () => {
    for (const name of ['speculate-try-OLDOLD', 'speculate-run-NEWNEW', 'speculate-demo-OLDOLD'])
      await mkdir(join(root, name))
    const before = new Date(Date.now() - 25 * 3_600_000)
    await utimes(join(root, 'speculate-try-OLDOLD'), before, before)
    await utimes(join(root, 'speculate-demo-OLDOLD'), before, before)
    const { stdout } = await clean('--yes')
    expect(stdout).toContain('it is less than a day old')
    expect(await left()).toEqual(['speculate-run-NEWNEW'])
  })

  it('removes what set-ups have installed, and leaves what a run is at work on', async () => {
    const [one, other] = ['one', 'other'].map((name) => join(root, 'cache/speculate/set-ups', name))
    if (one === undefined || other === undefined) throw new Error('two folders')
    const nothing = { tree: [], home: [] }
    for (const folder of [one, other]) {
      await mkdir(join(folder, 'files/node_modules'), { recursive: true })
      const made = { madeIn: { tree: '', home: '' }, naming: nothing, kilobytes: 2_000, madeAt: '' }
      await writeKept(folder, { ...nothing, ...made })
    }
    const lock = holdLock(join(other, 'work.lock'))
    const { stdout } = await clean('--yes')
    lock?.release()
    expect(stdout).toContain(`removed       ${one}  2.0 MB, what a set-up has installed, for the next run`)
    expect(stdout).toContain(
      `stays         ${other}  2.0 MB, what a set-up has installed, for the next run: a run`,
    )
    expect(await readdir(one)).toEqual(['work.lock'])
    expect((await readdir(other)).sort()).toEqual(['files', 'made.json', 'work.lock'])
  })

  it('removes nothing but folders of such names, and follows no link', async () => {
    const mine = join(root, 'mine')
    await mkdir(mine)
    await writeFile(join(mine, 'precious'), 'x')
    await symlink(mine, join(root, 'speculate-try-LINKED'))
    await mkdir(join(root, 'speculate-try-too-long'))
    await keptFolder('speculate-try-AAAAAA')
    await symlink(mine, join(root, 'speculate-try-AAAAAA/link'))
    await clean('--yes')
    expect(await readdir(mine)).toEqual(['precious'])
    expect(await left()).toEqual(['speculate-try-LINKED', 'speculate-try-too-long'])
  })

  it('removes branches only when asked, and only while they are as the run has made them', async () => {
    const commit = await git('rev-parse', 'HEAD')
    const names = ['speculate/1.1/a', 'speculate/1.1/b', 'speculate/1.1/c', 'mine']
    for (const [at, name] of names.entries()) {
      await git('branch', name)
      await keptFolder(`speculate-try-BRANC${at}`, { branch: { name, commit } })
    }
    await git('switch', '--quiet', 'speculate/1.1/b')
    await git('-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '-qm', 'two', '--allow-empty')
    await git('switch', '--quiet', 'speculate/1.1/c')
    const listed = await clean()
    expect(listed.stdout).toContain(`git -C ${repository} branch -D speculate/1.1/a`)
    const { stdout } = await clean('--branches', '--yes')
    expect(stdout).toContain(`removed       the branch speculate/1.1/a of ${repository}`)
    expect(stdout).toContain(
      `stays         the branch speculate/1.1/b of ${repository}: somebody has changed it`,
    )
    expect(stdout).toContain(`stays         the branch speculate/1.1/c of ${repository}: it is checked out`)
    expect((await git('for-each-ref', '--format=%(refname:short)', 'refs/heads')).split('\n')).toEqual([
      'main',
      'mine',
      'speculate/1.1/b',
      'speculate/1.1/c',
    ])
  })

  it('answers as JSON, and refuses what contradicts itself', async () => {
    await keptFolder('speculate-try-AAAAAA')
    const { stdout } = await clean('--json')
    expect(JSON.parse(stdout)).toMatchObject({
      folders: [{ path: join(root, 'speculate-try-AAAAAA'), kind: 'kept', end: 'listed', issue: 'It fails' }],
      branches: [],
    })
    const { stderr, exitCode } = await clean('--yes', '--dry-run')
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--yes and --dry-run exclude each other')])
  })
})

function clean(...args: readonly string[]) {
  return runHere(['try', 'clean', ...args], { env: { TMPDIR: root, XDG_CACHE_HOME: join(root, 'cache') } })
}

async function keptFolder(name: string, note: Partial<Parameters<typeof writeRunNote>[1]> = {}) {
  await mkdir(join(root, name))
  const run = join(root, 'speculate-run-GONEGO')
  await writeRunNote(join(root, name), { run, repository, issue: 'It fails', ...note })
}

async function unfinishedFolder(name: string) {
  await mkdir(join(root, name))
  holdLock(join(root, name, RUN_LOCK))?.release()
  await mkdir(join(root, name, 'app'))
}

async function left(): Promise<string[]> {
  return (await readdir(root)).filter((name) => name.startsWith('speculate-')).sort()
}

async function git(...args: readonly string[]): Promise<string> {
  return (await execa('git', args, { cwd: repository })).stdout
}
