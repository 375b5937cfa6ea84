import { rename, rm, symlink } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { CollectResult } from '../../../../src/ports/workspace.ts'
import { plainGit, writeFiles } from '../sample-repository.ts'
import { CACHEDIR, FIX, pathsOf, useWorkTree } from './use-work-tree.ts'

describe('by-products of tools', () => {
  const work = useWorkTree({ 'test/fixtures/one/node_modules/dep/index.js': 'module.exports = 1\n' })

  const BY_PRODUCTS = {
    'src/__pycache__/pay.cpython-312.pyc': Buffer.from([0, 1, 2]),
    'npm-debug.log': 'error\n',
    'pkg/speculate.egg-info/PKG-INFO': 'Name: x\n',
    'build/CACHEDIR.TAG': CACHEDIR,
    'build/deps/a/b.bin': Buffer.from([0, 1]),
    'env/pyvenv.cfg': 'home = /usr/bin\n',
    'env/bin/python': 'x',
    'src/pay.py.orig': 'def pay(): ...\n',
  }
  const NAMES = [
    'build/',
    'env/',
    'npm-debug.log',
    'pkg/speculate.egg-info/',
    'src/__pycache__/',
    'src/pay.py.orig',
  ]

  it('R10: are left out of a patch, and named, where the base tracks nothing of the kind', async () => {
    const collected = await work.collectAfter({ ...FIX, ...BY_PRODUCTS })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
    expect(collected).toMatchObject({ leftOut: NAMES })
  })

  it('R10: are left out of what a workflow pushes, in the same way', async () => {
    const pushed = { ...FIX, 'src/__pycache__/pay.pyc': Buffer.from([0]), 'new.py': 'x = 1\n' }
    const collected = await work.collectPushed(pushed)
    expect(pathsOf(collected)).toEqual(['new.py', 'src/pay.py'])
    expect(collected).toMatchObject({ leftOut: ['src/__pycache__/'] })
  })

  it('are files like others where the base tracks their kind', async () => {
    const path = 'test/fixtures/two/node_modules/dep/index.js'
    const collected = await work.collectAfter({ [path]: 'module.exports = 2\n' })
    expect(pathsOf(collected)).toEqual([path])
    expect(collected).not.toHaveProperty('leftOut')
  })

  it('that are all there is are no patch', async () => {
    expect(await work.collectAfter({ 'npm-debug.log': 'x\n' })).toMatchObject({ failure: 'no-changes' })
  })

  it('are no word worth where the project ignores them itself', async () => {
    const collected = await work.collectAfter({
      ...FIX,
      '.gitignore': '__pycache__/\n',
      'a/__pycache__/x.pyc': 'x',
    })
    expect(pathsOf(collected)).toEqual(['.gitignore', 'src/pay.py'])
    expect(collected).not.toHaveProperty('leftOut')
  })
})

