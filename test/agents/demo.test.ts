import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { whyNotReady } from './ready.ts'

it('the demo ends with one winner when two real agents write its candidates', async (context) => {
  const missing = (await whyNotReady('codex')) ?? (await whyNotReady('claude'))
  if (missing !== undefined) context.skip(missing)
  const root = await temporaryFolder()
  const cli = join(import.meta.dirname, '../../src/cli.ts')
  const args = [cli, 'demo', '--json', '--toolchain', 'codex', '--toolchain', 'claude']
  const { stdout, stderr, exitCode } = await execa(process.execPath, args, {
    env: { TMPDIR: root },
    reject: false,
  })
  expect(exitCode, stderr).toBe(0)
  const { decision, candidates } = JSON.parse(stdout)
  expect(decision).toMatchObject({ kind: 'promote', candidate: 'fix-b' })
  expect(new Set(candidates.map((one: { toolchain: string }) => one.toolchain))).toEqual(
    new Set(['codex', 'claude']),
  )
  for (const { tokens, usd } of candidates) {
    expect(tokens).toBeGreaterThan(0)
    expect(usd).toBeGreaterThan(0)
  }
  expect((await readdir(root)).filter((name) => name.startsWith('speculate-'))).toEqual([])
  await rm(root, { recursive: true })
})
