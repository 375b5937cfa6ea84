import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { calledAs, shellWord } from '../../src/commands/called-as.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const project = join(import.meta.dirname, '../..')
const bin = join(project, 'src/speculate-bin.js')
let folder: string

beforeAll(async () => {
  folder = await temporaryFolder()
  await symlink(bin, join(folder, 'speculate'))
})

describe('calledAs', () => {
  it.each([{ npm_command: 'exec' }, { npm_command: 'run-script', npm_lifecycle_event: 'demo' }])(
    'is npx where npm started it, and finds it from there (%o)',
    (env) => {
      expect(calledAs({ env: { ...env, PATH: folder }, cwd: project })).toBe('npx speculate')
      expect(calledAs({ env: { ...env, INIT_CWD: join(project, 'docs') }, cwd: project })).toBe(
        'npx speculate',
      )
    },
  )

  it('is npx in a project that has it installed', async () => {
    const other = await temporaryFolder()
    await mkdir(join(other, 'node_modules/.bin'), { recursive: true })
    await symlink(bin, join(other, 'node_modules/.bin/speculate'))
    const env = { npm_command: 'exec', PATH: join(other, 'node_modules/.bin') }
    expect(calledAs({ env, cwd: other })).toBe('npx speculate')
    await rm(other, { recursive: true })
  })

  it('O13: is never npx where npx would fetch another program of that name', async () => {
    const other = await temporaryFolder()
    const fetched = join(other, 'fetched/node_modules/.bin')
    await mkdir(fetched, { recursive: true })
    await symlink(bin, join(fetched, 'speculate'))
    const byNpx = { npm_command: 'exec', PATH: fetched }
    const byPrefix = { npm_command: 'run-script', npm_lifecycle_event: 'demo', INIT_CWD: other }
    expect(calledAs({ env: byNpx, cwd: other })).toBe(`node ${shellWord(bin)}`)
    expect(calledAs({ env: { ...byNpx, PATH: `${fetched}:${folder}` }, cwd: other })).toBe('speculate')
    expect(calledAs({ env: byPrefix, cwd: project })).toBe(`node ${shellWord(bin)}`)
    await rm(other, { recursive: true })
  })

  it('is the program itself where the PATH leads to it', () => {
    expect(calledAs({ env: { PATH: `/nowhere:${folder}` }, cwd: '/' })).toBe('speculate')
  })

  it('is the file where nothing else leads to it, as it is found from here', async () => {
    const other = await temporaryFolder()
    await writeFile(join(other, 'speculate'), '#!/bin/sh\n')
    await chmod(join(other, 'speculate'), 0o755)
    expect(calledAs({ env: { PATH: other }, cwd: project })).toBe('node src/speculate-bin.js')
    expect(calledAs({ env: {}, cwd: other })).toBe(`node ${shellWord(bin)}`)
    await rm(other, { recursive: true })
  })
})

describe('shellWord', () => {
  it.each([
    ['acme/payment-client#1.1', 'acme/payment-client#1.1'],
    ['/tmp/a folder/log', "'/tmp/a folder/log'"],
    ["it's", "'it'\\''s'"],
    ['$(rm)', "'$(rm)'"],
    ['#1', "'#1'"],
  ])('writes %s so that a shell reads it as one word', (word, written) => {
    expect(shellWord(word)).toBe(written)
  })
})
