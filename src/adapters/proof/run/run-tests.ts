import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import type { CellLimits } from '../../../config/toolchains/toolchains.ts'
import type { Cell, Confined, Sandbox } from '../../sandbox/sandbox.ts'
import { usersPath } from '../../users-path.ts'
import { runtimeSettings } from '../runtime-settings.ts'

/** What is installed of a repository's dependencies, made once and never written to by tests. */
export interface Prepared {
  /** Folders below it that lie at the same place in every tree: `node_modules`. */
  readonly folder: string
  readonly linked: readonly string[]
  /** Copied into the home of every run: caches of compilers. */
  readonly home?: string | undefined
}

export interface RunPlace {
  readonly sandbox: Sandbox
  readonly limits: CellLimits
  readonly seconds: number
  readonly prepared: Prepared | undefined
}

export interface TestRun {
  /** A script of the base's, for `/bin/sh`. */
  readonly script: string
  /** Its arguments: names that candidates chose. */
  readonly files: readonly string[]
  /** A composed tree, and where its home is made. */
  readonly tree: string
  readonly home: string
}

export interface TestRunEnd {
  readonly exitCode: number | undefined
  readonly output: string
  readonly timedOut: boolean
  /** A sentence where it reached a limit of its cell. */
  readonly limit: string | undefined
  readonly seconds: number
}

/** Runs a script in a cell of its own. Whatever it starts has ended afterwards; a cancelled run throws the signal's reason. */
export async function runTests(run: TestRun, place: RunPlace, signal: AbortSignal): Promise<TestRunEnd> {
  signal.throwIfAborted()
  await mkdir(run.home, { recursive: true })
  if (place.prepared?.home !== undefined) await cp(place.prepared.home, run.home, { recursive: true })
  const mounted = await layPrepared(run.tree, place)
  const start = performance.now()
  const confined = await place.sandbox.confine(
    ['/bin/sh', '-c', run.script, 'tests', ...run.files.map(asOperand)],
    {
      workTree: { path: run.tree, home: run.home },
      environment: environmentOf(run),
      readable: await readableFolders(place.prepared),
      mounted,
      gatewaySocket: undefined,
      limits: place.limits,
    },
  )
  try {
    const end = await ended(confined, place.seconds, signal)
    return { ...end, limit: confined.limitHit(), seconds: (performance.now() - start) / 1_000 }
  } finally {
    await confined.end()
  }
}

/** No name is an option. */
export function asOperand(file: string): string {
  return file.startsWith('-') ? `./${file}` : file
}

/**
 * What a tree does not hold itself. As a folder and not a link: a language that asks where a file is finds it in the tree, so that what an
 * autoloader or a workspace looks for beside its packages is the code under test and not the base's.
 */
async function layPrepared(
  tree: string,
  { prepared, sandbox }: RunPlace,
): Promise<NonNullable<Cell['mounted']>> {
  const mounted: { folder: string; at: string }[] = []
  for (const name of prepared?.linked ?? []) {
    const folder = join(prepared?.folder ?? '', name)
    const at = join(tree, name)
    if (await isFolder(at)) continue
    await rm(at, { force: true })
    if (sandbox.kind === 'none') await symlink(folder, at)
    else {
      await mkdir(at)
      mounted.push({ folder, at })
    }
  }
  return mounted
}

function isFolder(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  )
}

function environmentOf({ tree, home }: TestRun): Record<string, string> {
  return {
    PATH: [join(tree, 'node_modules/.bin'), join(tree, 'vendor/bin'), ...searchPath()].join(delimiter),
    HOME: home,
    TMPDIR: '/tmp',
    CI: 'true',
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    // Reasons are cut off at the width of the terminal.
    COLUMNS: '400',
    // The base's code is what is installed; what is tested is what lies here.
    PYTHONPATH: [join(tree, 'src'), tree].join(delimiter),
    PYTHONDONTWRITEBYTECODE: '1',
    GOFLAGS: '-mod=mod',
    GOPROXY: 'off',
    GOTOOLCHAIN: 'local',
    CARGO_NET_OFFLINE: 'true',
  }
}

function searchPath(): readonly string[] {
  return usersPath().split(delimiter).filter(isAbsolute)
}

/** Programs outside of the system's own folders come with what lies beside them; nobody's home as a whole does. */
async function readableFolders(prepared: Prepared | undefined): Promise<readonly string[]> {
  const folders = searchPath().map((folder) => {
    const above = dirname(folder)
    const isOwn = /\/(?:s?bin|shims)$/.test(folder) && above !== homedir() && !above.endsWith('/.local')
    return isOwn ? above : folder
  })
  const outside = [...new Set(folders)].filter(
    (one) => one !== '/' && !/^\/(?:usr|s?bin|lib\w*)(?:\/|$)/.test(one),
  )
  const some = [...outside, ...(prepared ? [prepared.folder] : [])]
  const areThere = await Promise.all(some.map(isFolder))
  return [...some.filter((_, at) => areThere[at]), ...(await runtimeSettings())]
}

const MAX_OUTPUT = 8_000_000

/** Until it ends, or its time does. */
async function ended(
  { child, stdin, stdout, stderr, end }: Confined,
  seconds: number,
  signal: AbortSignal,
): Promise<Pick<TestRunEnd, 'exitCode' | 'output' | 'timedOut'>> {
  const pieces: Buffer[] = []
  let size = 0
  for (const stream of [stdout, stderr])
    stream.on('data', (piece: Buffer) => {
      if (size < MAX_OUTPUT) pieces.push(piece)
      size += piece.length
    })
  stdin.on('error', () => undefined)
  stdin.end()
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    void end()
  }, seconds * 1_000)
  const stop = () => void end()
  signal.addEventListener('abort', stop)
  try {
    const exitCode = await new Promise<number | undefined>((resolve) => {
      child.once('error', () => resolve(undefined))
      child.once('close', (code) => resolve(code ?? undefined))
    })
    signal.throwIfAborted()
    return { exitCode, output: Buffer.concat(pieces).toString('utf8').slice(0, MAX_OUTPUT), timedOut }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
