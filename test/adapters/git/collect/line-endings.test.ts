import { rename } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { pathsOf, useWorkTree } from './use-work-tree.ts'

const LINES = Array.from({ length: 100 }, (_, at) => `line ${at}`)
const SCRIPT = '#!/bin/sh\nset -e\necho ok\n'
const crlf = (lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join('')
const lf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

const work = useWorkTree({
  'windows.txt': crlf(LINES),
  'unix.txt': lf(LINES),
  'mixed.txt': LINES.map((line, at) => `${line}${at % 2 ? '\r\n' : '\n'}`).join(''),
  'mac.txt': LINES.join('\r'),
  'run.sh': SCRIPT,
  'blob.bin': Buffer.from([0, 13, 10, 1, 13, 10]),
  'noend.txt': 'a\nb',
})

describe('the size of a patch', () => {
  it('R12: leaves out lines of which only the ending changes, and says how many', async () => {
    const text = lf(LINES.with(-1, 'the real change'))
    const collected = await work.collectAfter({ 'windows.txt': text })
    expect(collected).toMatchObject({
      patch: {
        insertions: 1,
        deletions: 1,
        files: [{ path: 'windows.txt', insertions: 1, deletions: 1, lineEndings: 99 }],
      },
    })
  })

  it('R12: is nothing but endings where a file is only converted', async () => {
    const text = lf(LINES)
    expect(await work.collectAfter({ 'windows.txt': text })).toMatchObject({
      patch: { files: [{ path: 'windows.txt', insertions: 0, deletions: 0, lineEndings: 100 }] },
    })
  })

  it('may be larger in a lock file than in another one', async () => {
    const long = 'x\n'.repeat(60_000)
    expect(pathsOf(await work.collectAfter({ 'package-lock.json': long }))).toEqual(['package-lock.json'])
    expect(await work.collectAfter({ 'other.json': long })).toMatchObject({ tooLarge: ['other.json'] })
  })
})

describe('line endings', () => {
  const fileOf = async (files: Readonly<Record<string, string | Buffer>>) => {
    const collected = await work.collectAfter(files)
    if (collected.kind !== 'patch') throw new Error(collected.detail)
    return collected.patch.files
  }

  it('R12: from LF to CRLF with one changed line count beside that line', async () => {
    expect(await fileOf({ 'unix.txt': crlf(LINES.with(50, 'evil')) })).toMatchObject([
      { path: 'unix.txt', insertions: 1, deletions: 1, lineEndings: 99 },
    ])
  })

  it('R12: from mixed to LF count where they change', async () => {
    expect(await fileOf({ 'mixed.txt': lf(LINES) })).toMatchObject([
      { path: 'mixed.txt', insertions: 0, deletions: 0, lineEndings: 50 },
    ])
  })

  it('R12: from mixed to mixed the other way round count on every line', async () => {
    const text = LINES.map((line, at) => `${line}${at % 2 ? '\n' : '\r\n'}`).join('')
    expect(await fileOf({ 'mixed.txt': text })).toMatchObject([
      { path: 'mixed.txt', insertions: 0, deletions: 0, lineEndings: 100 },
    ])
  })

  it('R12: from CR alone to LF count as lines or as endings, never as nothing', async () => {
    const [file] = await fileOf({ 'mac.txt': lf(LINES) })
    expect((file?.insertions ?? 0) + (file?.lineEndings ?? 0)).toBeGreaterThanOrEqual(100)
  })

  it('R12: from CR alone to LF with a changed line count that line', async () => {
    const [file] = await fileOf({ 'mac.txt': lf(LINES.with(3, 'evil')) })
    expect(file?.insertions).toBeGreaterThanOrEqual(1)
  })

  it('R12: do not hide a CR within a line', async () => {
    const [file] = await fileOf({ 'unix.txt': lf(LINES.with(3, 'line\r3')) })
    expect(file).toMatchObject({ insertions: 1, deletions: 1 })
    expect(file?.lineEndings ?? 0).toBe(0)
  })

  it('R12: a double CR at the end of the lines is no mere ending', async () => {
    const [file] = await fileOf({ 'unix.txt': LINES.map((line) => `${line}\r\r\n`).join('') })
    expect((file?.insertions ?? 0) + (file?.lineEndings ?? 0)).toBe(100)
  })

  it('R12: do not hide blanks at the end of a line', async () => {
    expect(await fileOf({ 'windows.txt': lf(LINES.with(4, 'line 4 ')) })).toMatchObject([
      { insertions: 1, deletions: 1, lineEndings: 99 },
    ])
  })

  it('R12: are none in a binary file', async () => {
    const [file] = await fileOf({ 'blob.bin': Buffer.from([0, 10, 1, 10]) })
    expect(file).toMatchObject({ binary: true })
    expect(file?.lineEndings ?? 0).toBe(0)
  })

  it('R12: are all that counts of a file that is renamed with others', async () => {
    await rename(work.at('windows.txt'), work.at('renamed.txt'))
    const files = await fileOf({ 'renamed.txt': lf(LINES) })
    const total = files.reduce((sum, file) => sum + file.insertions + file.deletions, 0)
    expect(total).toBe(0)
    expect(files).toMatchObject([{ path: 'renamed.txt', previousPath: 'windows.txt', lineEndings: 100 }])
  })

  it('R12: do not hide a changed line of a file that is renamed with others', async () => {
    await rename(work.at('windows.txt'), work.at('renamed.txt'))
    const files = await fileOf({ 'renamed.txt': lf(LINES.with(9, 'evil')) })
    expect(files.reduce((sum, file) => sum + file.insertions, 0)).toBe(1)
  })

  it('R12: count on a last line that had none', async () => {
    const [file] = await fileOf({ 'noend.txt': 'a\r\nb\r\n' })
    expect((file?.insertions ?? 0) + (file?.lineEndings ?? 0)).toBe(2)
  })

  it('R12: a reordered file that is converted is no mere conversion', async () => {
    const [file] = await fileOf({ 'windows.txt': lf([...LINES].reverse()) })
    expect(file?.insertions).toBeGreaterThanOrEqual(99)
  })

  it('R12: a line added while converting is counted', async () => {
    expect(
      await fileOf({ 'windows.txt': lf([...LINES.slice(0, 5), 'evil', ...LINES.slice(5)]) }),
    ).toMatchObject([{ insertions: 1, deletions: 0, lineEndings: 100 }])
  })

  it('R12: .gitattributes of the candidate cannot hide a change', async () => {
    const files = await fileOf({
      '.gitattributes': '*.txt -diff\n',
      'windows.txt': lf(LINES.with(9, 'evil')),
    })
    expect(files.find(({ path }) => path === 'windows.txt')).toMatchObject({ insertions: 1, deletions: 1 })
  })

  it('R12: a shell script with CRLF is still a change of that file', async () => {
    expect(await fileOf({ 'run.sh': SCRIPT.replaceAll('\n', '\r\n') })).toMatchObject([
      { path: 'run.sh', lineEndings: 3 },
    ])
  })

  it('R12: a new file with CRLF counts its lines', async () => {
    expect(await fileOf({ 'new.txt': crlf(LINES) })).toMatchObject([{ insertions: 100, deletions: 0 }])
  })
})
