import { access, chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { plainGit, run, SAMPLE_FILES, writeFiles } from './sample-repository.ts'
import { useWorkspace } from './use-workspace.ts'

const on = useWorkspace()

describe('prepare', () => {
  it('checks out the base with an own git directory that has history, no remote, no hooks and an empty home', async () => {
    expect(await readFile(on.at('src/pay.js'), 'utf8')).toBe(SAMPLE_FILES['src/pay.js'])
    expect(await plainGit(on.tree.path, 'status', '--porcelain')).toBe('')
    expect(await plainGit(on.tree.path, 'rev-parse', 'HEAD')).toBe(on.sample.base)
    expect(await plainGit(on.tree.path, 'log', '--format=%s')).toBe('base')
    expect(await plainGit(on.tree.path, 'remote')).toBe('')
    expect(await readdir(on.at('.git'))).not.toContain('hooks')
    expect(await readdir(on.tree.home)).toEqual([])
  })

  it('writes the bytes of the base even where .gitattributes would convert them', async () => {
    expect(await readFile(on.at('windows.bat'), 'utf8')).toBe(
      await plainGit(on.sample.path, 'cat-file', 'blob', 'HEAD:windows.bat').then((text) => `${text}\n`),
    )
  })

  it('starts over when a half-made work tree of the same name is there', async () => {
    await writeFile(on.at('left-over'), 'x')
    on.tree = await on.workspace.prepare(on.request('one'))
    await expect(access(on.at('left-over'))).rejects.toThrow()
  })

  it.each(['../up', 'a/b', '', '.hidden', '-option'])('refuses the name %j', async (name) => {
    await expect(on.workspace.prepare(on.request(name))).rejects.toThrow('not a name')
  })

  it('refuses a base that is not a commit id', async () => {
    await expect(on.workspace.prepare({ ...on.request('two'), base: '--upload-pack=x' })).rejects.toThrow(
      'not a commit id',
    )
  })

  it('A2: serves many candidates at once from one fetch', async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const fresh = join(on.directory, 'fresh')
    on.workspace = createWorkspace({ dataDir: fresh })
    const trees = await Promise.all(names.map((name) => on.workspace.prepare(on.request(name))))
    for (const { path } of trees) expect(await plainGit(path, 'rev-parse', 'HEAD')).toBe(on.sample.base)
    expect(await readdir(join(fresh, 'mirrors/acme/payments.git/objects/pack'))).toHaveLength(2)
  })

  it('shares the mirror with other processes that begin at the same time', async () => {
    const dataDir = join(on.directory, 'many-processes')
    const module = join(import.meta.dirname, '../../../src/adapters/git/create-workspace.ts')
    const program = `
      const { createWorkspace } = await import(${JSON.stringify(module)})
      const workspace = createWorkspace({ dataDir: ${JSON.stringify(dataDir)} })
      const request = JSON.parse(process.argv[1])
      for (const name of ['x', 'y']) await workspace.prepare({ ...request, name: name + process.pid })`
    const start = () =>
      run(process.execPath, [
        '--input-type=module',
        '--eval',
        program,
        JSON.stringify({ ...on.request(''), remote: { url: on.sample.url } }),
      ])
    await Promise.all([start(), start(), start()])
    expect(await readdir(join(dataDir, 'attempts'))).toHaveLength(6)
    expect(await readdir(join(dataDir, 'mirrors/acme/payments.git/objects/pack'))).toHaveLength(2)
    expect(await readdir(join(dataDir, 'mirrors/acme'))).toEqual(['payments.git'])
  })
})

describe('dispose', () => {
  it('removes everything of the attempt, also read-only directories, and nothing behind a link', async () => {
    await writeFiles(on.directory, { 'precious/file': 'x' })
    await symlink(join(on.directory, 'precious'), on.at('way-out'))
    await mkdir(on.at('locked/inner'), { recursive: true })
    await chmod(on.at('locked/inner'), 0o000)
    await chmod(on.at('locked'), 0o500)
    await on.workspace.dispose('one')
    await on.workspace.dispose('one')
    await expect(access(on.tree.path)).rejects.toThrow()
    await expect(access(on.tree.home)).rejects.toThrow()
    expect(await readdir(join(on.dataDir, 'imports'))).not.toContain('one.git')
    expect(await readFile(join(on.directory, 'precious/file'), 'utf8')).toBe('x')
  })
})
