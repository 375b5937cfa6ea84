import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, '.github'))
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text)
  return folder
}

const WRONG = 'verifer:\n  checks: [test]\nspeculation:\n  max_paralelism: 3\n'

describe('speculate config check', () => {
  it('says each mistake with its line and the nearest key, and answers 1', async () => {
    const cwd = await folderWith({ '.github/speculate.yml': WRONG })
    const { exitCode, stdout } = await runHere(['config', 'check'], { cwd })
    expect(exitCode).toBe(1)
    expect(stdout.split('\n')).toEqual([
      '.github/speculate.yml:1: unknown key "verifer"; did you mean "verifier"?',
      '.github/speculate.yml:4: unknown key "max_paralelism" in "speculation"; did you mean "max_parallelism"?',
    ])
  })

  it('says the same as JSON, of what stands on standard input', async () => {
    const { exitCode, stdout } = await runHere(['config', 'check', '-', '--json'], { input: WRONG })
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'standard input',
      ok: false,
      problems: [{ file: 'standard input', line: 1, nearest: 'verifier' }, { line: 4 }],
    })
  })

  it('lists what acts where it is asked to, and who says so', async () => {
    const cwd = await folderWith({ 'mine.yml': 'attempt_minutes: 5\n', 'ours.yml': 'reviewers: [ada]\n' })
    const args = ['config', 'check', 'mine.yml', '--defaults', 'ours.yml', '--effective']
    const { exitCode, stdout } = await runHere(args, { cwd })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^attempt_minutes +5 \(mine\.yml:1\)$/m)
    expect(stdout).toMatch(/^reviewers +\["ada"\] \(ours\.yml:1\)$/m)
    expect(stdout).toMatch(/^archive_after_days +14 \(default\)$/m)
    expect(stdout).toMatch(/^mine\.yml: no mistakes$/m)
    const { settings } = JSON.parse((await runHere([...args, '--json'], { cwd })).stdout)
    expect(settings).toContainEqual({ key: 'setup', value: null, from: [] })
  })

  it('names the file of the account where the mistake is there', async () => {
    const cwd = await folderWith({ 'mine.yml': '', 'ours.yml': WRONG })
    const { exitCode, stdout } = await runHere(['config', 'check', 'mine.yml', '--defaults', 'ours.yml'], {
      cwd,
    })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('ours.yml:1: unknown key "verifer"')
  })

  it('shows nothing invisible of a file that is made to deceive a terminal', async () => {
    const { stdout } = await runHere(['config', 'check', '-'], { input: '"a\\e[31m\\u202Eb": 1\n' })
    expect(stdout).toContain('unknown key')
    for (const character of ['\u001b', '\u202e']) expect(stdout).not.toContain(character)
  })

  it('answers 2 for a file that is not there', async () => {
    const { exitCode, stderr } = await runHere(['config', 'check'], { cwd: await temporaryFolder() })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('.github/speculate.yml cannot be read')
  })
})
