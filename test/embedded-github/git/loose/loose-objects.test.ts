import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { openBareRepository } from '../../../../packages/embedded-github/src/git/open-bare-repository.ts'
import { isRefName, NO_OBJECT } from '../../../../packages/embedded-github/src/git/ref-update.ts'
import { git } from '../../../../packages/embedded-github/src/git/run-git.ts'
import {
  updateRefs,
  writeBlob,
  writeCommit,
  writeTree,
} from '../../../../packages/embedded-github/src/git/write-objects.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

let directory: string
beforeAll(async () => {
  directory = await temporaryFolder()
  await git(directory, ['init', '--quiet', '--bare', '--template=', '.'])
})

const person = { name: 'speculate[bot]', email: '1+speculate[bot]@example.org', date: '2026-03-01T10:00:00Z' }

async function commitOn(parents: readonly string[], files: Readonly<Record<string, string | undefined>>) {
  const [parent] = parents
  const base = parent && (await openBareRepository(directory).commit(parent))?.tree
  const changes = await Promise.all(
    Object.entries(files).map(async ([path, text]) => ({
      path,
      mode: '100644',
      oid: text === undefined ? undefined : await writeBlob(directory, Buffer.from(text)),
    })),
  )
  const tree = await writeTree(directory, 'test', { base, changes })
  const message = `Change ${Object.keys(files).join(', ')}\n\nWith a body, ä.\n`
  return writeCommit(directory, { tree, parents, message, author: person, committer: person })
}

it('what is written without git is what git itself writes', async () => {
  const first = await commitOn([], { 'a.txt': 'a', 'b/c.txt': 'c', 'b-d': 'd', 'b.e': 'e', 'x/y/z': 'z' })
  const second = await commitOn([first], { 'b/c.txt': undefined, 'x/y/z': 'zz', b: 'a file now', 'n/m': '' })
  expect(await git(directory, ['fsck', '--strict', '--full', '--no-dangling'])).toBe('')
  for (const oid of [first, second]) {
    const tree = await git(directory, ['rev-parse', `${oid}^{tree}`])
    // An index sorts by itself, and is written by git alone.
    const env = { GIT_INDEX_FILE: join(directory, 'index-check') }
    await git(directory, ['read-tree', tree], { env })
    await rm(join(directory, 'index-check'))
    const listing = await git(directory, ['ls-tree', '-r', tree])
    await git(directory, ['update-index', '--index-info'], { env, input: `${listing}\n` })
    expect(await git(directory, ['write-tree'], { env })).toBe(tree)
    const raw = await git(directory, ['cat-file', 'commit', oid])
    const parents = await git(directory, ['log', '-1', '--format=%P', oid])
    const again = await git(
      directory,
      ['commit-tree', tree, ...parents.split(' ').flatMap((one) => (one === '' ? [] : ['-p', one]))],
      {
        input: raw.slice(raw.indexOf('\n\n') + 2).concat('\n'),
        env: {
          GIT_AUTHOR_NAME: person.name,
          GIT_AUTHOR_EMAIL: person.email,
          GIT_AUTHOR_DATE: person.date,
          GIT_COMMITTER_NAME: person.name,
          GIT_COMMITTER_EMAIL: person.email,
          GIT_COMMITTER_DATE: person.date,
        },
      },
    )
    expect(again).toBe(oid)
  }
})

it('objects are read alike from files of their own and from a pack', async () => {
  const base = await commitOn([], { 'a.txt': 'a\n', 'deep/er/b.txt': 'b\n' })
  const left = await commitOn([base], { 'a.txt': 'left\n' })
  const right = await commitOn([base], { 'deep/er/b.txt': 'right\n' })
  const merge = await commitOn([left, right], { 'c.txt': 'c\n' })
  await updateRefs(directory, [{ name: 'refs/heads/read', before: NO_OBJECT, after: merge }])
  const readAll = async () => {
    const opened = openBareRepository(directory)
    const tree = (await opened.commit(merge))?.tree ?? ''
    return {
      commit: await opened.commit(merge),
      tree: await opened.tree(tree, false),
      whole: await opened.tree(merge, true),
      entry: await opened.entryAt(merge, 'deep/er/b.txt'),
      folder: await opened.entryAt(merge, 'deep/er'),
      missing: await opened.entryAt(merge, 'deep/b.txt'),
      blob: await opened.blob((await opened.entryAt(merge, 'a.txt'))?.oid ?? ''),
      isTree: [await opened.isTree(tree), await opened.isTree(merge)],
      mergeBase: await opened.mergeBase(left, right),
      forward: await opened.mergeBase(base, merge),
      between: [await opened.commitsBetween(base, left), await opened.commitsBetween(left, base)],
      log: await opened.log(left, 10),
      newest: await opened.log('read', 1),
      isAncestor: [await opened.isAncestor(base, merge), await opened.isAncestor(left, right)],
      merges: [await opened.merges(base, merge), await opened.merges(left, right)],
      files: await opened.changedFiles(base, merge),
    }
  }
  const loose = await readAll()
  expect(loose).toMatchObject({ isTree: [true, false], mergeBase: base, isAncestor: [true, false] })
  expect(loose.log.map(({ oid }) => oid)).toEqual([left, base])
  expect(loose.files.map(({ path }) => path)).toEqual(['a.txt', 'c.txt'])
  for (const name of ['left', 'right']) {
    const after = name === 'left' ? left : right
    await updateRefs(directory, [{ name: `refs/heads/${name}`, before: undefined, after }])
  }
  await git(directory, ['repack', '-a', '-d', '--quiet'])
  await git(directory, ['prune-packed', '--quiet'])
  expect(await readAll()).toEqual(loose)
})

