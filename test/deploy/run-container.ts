import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Container } from './composition.ts'

const project = join(import.meta.dirname, '../..')

export interface RunningContainer {
  readonly container: Container
  /** Where it listens. */
  readonly url: string
  /** What it has logged: JSON, one line each. */
  readonly log: readonly string[]
  /** Of what is this container's own on the disk, by its path inside. */
  folderOf(path: string): string
  kill(signal: NodeJS.Signals): void
  /** Asks it to end, and kills it when its time is over. */
  stop(): Promise<Ending>
  readonly ended: Promise<Ending>
}

/** An exit code, or the signal that ended it. */
type Ending = number | NodeJS.Signals

export interface Surroundings {
  /** Stands for the disk of the machine: a folder for each volume. */
  readonly disk: string
  /** Of the service `database`. */
  readonly databaseUrl: string
  /** 0: any. */
  readonly port: number
  /** Where its programs are. */
  readonly path: string | undefined
}

/** Runs what is in a container as a process of this machine; resolves when it listens. */
export async function runContainer(
  container: Container,
  { disk, databaseUrl, port, path = '' }: Surroundings,
): Promise<RunningContainer> {
  const folderOf = (path: string) => {
    const volume = container.volumes.find((each) => path.startsWith(each.path))
    if (!volume) throw new Error(`${path} is in no volume of ${container.name}`)
    return join(disk, volume.name ?? `${container.name}${volume.path}`, path.slice(volume.path.length))
  }
  for (const volume of container.volumes) await mkdir(folderOf(volume.path), { recursive: true })
  const child = spawn(process.execPath, [join(project, 'src/speculate-bin.js'), ...container.command], {
    cwd: folderOf(container.workingFolder),
    env: {
      ...environmentOf(container, { folderOf, databaseUrl }),
      ...{ PATH: path, PORT: String(port), HOST: '127.0.0.1' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = (signal: NodeJS.Signals) => void child.kill(signal)
  const log: string[] = []
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal)
  const url = await Promise.race([listening(child, log), ended.then((how) => failed(container, how, log))])
  const stop = async () => {
    kill('SIGTERM')
    const late = setTimeout(kill, container.stopSeconds * 1_000, 'SIGKILL')
    return ended.finally(() => clearTimeout(late))
  }
  return { container, url, log, folderOf, kill, stop, ended }
}

function environmentOf(
  { environment }: Container,
  { folderOf, databaseUrl }: Pick<RunningContainer, 'folderOf'> & Pick<Surroundings, 'databaseUrl'>,
): Record<string, string> {
  const here = new URL(databaseUrl).host
  const own = Object.entries(environment).map(([name, value]) => [
    name,
    value.startsWith('/') ? folderOf(value) : value.replace('@database:5432/', `@${here}/`),
  ])
  const { NODE_COMPILE_CACHE = '' } = process.env
  return { NODE_COMPILE_CACHE, ...Object.fromEntries(own) }
}

function listening(child: ChildProcess, log: string[]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      log.push(line)
      const url = /"listening on (http:\S+?)[ ;"]/.exec(line)?.[1]
      if (url !== undefined) resolve(url)
    })
  }
  return promise
}

function failed({ name }: Container, how: unknown, log: readonly string[]): never {
  throw new Error(`${name} ended with ${how}:\n${log.join('\n')}`)
}
