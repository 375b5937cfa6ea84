import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askGitStarter } from '../../packages/system/src/ask-git-starter.ts'
import { gitEnvironment } from '../../packages/system/src/run-git.ts'
import { startGit } from '../../packages/system/src/start-git.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const source = join(import.meta.dirname, '../../packages/system/src')
let directory: string

beforeEach(async () => {
  directory = await temporaryFolder()
})

afterEach(() => vi.unstubAllEnvs())

const start = (...args: string[]) => ({ args, directory, env: gitEnvironment({}), input: '' })
/** An alias is a line of a shell, started by git. */
const shell = (line: string) => start('-c', `alias.x=!${line}`, 'x')

describe('git that another process starts', () => {
  it.each([
    ['bytes that are no text', ['hash-object', '--stdin'], { input: Buffer.from([0, 255, 10]) }],
    ['all that it reads', ['-c', 'alias.x=!cat', 'x'], { input: 'a line\n\n' }],
    ['an exit code, and what is said of it', ['rev-parse', '--verify', 'nowhere'], {}],
    ['a folder that is not there', ['status'], { directory: '/nowhere' }],
    ['no time for it', ['-c', 'alias.x=!exec sleep 60', 'x'], { timeoutMs: 300 }],
    // It goes on after nobody reads it any more, so that it is always ended by the one who reads.
    ['more output than is wanted', ['-c', 'alias.x=!yes 2>&-; sleep 60', 'x'], { maxOutputBytes: 100 }],
    ['its surroundings', ['-c', 'alias.x=!env | sort', 'x'], {}],
  ])('ends as it does here: with %s', async (_, args, more) => {
    const git = { ...start(...args), ...more }
    const [there, here] = [await askGitStarter(git), await startGit(git)]
    expect({ ...there, stdout: there.stdout.toString() }).toEqual({ ...here, stdout: here.stdout.toString() })
  })

  it('answers each who asks, however many ask at once', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => String(index))
    const ends = await Promise.all(numbers.map((number) => askGitStarter(shell(`echo ${number}`))))
    expect(ends.map(({ stdout }) => stdout.toString().trim())).toEqual(numbers)
  })

  it('is stopped by who asked for it, before it begins or after', async () => {
    const early = await askGitStarter(shell('exec sleep 600'), AbortSignal.abort())
    expect(early.exitCode).toBeUndefined()
    const stopping = new AbortController()
    const asked = askGitStarter(shell('exec sleep 600'), stopping.signal)
    await askGitStarter(start('version'))
    stopping.abort()
    expect((await asked).exitCode).toBeUndefined()
  })

  it('lets the program that asked end by itself', async () => {
    const program = `
      import { askGitStarter } from ${JSON.stringify(join(source, 'ask-git-starter.ts'))}
      const { exitCode } = await askGitStarter(${JSON.stringify(start('version'))})
      console.log('git: ' + exitCode)`
    const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', program])
    expect(stdout).toBe('git: 0')
  })

  it.runIf(existsSync('/proc'))('T8: is started by a process that holds none of our variables', async () => {
    vi.stubEnv('SPECULATE_TEST_SECRET', 'canary-of-a-secret')
    const program = `
      import { askGitStarter } from ${JSON.stringify(join(source, 'ask-git-starter.ts'))}
      const look = 'read _ _ _ starter _ < /proc/$PPID/stat; tr "\\\\0" "\\\\n" < /proc/$starter/environ'
      const start = ${JSON.stringify(start())}
      const { stdout } = await askGitStarter({ ...start, args: ['-c', 'alias.x=!' + look, 'x'] })
      console.log('all: ' + stdout)`
    const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', program])
    expect(stdout).toMatch(/^all: (?:NODE_\S+\s)*$/)
  })

  it.runIf(existsSync('/proc'))(
    'says so where that process is killed, and has a new one next time',
    async () => {
      const kill = `read _ _ _ starter _ < /proc/$PPID/stat; kill -9 $starter; exec sleep 60`
      const end = await askGitStarter(shell(kill))
      expect(end).toMatchObject({
        exitCode: undefined,
        ending: 'did not run: the process that starts it has ended',
      })
      expect(await askGitStarter(start('version'))).toMatchObject({ exitCode: 0 })
    },
  )
})
