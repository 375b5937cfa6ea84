import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { readableFor } from '../../../../src/adapters/agents/program/readable-for.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

afterEach(() => vi.unstubAllEnvs())

async function programAt(...parts: string[]): Promise<string> {
  const path = join(await temporaryFolder(), ...parts)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, '#!/bin/sh\n', { mode: 0o755 })
  return path
}

it('a program that a version manager stands in for comes with the manager', async () => {
  const shim = await programAt('.pyenv', 'shims', 'python3')
  vi.stubEnv('PATH', `${dirname(shim)}:${process.env.PATH}`)
  expect(await readableFor([shim], '/packages')).toContain(dirname(dirname(shim)))
})

it('a program in a folder that is only called so comes alone', async () => {
  const program = await programAt('things', 'shims', 'tool')
  vi.stubEnv('PATH', `${dirname(program)}:${process.env.PATH}`)
  const readable = await readableFor([program], '/packages')
  expect(readable).toContain(program)
  expect(readable).not.toContain(dirname(dirname(program)))
})