it('what git leaves out of a tree, replaces in it or refuses is left out, replaced or refused', async () => {
  const blob = await writeBlob(directory, Buffer.from('x'))
  const write = (path: string, oid = blob) =>
    writeTree(directory, 'test', { base: undefined, changes: [{ path, mode: '100644', oid }] })
  expect(await write('a/.git/config')).toBe(await git(directory, ['mktree'], { input: '' }))
  expect(await write('a/../b')).toBe(await git(directory, ['mktree'], { input: '' }))
  await expect(write('a/b', 'f'.repeat(40))).rejects.toThrow()
  const base = await write('a/b')
  const under = { path: 'a/b/c', mode: '100644', oid: blob }
  const folder = await writeTree(directory, 'test', { base, changes: [under] })
  expect(folder).toBe(await write('a/b/c'))
})

it('a ref is moved only from what was expected, and never past a lock or another ref', async () => {
  const one = await commitOn([], { 'one.txt': '1' })
  const two = await commitOn([one], { 'one.txt': '2' })
  const name = 'refs/heads/moved/deep'
  const move = (before: string | undefined, after: string) => updateRefs(directory, [{ name, before, after }])
  expect(await move(NO_OBJECT, one)).toBeUndefined()
  expect(await move(NO_OBJECT, two)).toContain('already exists')
  expect(await move(two, two)).toContain('but expected')
  await git(directory, ['pack-refs', '--all'])
  expect(await move(one, two)).toBeUndefined()
  expect(await git(directory, ['rev-parse', name])).toBe(two)
  const above = { name: 'refs/heads/moved', before: undefined, after: one }
  expect(await updateRefs(directory, [above])).toContain('cannot lock ref')
  await mkdir(join(directory, 'refs/heads/moved'), { recursive: true })
  await writeFile(join(directory, `${name}.lock`), '')
  expect(await move(two, one)).toContain('.lock')
  expect(await git(directory, ['rev-parse', name])).toBe(two)
  await rm(join(directory, `${name}.lock`))
  expect(await move(two, '1'.repeat(40))).toContain('nonexistent object')
})

it('a branch can be made where folders of branches that are gone still lie', async () => {
  const oid = await commitOn([], { 'gone.txt': '1' })
  await mkdir(join(directory, 'refs/heads/folders/that/are'), { recursive: true })
  const update = { name: 'refs/heads/folders', before: NO_OBJECT, after: oid }
  expect(await updateRefs(directory, [update])).toBeUndefined()
  expect(await git(directory, ['rev-parse', 'refs/heads/folders'])).toBe(oid)
})

it('names of refs are judged as by git', async () => {
  const names = [
    'a',
    'a/b.c',
    '.a',
    'a/.b',
    'a.lock',
    'a.lock/b',
    'a..b',
    'a.',
    'a@{b',
    '@',
    'a//b',
    'a b',
    'ä',
    '/a',
  ]
  names.push('a/', 'a~', 'a^', 'a:', 'a?', 'a*', 'a[', 'a]', 'a\\', 'a\u007f', '-a', 'a\u0001b')
  for (const name of names.map((end) => `refs/heads/${end}`)) {
    const isOne = await git(directory, ['check-ref-format', name]).then(
      () => true,
      () => false,
    )
    expect([name, isRefName(name)]).toEqual([name, isOne])
  }
})

it('one ref is read as among all refs, loose, packed or both, and a name that is none has nothing', async () => {
  const [older, newer] = [await commitOn([], { 'r.txt': '1' }), await commitOn([], { 'r.txt': '2' })]
  const set = (name: string, oid: string) => git(directory, ['update-ref', name, oid])
  for (const name of ['refs/heads/one/packed', 'refs/heads/one/moved']) await set(name, older)
  await git(directory, ['pack-refs', '--all'])
  await set('refs/heads/one/moved', newer)
  await set('refs/heads/one/loose', newer)
  const { ref, refs } = openBareRepository(directory)
  const all = await refs('refs/heads/one/')
  expect([...all.keys()]).toEqual(['refs/heads/one/loose', 'refs/heads/one/moved', 'refs/heads/one/packed'])
  for (const [name, oid] of all) expect(await ref(name)).toBe(oid)
  for (const name of [
    'refs/heads/one',
    'refs/heads/one/moved/x',
    'refs/heads/../../HEAD',
    'HEAD',
    'refs/heads/two',
  ])
    expect(await ref(name), name).toBeUndefined()
})
