import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readableFolders, testEnvironment } from '../../../../src/adapters/proof/run/test-environment.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

let home: string

beforeEach(async () => {
  home = await temporaryFolder()
  for (const folder of ['.cargo/bin', '.rustup/toolchains', '.pyenv/shims', '.local/bin', 'go/bin'])
    await mkdir(join(home, folder), { recursive: true })
  await writeFile(join(home, '.cargo/credentials.toml'), 'token = "secret"')
  const places = ['.cargo/bin', '.pyenv/shims', '.local/bin', 'go/bin'].map((one) => join(home, one))
  vi.stubEnv('PATH', [...places, '/usr/bin'].join(':'))
  vi.stubEnv('RUSTUP_HOME', undefined)
})

afterEach(async () => {
  vi.unstubAllEnvs()
})

describe('what a run of tests sees of the machine', () => {
  it('the compilers that rustup and pyenv look for, but no token that lies beside cargo', async () => {
    const found = (await readableFolders()).filter((one) => one.startsWith(home))
    expect(found.map((one) => one.slice(home.length + 1)).toSorted()).toEqual([
      '.cargo/bin',
      '.local/bin',
      '.pyenv',
      '.rustup',
      'go',
    ])
  })

  it('is told where they are, for its home is another one', () => {
    expect(testEnvironment({ tree: '/run/tree', home: '/run/home' })).toMatchObject({
      HOME: '/run/home',
      RUSTUP_HOME: join(home, '.rustup'),
      PYENV_ROOT: join(home, '.pyenv'),
    })
  })
})
