import { access, constants, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, delimiter, isAbsolute, join } from 'node:path'
import { runScript } from '../job/steps/run-script.ts'

/** Reading what lies on a machine: everything that is looked at passes here, so that a test can give another machine. */
export interface Places {
  /** An environment variable, unless it is empty. */
  variable(name: string): string | undefined
  /** A folder of the user, or below the root of the machine. */
  path(way: string): string
  /** Executable files of a pattern such as `/usr/lib/jvm/*`, in which a star is one name. */
  programs(pattern: string): Promise<readonly string[]>
  /** Folders and files of a pattern. */
  entries(pattern: string): Promise<readonly string[]>
  /** Programs on PATH whose names fit, in its order, without those that only choose another one (`~/.pyenv/shims`). */
  onPath(name: RegExp): Promise<readonly string[]>
  read(path: string): Promise<string | undefined>
  /** What a program prints, on either stream; undefined when it fails or takes too long. */
  ask(program: string, parameters: readonly string[]): Promise<string | undefined>
}

export interface PlacesOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Stands before every absolute path that is not from the environment. */
  readonly root: string
  readonly probeMs: number
}

export function createPlaces({ environment, root, probeMs }: PlacesOptions): Places {
  const variable = (name: string) => environment[name] || undefined
  const path = (way: string) => {
    if (way.startsWith('~/')) return join(variable('HOME') ?? join(root, 'root'), way.slice(2))
    return join(root, way)
  }
  return {
    variable,
    path,
    entries: expand,
    read: (file) => readFile(file, 'utf8').catch(() => undefined),
    programs: async (pattern) => only(await expand(pattern), isProgram),
    onPath: async (name) => {
      const folders = (variable('PATH') ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
      const found = await Promise.all(
        [...new Set(folders)].filter((folder) => !isShims(folder)).map((folder) => programsOf(folder, name)),
      )
      return only(found.flat(), async (file) => !(await onlyChooses(file)))
    },
    ask: (program, parameters) => ask([program, ...parameters], environment, probeMs),
  }
}

/** Folders in which version managers put scripts of the same names as the programs that they choose. */
function isShims(folder: string): boolean {
  return basename(folder) === 'shims'
}

/** A program that is one of these under another name chooses a version when it is started. */
const CHOOSERS = new Set(['rustup', 'volta-shim', 'volta', 'mise', 'asdf', 'snap', 'corepack'])

async function onlyChooses(file: string): Promise<boolean> {
  const real = await realpath(file).catch(() => file)
  if (CHOOSERS.has(basename(real)) && basename(real) !== basename(file)) return true
  // rustup and Volta are also installed as copies and hard links of one file.
  const [own, ...choosers] = await Promise.all(
    [file, join(file, '../rustup'), join(file, '../volta-shim')].map((one) =>
      stat(one).catch(() => undefined),
    ),
  )
  return choosers.some(
    (chooser) =>
      chooser !== undefined && own !== undefined && own.size === chooser.size && basename(file) !== 'rustup',
  )
}

/** One star is one name; names come sorted, so that the order does not depend on the disk. */
async function expand(pattern: string): Promise<readonly string[]> {
  const [before = '', ...after] = pattern.split('*')
  if (after.length === 0) return (await stat(pattern).catch(() => undefined)) ? [pattern] : []
  const folder = before.slice(0, before.lastIndexOf('/') + 1)
  const start = before.slice(folder.length)
  const [end = '', ...rest] = (after[0] ?? '').split('/')
  const remaining = [rest.join('/'), ...after.slice(1)].join('*')
  const names = await readdir(folder).catch(() => [])
  const fitting = names.filter((name) => name.startsWith(start) && name.endsWith(end)).toSorted()
  const deeper = rest.length > 0 || after.length > 1
  const found = await Promise.all(
    fitting.map((name) => expand(deeper ? join(folder, name, remaining) : join(folder, name))),
  )
  return found.flat()
}

async function programsOf(folder: string, name: RegExp): Promise<readonly string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((one) => name.test(one)).toSorted()
  return only(
    names.map((one) => join(folder, one)),
    isProgram,
  )
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}

async function only(files: readonly string[], fits: (file: string) => Promise<boolean>): Promise<string[]> {
  const fitting = await Promise.all(files.map(fits))
  return files.filter((_, index) => fitting[index])
}

/** A version is a line or two; who writes without end is not read to the end. */
const MOST_LINES = 200

async function ask(
  command: [string, ...string[]],
  environment: Readonly<Record<string, string | undefined>>,
  probeMs: number,
): Promise<string | undefined> {
  const lines: string[] = []
  const given = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  const result = await runScript({
    command,
    directory: '/',
    // Go and .NET would otherwise fetch what the folder asks for, or greet.
    environment: { ...Object.fromEntries(given), GOTOOLCHAIN: 'local', DOTNET_NOLOGO: '1' },
    onLine: (line) => {
      if (lines.length < MOST_LINES) lines.push(line)
    },
    signal: AbortSignal.timeout(probeMs),
    graceMs: 100,
  })
  return result.kind === 'exited' && result.code === 0 ? lines.join('\n') : undefined
}
