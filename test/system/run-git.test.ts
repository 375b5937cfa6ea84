import { existsSync } from 'node:fs'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runGit } from '../../packages/system/src/run-git.ts'
import { temporaryFolder } from '../temporary-folder.ts'

let directory: string

beforeEach(async () => {
  directory = await temporaryFolder()
  await runGit(['init', '--quiet', '--template=', '.'], { directory })
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(directory, { recursive: true })
})

const NAMES = ['-c', 'user.name=Rob', '-c', 'user.email=rob@example.org']

describe.each([{ asUser: true }, { asUser: false }])(
  'in a repository (as its user: $asUser)',
  ({ asUser }) => {
    it('nothing that the repository holds is started', async () => {
      const program = join(directory, 'program.sh')
      await writeFile(program, `#!/bin/sh\ntouch '${join(directory, 'started')}'\n`)
      await chmod(program, 0o755)
      for (const hook of ['pre-commit', 'post-commit', 'reference-transaction']) {
        await mkdir(join(directory, '.git/hooks'), { recursive: true })
        await writeFile(join(directory, '.git/hooks', hook), `#!/bin/sh\n'${program}'\n`, { mode: 0o755 })
      }
      await runGit(['config', 'core.fsmonitor', program], { directory })
      const commit = [...NAMES, 'commit', '--quiet', '--allow-empty', '-m', 'one']
      expect(await runGit(commit, { directory, asUser })).toMatchObject({ exitCode: 0 })
      expect(await runGit(['status', '--porcelain'], { directory, asUser })).toMatchObject({ exitCode: 0 })
      expect(existsSync(join(directory, 'started'))).toBe(false)
    })

    it('T8: no helper that the repository names is asked for a password', async () => {
      const started = join(directory, 'started')
      await runGit(['config', 'credential.helper', `!touch '${started}'; :`], { directory })
      const input = 'protocol=https\nhost=example.org\n\n'
      expect(await runGit(['credential', 'fill'], { directory, asUser, input })).toMatchObject({
        exitCode: 128,
      })
      expect(existsSync(started)).toBe(false)
    })

    it.each([
      ['submodule.recurse', 'true', 'false'],
      ['fetch.recurseSubmodules', 'true', 'false'],
      ['push.recurseSubmodules', 'on-demand', 'no'],
      ['core.askPass', '/bin/false', ''],
      ['gc.auto', '1', '0'],
      ['maintenance.auto', 'true', 'false'],
    ])('T8: what the repository says of %s does not count', async (key, theirs, ours) => {
      await runGit(['config', key, theirs], { directory })
      const { stdout } = await runGit(['config', '--get', key], { directory, asUser })
      expect(stdout.toString()).toBe(`${ours}\n`)
    })

    it('how it ended is told, and throws nothing', async () => {
      const end = await runGit(['rev-parse', '--verify', 'nowhere'], { directory, asUser })
      expect(end.ending).toBe('failed (exit code 128): fatal: Needed a single revision')
      const stopped = await runGit(['cat-file', '--batch'], {
        directory,
        asUser,
        signal: AbortSignal.abort(),
      })
      expect(stopped.exitCode).toBeUndefined()
    })
  },
)

it('the configuration of a person counts in their own repository alone, beside what they say by the environment', async () => {
  vi.stubEnv('GIT_CONFIG_COUNT', '1')
  vi.stubEnv('GIT_CONFIG_KEY_0', 'user.name')
  vi.stubEnv('GIT_CONFIG_VALUE_0', 'Rob')
  const name = async (asUser: boolean) => {
    const { stdout } = await runGit(['config', '--get', 'user.name'], { directory, asUser })
    return stdout.toString().trim()
  }
  expect(await name(true)).toBe('Rob')
  expect(await name(false)).toBe('')
})
