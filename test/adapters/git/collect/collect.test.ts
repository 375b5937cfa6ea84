import { chmod, mkdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, describe, expect, it } from 'vitest'
import { change } from '../changed-file.ts'
import { plainGit, run, SAMPLE_FILES, writeFiles } from '../sample-repository.ts'
import { useWorkspace } from '../use-workspace.ts'

const on = useWorkspace()

describe('collect', () => {
  it('measures additions, edits, deletions, renames, modes, binaries, links and odd names', async () => {
    await writeFiles(on.tree.path, {
      'new/file.txt': 'one\ntwo\n',
      'README.md': '# Changed\nmore\n',
      'logo.bin': Buffer.from([9, 0, 9]),
      'quote"back\\slash\nline\ttab é.txt': 'odd\n',
    })
    await rm(on.at('src/retry.js'))
    await rename(on.at('src/pay.js'), on.at('src/payment.js'))
    await chmod(on.at('tool.sh'), 0o755)
    await rm(on.at('link.md'))
    await symlink('src', on.at('link.md'))
    const { patch } = await on.collectPatch()
    expect(patch.files).toEqual([
      change('README.md', { status: 'modified', insertions: 2, deletions: 1, bytes: 15 }),
      change('link.md', {
        status: 'modified',
        mode: '120000',
        linkTarget: 'src',
        insertions: 1,
        deletions: 1,
        bytes: 3,
      }),
      change('logo.bin', { status: 'modified', binary: true, bytes: 3 }),
      change('new/file.txt', { status: 'added', insertions: 2, bytes: 8 }),
      change('quote"back\\slash\nline\ttab é.txt', { status: 'added', insertions: 1, bytes: 4 }),
      change('src/payment.js', {
        previousPath: 'src/pay.js',
        status: 'renamed',
        bytes: SAMPLE_FILES['src/pay.js'].length,
      }),
      change('src/retry.js', { status: 'deleted', mode: '000000', deletions: 1 }),
      change('tool.sh', { status: 'modified', mode: '100755', bytes: 10 }),
    ])
    expect(patch).toMatchObject({ base: on.sample.base, insertions: 6, deletions: 3 })
  })

  it('gives the same commit for the same work, wherever and whenever it is done', async () => {
    await writeFile(on.at('README.md'), 'other\n')
    const first = await on.collectPatch()
    const again = await on.collectPatch()
    on.tree = await on.workspace.prepare(on.request('two'))
    await writeFile(on.at('README.md'), 'other\n')
    const elsewhere = await on.collectPatch()
    expect(new Set([first, again, elsewhere].map(({ patch }) => patch.commit)).size).toBe(1)
    expect(Buffer.from(again.bundle).equals(Buffer.from(first.bundle))).toBe(true)
  })

  it('leaves out new files that are ignored, but never a change to a file of the base', async () => {
    await writeFiles(on.tree.path, {
      '.gitignore': 'node_modules/\n*.log\n*.js\n',
      'node_modules/dependency/index.js': 'x',
      'debug.log': 'x',
      'src/hidden.js': 'x',
      'src/pay.js': 'changed\n',
    })
    const { patch } = await on.collectPatch()
    expect(patch.files.map((file) => file.path)).toEqual(['.gitignore', 'src/pay.js'])
  })

  it('takes what an agent committed for what it is: files', async () => {
    await writeFile(on.at('README.md'), 'committed\n')
    await plainGit(on.tree.path, 'commit', '--all', '--quiet', '--message=mine')
    const { patch } = await on.collectPatch()
    expect(patch.files.map((file) => file.path)).toEqual(['README.md'])
    expect(await plainGit(on.tree.path, 'rev-parse', 'HEAD')).not.toBe(patch.commit)
  })

  it('sees no change in files that were only touched', async () => {
    await writeFiles(on.tree.path, { 'src/pay.js': SAMPLE_FILES['src/pay.js'] })
    expect(await on.collect()).toMatchObject({ kind: 'failure', failure: 'no-changes' })
  })

  it('sees a change of the same size whose time was set back', async () => {
    const { mtime } = await stat(on.at('src/retry.js'))
    await writeFile(on.at('src/retry.js'), 'RETRY\n')
    await run('touch', ['-d', mtime.toISOString(), on.at('src/retry.js')])
    expect((await on.collectPatch()).patch.files).toHaveLength(1)
  })

  it('takes in bytes as they are, whatever .gitattributes asks for, and counts lines of files marked as binary', async () => {
    await writeFiles(on.tree.path, {
      '.gitattributes': '* text eol=lf -diff\n*.x filter=evil working-tree-encoding=UTF-16\n',
      'mixed.x': 'one\r\ntwo\n',
    })
    const collected = await on.collectPatch()
    expect(collected.patch.files).toContainEqual(
      change('mixed.x', { status: 'added', insertions: 2, bytes: 9 }),
    )
    await on.whilePushed([collected], async () => {})
    const { stdout } = await execa('git', ['cat-file', 'blob', `${collected.patch.commit}:mixed.x`], {
      cwd: on.sample.path,
      stripFinalNewline: false,
    })
    expect(stdout).toBe('one\r\ntwo\n')
  })

  it('keeps changes below .github: judging them is not its work', async () => {
    await writeFiles(on.tree.path, { '.github/workflows/ci.yml': 'on: push\n' })
    expect((await on.collectPatch()).patch.files.map((file) => file.path)).toEqual([
      '.github/workflows/ci.yml',
    ])
  })

  it('turns a directory into a link or a file and back without reading through it', async () => {
    await rm(on.at('src'), { recursive: true })
    await mkdir(join(on.directory, 'outside'), { recursive: true })
    await writeFile(join(on.directory, 'outside/retry.js'), 'canary from outside\n')
    await symlink(join(on.directory, 'outside'), on.at('src'))
    await rm(on.at('README.md'))
    await writeFiles(on.tree.path, { 'README.md/inner.txt': 'x\n' })
    const collected = await on.collectPatch()
    expect(collected.patch.files.map(({ path, status }) => `${status} ${path}`)).toEqual([
      'deleted README.md',
      'added README.md/inner.txt',
      'added src',
      'deleted src/pay.js',
      'deleted src/retry.js',
    ])
    expect(Buffer.from(collected.bundle).includes('canary')).toBe(false)
  })
})

