import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeAll, describe, expect, it } from 'vitest'
import { readDiff } from '../../../../src/adapters/git/patch/read-diff.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

let root: string
let base: string

beforeAll(async () => {
  root = await temporaryFolder()
  await run('init', '--quiet', '--initial-branch=main')
  await write('long.txt', numbered(40))
  await write('gone.txt', 'a\n')
  await write('tricky.sql', '-- one\n-- two\n')
  await write('.gitattributes', '* -diff\n')
  base = await commit()
})

describe('the diff that a reviewer is shown', () => {
  it('names the lines of the new side that a comment can stand on', async () => {
    await write('long.txt', numbered(40).replace('line 5\n', 'five\n').replace('line 30\n', 'thirty\nmore\n'))
    await write('new.txt', 'one\ntwo\n')
    await rm(join(root, 'gone.txt'))
    // Removed and added lines that look like the headers of a file.
    await write('tricky.sql', '++ b/elsewhere.txt\n@@ -1 +1 @@\n')
    const diff = await read(await commit())
    expect(Object.fromEntries(diff.lines)).toEqual({
      'long.txt': [
        { from: 2, to: 8 },
        { from: 27, to: 34 },
      ],
      'new.txt': [{ from: 1, to: 2 }],
      'tricky.sql': [{ from: 1, to: 2 }],
    })
    expect(diff.text).toContain('+thirty')
    expect(diff.isCut).toBe(false)
  })

  it('T8: is made by no program, and of no other text, that the repository names', async () => {
    await writeFile(join(root, '.git/info/attributes'), '*.txt diff=theirs\n')
    await run('config', 'diff.theirs.command', 'echo made by theirs')
    await run('config', 'diff.external', 'echo made by another')
    await run('config', 'diff.theirs.textconv', 'echo shown by theirs')
    await write('new.txt', 'plain\n')
    const { text } = await read(await commit())
    expect(text).toContain('+plain')
    expect(text).not.toMatch(/made by|shown by/)
    await rm(join(root, '.git/info/attributes'))
  })

  it('is cut at the end of a line, and still knows every line', async () => {
    await write('new.txt', numbered(500))
    const diff = await read(await commit(), 400)
    expect(diff.isCut).toBe(true)
    expect(diff.text.length).toBeLessThanOrEqual(400)
    expect(diff.text.endsWith('\n')).toBe(true)
    expect(diff.lines.get('new.txt')).toEqual([{ from: 1, to: 500 }])
  })
})

function numbered(count: number): string {
  return Array.from({ length: count }, (_, n) => `line ${n + 1}\n`).join('')
}

function read(commit: string, maxBytes = 100_000) {
  return readDiff({ gitDir: join(root, '.git'), base, commit, maxBytes })
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(join(root, path), text)
}

async function commit(): Promise<string> {
  await run('add', '--all')
  await run('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message=x')
  return run('rev-parse', 'HEAD')
}

async function run(...args: string[]): Promise<string> {
  return (await execa('git', args, { cwd: root })).stdout.trim()
}
