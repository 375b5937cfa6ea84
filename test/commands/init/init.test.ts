import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { initProof } from '../../../src/commands/init/init.ts'
import { parseSettings } from '../../../src/config/repository.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let repo: string
let printed: string
const FILE = '.github/workflows/speculate-proof.yml'

beforeEach(async () => {
  repo = await temporaryFolder()
  await mkdir(join(repo, '.git'))
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
})

describe('speculate init proof', () => {
  it('writes the workflow of the documentation, and says what comes next', async () => {
    expect(await initProof({ repo })).toBe(0)
    const template = await readFile(new URL('../../../docs/proof-workflow.yml', import.meta.url), 'utf8')
    expect(await readFile(join(repo, FILE), 'utf8')).toBe(template)
    expect(printed).toContain('workflow: speculate-proof.yml')
    expect(printed).toContain('commit both to the default branch')
  })

  it('tells the same as JSON, with a setting that is understood, and writes nothing twice', async () => {
    await initProof({ repo, json: true })
    const first = JSON.parse(printed)
    expect(first).toMatchObject({ path: FILE, written: true })
    const parsed = parseSettings(first.setting)
    expect(parsed.ok && parsed.value.proof).toMatchObject({ workflow: 'speculate-proof.yml' })
    printed = ''
    expect(await initProof({ repo, json: true })).toBe(0)
    expect(JSON.parse(printed)).toMatchObject({ path: FILE, written: false })
  })

  it('writes over another file only when it is told to', async () => {
    await mkdir(join(repo, '.github/workflows'), { recursive: true })
    await writeFile(join(repo, FILE), 'name: mine\n')
    await expect(initProof({ repo })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('--force'),
    })
    expect(await readFile(join(repo, FILE), 'utf8')).toBe('name: mine\n')
    expect(await initProof({ repo, force: true })).toBe(0)
    expect(await readFile(join(repo, FILE), 'utf8')).toContain('name: Speculate proof')
  })

  it('refuses what is no repository', async () => {
    await expect(initProof({ repo: join(repo, 'nowhere') })).rejects.toMatchObject({ exitCode: 2 })
  })
})
