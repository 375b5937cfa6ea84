import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'
import { modulesOf } from '../../../../packages/embedded-github/src/runner/actions/checkout/submodules.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { aRunner } from './a-runner.ts'

const ALLOW = ['-c', 'protocol.file.allow=always', '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']

async function repositoryAt(folder: string, file: string): Promise<(...args: string[]) => Promise<string>> {
  await mkdir(folder, { recursive: true })
  const git = async (...args: string[]) => (await execa('git', [...ALLOW, ...args], { cwd: folder })).stdout
  await git('init', '-q', '-b', 'main')
  await writeFile(join(folder, file), file)
  await git('add', file)
  await git('commit', '-qm', file)
  return git
}

/** A project with a submodule that has one itself, as somebody has cloned it, with all of them. */
async function aProject() {
  const root = await temporaryFolder()
  await repositoryAt(join(root, 'deep'), 'deep.txt')
  const inner = await repositoryAt(join(root, 'inner'), 'inner.txt')
  await inner('submodule', '--quiet', 'add', '../deep', 'deep')
  await inner('commit', '-qm', 'deep')
  const git = await repositoryAt(join(root, 'project'), 'a.txt')
  await git('submodule', '--quiet', 'add', '--name', 'lib/inner', '../inner', 'vendor/inner')
  await git('submodule', '--quiet', 'update', '--init', '--recursive')
  await mkdir(join(root, 'project/.github/workflows'), { recursive: true })
  const job = (submodules: string, test: string) =>
    `{ runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { submodules: ${submodules} } }, { run: '${test}' }] }`
  const jobs = `on: pull_request
jobs:
  one: ${job('true', 'test -f vendor/inner/inner.txt && test ! -e vendor/inner/deep/deep.txt')}
  all: ${job('recursive', 'test -f vendor/inner/deep/deep.txt && git submodule status --recursive')}
  none: ${job('false', 'test ! -e vendor/inner/inner.txt')}
`
  await writeFile(join(root, 'project/.github/workflows/ci.yml'), jobs)
  await git('add', '.')
  await git('commit', '-qm', 'project')
  return join(root, 'project')
}

it('R1: submodules come out of the clones that the repository has of them', async () => {
  const project = await aProject()
  const { host, pullRequest } = await aRunner({ submodules: join(project, '.git/modules') })
  await execa('git', ['fetch', '--quiet', project, 'main:main'], { cwd: host.bare })
  await host.commit('feature', { 'b.txt': 'b' }, 'main')
  const { conclusions, log } = await pullRequest('feature')
  expect(conclusions).toEqual({ one: 'success', all: 'success', none: 'success' })
  expect(await log('all')).not.toContain(project)
})

it('R1: a submodule without a clone is refused by its path, before anything runs', async () => {
  const project = await aProject()
  const { host, pullRequest } = await aRunner()
  await execa('git', ['fetch', '--quiet', project, 'main:main'], { cwd: host.bare })
  await host.commit('feature', { 'b.txt': 'b' }, 'main')
  expect((await pullRequest('feature')).conclusions).toEqual({
    one: 'failure',
    all: 'failure',
    none: 'success',
  })
  expect(host.check('one').output.title).toBe(
    '`submodules` in `with` of `actions/checkout@v4` asks for what stands at `vendor/inner`; this machine has no clone of it (`git submodule update --init`)',
  )
})

it('names and paths of submodules are read as git reads them', () => {
  const text = '[submodule "a"]\n\tpath = vendor/a\n\turl = x\n[submodule "../../b"]\n  url = y\n'
  expect(modulesOf(text)).toEqual([
    { name: 'a', path: 'vendor/a' },
    { name: '../../b', path: '../../b' },
  ])
})