describe('by-products of tools, beside files of the base that are called like them', () => {
  const work = useWorkTree({
    'src/target/main.js': 'export const target = 1\n',
    'build/CACHEDIR.TAG': CACHEDIR,
    'build/rules.mk': 'all:\n',
    'legacy/old.pyc': Buffer.from([0, 1]),
    'test/fixtures/A.class': Buffer.from([0xca, 0xfe, 0xba, 0xbe]),
    'test/patches/one.orig': 'x\n',
  })
  const leftOutOf = (collected: CollectResult) => ('leftOut' in collected ? collected.leftOut : undefined)

  it.each([
    ['.tox/py312/lib/x.py', '.tox/'],
    ['deep/a/b/c/__pycache__/x.pyc', 'deep/a/b/c/__pycache__/'],
    ['.pytest_cache/v/cache/lastfailed', '.pytest_cache/'],
    ['.mypy_cache/3.12/x.json', '.mypy_cache/'],
    ['.ruff_cache/0.1/x', '.ruff_cache/'],
    ['node_modules/.cache/x.json', 'node_modules/'],
    ['packages/a/node_modules/dep/index.js', 'packages/a/node_modules/'],
    ['yarn-error.log', 'yarn-error.log'],
    ['packages/a/npm-debug.log', 'packages/a/npm-debug.log'],
    ['.nyc_output/x.json', '.nyc_output/'],
    ['.gradle/8.0/x.bin', '.gradle/'],
    ['.DS_Store', '.DS_Store'],
    ['src/main.o', 'src/main.o'],
    ['.coverage', '.coverage'],
    ['coverage/lcov.info', 'coverage/lcov.info'],
    ['coverage/lcov-report/index.html', 'coverage/lcov-report/'],
    ['htmlcov/index.html', 'htmlcov/'],
    ['src/.pay.py.swp', 'src/.pay.py.swp'],
    ['src/pay.py.rej', 'src/pay.py.rej'],
    ['src/pay.py~', 'src/pay.py~'],
    ['cache/CACHEDIR.TAG', 'cache/'],
    ['venv/pyvenv.cfg', 'venv/'],
    ['.venv/lib/x.py', '.venv/'],
  ])('R10: %s is left out as %s', async (path, name) => {
    const text = path.endsWith('CACHEDIR.TAG') ? CACHEDIR : 'home = /usr/bin\n'
    const collected = await work.collectAfter({ ...FIX, [path]: text })
    expect({ paths: pathsOf(collected), leftOut: leftOutOf(collected) }).toEqual({
      paths: ['src/pay.py'],
      leftOut: [name],
    })
  })

  it('R10: that are a link to a folder outside are left out: .venv', async () => {
    await symlink('/usr/lib', work.at('.venv'))
    const collected = await work.collectAfter(FIX)
    expect({ paths: pathsOf(collected), leftOut: leftOutOf(collected) }).toEqual({
      paths: ['src/pay.py'],
      leftOut: ['.venv'],
    })
  })

  it('R10: that are a link to a folder outside are left out: node_modules', async () => {
    await symlink('/usr/lib/node_modules', work.at('node_modules'))
    const collected = await work.collectAfter(FIX)
    expect({ paths: pathsOf(collected), leftOut: leftOutOf(collected) }).toEqual({
      paths: ['src/pay.py'],
      leftOut: ['node_modules'],
    })
  })

  it('R10: a folder that is tagged as a cache by a file of other content is work', async () => {
    expect(
      pathsOf(await work.collectAfter({ 'tags/CACHEDIR.TAG': 'hello\n', 'tags/a.py': 'x = 1\n' })),
    ).toEqual(['tags/CACHEDIR.TAG', 'tags/a.py'])
  })

  it('R10: are left out also where the base tracks one of their kind in another folder', async () => {
    const collected = await work.collectAfter({
      ...FIX,
      'src/__pycache__/a.cpython-312.pyc': Buffer.from([0, 1]),
    })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
  })

  it.each([
    'packages/node_modules_helper/index.js',
    'src/target/second.js',
    'target/main.rs',
    'build/more.mk',
    'test/fixtures/B.class',
    'test/patches/two.orig',
    'src/core.py',
    'core/index.js',
    'core.js',
    'docs/env/README.md',
    'env/main.py',
    'dist/index.js',
    'coverage/report.py',
    'src/coverage/index.ts',
    'src/log/debug.log.ts',
    'CHANGELOG.log',
    'lib/vendor.js',
    'bin/tool',
    'obj/model.py',
    'src/logs/index.ts',
    'tmp/readme.md',
    'Core.123/index.js',
    'src/cache/index.ts',
    'cache/store.go',
    '.cache.ts',
    'node_modules.md',
    'src/venv.py',
    'venv/create.py',
    'pkg/thing.egg-info.md',
    'src/original.orig.ts',
  ])('R10: honest work at %s stays', async (path) => {
    const collected = await work.collectAfter({ ...FIX, [path]: 'x = 1\n' })
    expect({ paths: pathsOf(collected), leftOut: leftOutOf(collected) }).toEqual({
      paths: ['src/pay.py', path].sort(),
      leftOut: undefined,
    })
  })

  it('R10: a dump of the memory of a program is left out', async () => {
    const dump = Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(200)])
    const collected = await work.collectAfter({ ...FIX, 'core.123': dump })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
    expect(leftOutOf(collected)).toEqual(['core.123'])
  })

  it('R10: by-products alone, deep in folders, are no patch', async () => {
    expect(
      await work.collectAfter({ 'a/b/__pycache__/x.pyc': 'x', 'c/node_modules/y/z.js': 'x' }),
    ).toMatchObject({
      failure: 'no-changes',
    })
  })

  it('R10: changing a tracked by-product is work', async () => {
    expect(pathsOf(await work.collectAfter({ ...FIX, 'legacy/old.pyc': Buffer.from([0, 2]) }))).toEqual([
      'legacy/old.pyc',
      'src/pay.py',
    ])
  })

  it('R10: a new CACHEDIR.TAG in a folder that the base tracks hides no change', async () => {
    const collected = await work.collectAfter({
      ...FIX,
      'src/CACHEDIR.TAG': CACHEDIR,
      'src/new.py': 'x = 1\n',
    })
    expect(pathsOf(collected)).toContain('src/new.py')
    expect(pathsOf(collected)).toContain('src/pay.py')
  })

  it('R10: a CACHEDIR.TAG at the root hides nothing', async () => {
    const collected = await work.collectAfter({ ...FIX, 'CACHEDIR.TAG': CACHEDIR, 'lib/new.py': 'x = 1\n' })
    expect(pathsOf(collected)).toContain('lib/new.py')
  })

  it('R10: a pyvenv.cfg at the root or in src hides nothing', async () => {
    const collected = await work.collectAfter({
      ...FIX,
      'src/pyvenv.cfg': 'home = /usr\n',
      'pyvenv.cfg': 'home = x\n',
      'src/new.py': 'x = 1\n',
    })
    expect(pathsOf(collected)).toContain('src/new.py')
  })

  it('R10: are left out also where the agent has committed them in its own git', async () => {
    await writeFiles(work.at(), { ...FIX, 'src/__pycache__/a.pyc': 'x' })
    await plainGit(work.at(), 'add', '--all')
    await plainGit(work.at(), 'commit', '--quiet', '-m', 'mine')
    expect(pathsOf(await work.collect())).toEqual(['src/pay.py'])
  })

  it('R10: deleting a tracked by-product is work', async () => {
    await rm(work.at('legacy/old.pyc'))
    expect(pathsOf(await work.collect())).toEqual(['legacy/old.pyc'])
  })

  it('R10: moving a tracked by-product is work', async () => {
    await rename(work.at('legacy/old.pyc'), work.at('legacy/new.pyc'))
    expect(pathsOf(await work.collect())).toContain('legacy/new.pyc')
  })
})