describe('the contents of a collected patch', () => {
  const text = async (bytes: Promise<Uint8Array | undefined>) => {
    const read = await bytes
    return read && Buffer.from(read).toString('utf8')
  }

  it('are both sides of every changed file, and of any other path', async () => {
    await writeFiles(on.tree.path, { 'src/retry.js': 'once\n', 'new "name"\n.js': 'new\n' })
    await rm(on.at('tool.sh'))
    const { contents } = await on.collectPatch()
    expect(await text(contents.before('src/retry.js'))).toBe('retry\n')
    expect(await text(contents.after('src/retry.js'))).toBe('once\n')
    expect(await text(contents.before('new "name"\n.js'))).toBeUndefined()
    expect(await text(contents.after('new "name"\n.js'))).toBe('new\n')
    expect(await text(contents.before('tool.sh'))).toBe('#!/bin/sh\n')
    expect(await text(contents.after('tool.sh'))).toBeUndefined()
    expect(await text(contents.after('README.md'))).toBe('# Sample\n')
    for (const path of ['src', 'nowhere', '', ':/', '*']) expect(await contents.after(path)).toBeUndefined()
  })

  it('do not follow links, and leave out what is too large', async () => {
    await symlink('/etc/passwd', on.at('password'))
    await writeFile(on.at('large.js'), Buffer.alloc(4_000_001, 'x'))
    const collected = await on.workspace.collect({ ...on.collectOptions(), maxFileBytes: 10_000_000 })
    if (collected.kind !== 'patch') throw new Error(collected.detail)
    expect(await collected.contents.after('password')).toBeUndefined()
    expect(await collected.contents.after('large.js')).toBeUndefined()
  })

  it('have a diff that no attribute of the candidate can empty', async () => {
    await writeFiles(on.tree.path, { 'src/retry.js': 'once\n', '.gitattributes': '* -diff\n' })
    const diff = await text((await on.collectPatch()).contents.diff())
    expect(diff).toContain('--- a/src/retry.js\n+++ b/src/retry.js\n@@ -1 +1 @@\n-retry\n+once\n')
  })
})

describe("the agent's report", () => {
  const reportOf = async () => (await on.collectPatch()).report
  beforeEach(() => writeFile(on.at('README.md'), 'changed\n'))

  it('is read and is no part of the patch', async () => {
    await writeFiles(on.tree.path, {
      '.speculate/report.json': JSON.stringify({ rationale: 'because', confidence: 0.8, extra: true }),
      '.speculate/notes.md': 'x',
    })
    const { patch, report } = await on.collectPatch()
    expect(report).toEqual({ rationale: 'because', confidence: 0.8, testsAdded: [], risks: [] })
    expect(patch.files.map((file) => file.path)).toEqual(['README.md'])
  })

  it('may be missing', async () => {
    expect(await reportOf()).toEqual({ rationale: '', testsAdded: [], risks: [] })
  })

  it.each([
    ['not JSON', 'passed!', 'it is not valid JSON'],
    ['too large', ' '.repeat(70_000), 'it is larger than 64 KB'],
    ['wrong', '{"confidence": 2}', 'confidence'],
  ])('is left out, and says so, when it is %s', async (_, content, why) => {
    await writeFiles(on.tree.path, { '.speculate/report.json': content })
    const report = await reportOf()
    expect(report.confidence).toBeUndefined()
    expect(report.risks).toEqual([expect.stringContaining(why)])
  })

  it('is never read through a link, of its own or of its directory, nor from a fifo', async () => {
    const key = join(on.directory, 'outside-report')
    await writeFiles(key, { 'report.json': '{"rationale":"canary"}' })
    await symlink(key, on.at('.speculate'))
    expect((await reportOf()).rationale).toBe('')
    await rm(on.at('.speculate'))
    await mkdir(on.at('.speculate'))
    await symlink(join(key, 'report.json'), on.at('.speculate/report.json'))
    expect(await reportOf()).toMatchObject({
      rationale: '',
      risks: [expect.stringContaining('regular file')],
    })
    await rm(on.at('.speculate/report.json'))
    await run('mkfifo', [on.at('.speculate/report.json')])
    expect((await reportOf()).rationale).toBe('')
  })
})
