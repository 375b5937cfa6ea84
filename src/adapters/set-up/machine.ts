import { readFile } from 'node:fs/promises'
import { execa } from 'execa'
import { usersPath } from '../users-path.ts'

const known = new Map<string, Promise<string>>()

/** What dependencies are built for: the system, and the versions of the programs that most of them are built by. */
export function machine(path = usersPath()): Promise<string> {
  const found = known.get(path) ?? describe(path)
  known.set(path, found)
  return found
}

async function describe(path: string): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const system = release.split('\n').filter((line) => /^(?:ID|VERSION_ID)=/.test(line))
  const versions = await Promise.all([
    versionOf(['node', '--version'], path),
    versionOf(['python3', '--version'], path),
    versionOf(['ruby', '--version'], path),
  ])
  return JSON.stringify([process.platform, process.arch, ...system, ...versions])
}

async function versionOf([program = '', ...args]: readonly string[], path: string): Promise<string> {
  const { stdout, failed } = await execa(program, args, {
    env: { PATH: path },
    reject: false,
    stdin: 'ignore',
    timeout: 10_000,
  })
  return failed ? '' : stdout.split('\n', 1).join('')
}
