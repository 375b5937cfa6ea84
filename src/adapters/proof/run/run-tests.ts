import { cp, mkdir, rm, symlink } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { SandboxLimits } from '../../../config/toolchains/toolchains.ts'
import type { Aside } from '../../analysis/process/start-aside.ts'
import type { Sandbox, SandboxedProcess, SandboxSpec } from '../../sandbox/sandbox.ts'
import { isFolder, readableFolders, testEnvironment } from './test-environment.ts'

/** What is installed of a repository's dependencies, made once and never written to by tests. */
export interface PreparedDependencies {
  /** Folders below it that lie at the same place in every tree: `node_modules`. */
  readonly folder: string
  readonly linked: readonly string[]
  /** Copied into the home of every run: caches of compilers. */
  readonly home?: string | undefined
  /** Puts the rest into the tree and the home of one run, where it knows its place; answers how it is found. */
  readonly copyInto?: (run: Pick<TestRun, 'tree' | 'home'>) => Promise<InstalledPrograms>
}

interface InstalledPrograms {
  /** Folders that are searched first. */
  readonly bin: readonly string[]
  readonly variables: Readonly<Record<string, string>>
}

export interface RunPlace {
  readonly sandbox: Sandbox
  readonly limits: SandboxLimits
  readonly seconds: number
  /** Reads what the tests of a repository (`owner/repo`) print. */
  readonly aside?: Aside
  readonly repository?: string
  /** By candidate, whose code is run; undefined: the base's. */
  readonly dependencies: (candidate: string | undefined) => PreparedDependencies | undefined
}

export interface TestRun {
  /** A script of the base's, for `/bin/sh`. */
  readonly script: string
  /** Its arguments: names that candidates chose. */
  readonly files: readonly string[]
  /** A composed tree, and where its home is made. */
  readonly tree: string
  readonly home: string
  readonly candidate: string | undefined
}

export interface TestRunEnd {
  readonly exitCode: number | undefined
  readonly output: string
  readonly timedOut: boolean
  /** A sentence where it reached a limit of its sandbox. */
  readonly limit: string | undefined
  readonly seconds: number
}

/** Runs a script in a sandbox of its own. Whatever it starts has ended afterwards; a cancelled run throws the signal's reason. */
export async function runTests(run: TestRun, place: RunPlace, signal: AbortSignal): Promise<TestRunEnd> {
  signal.throwIfAborted()
  await mkdir(run.home, { recursive: true })
  const prepared = place.dependencies(run.candidate)
  if (prepared?.home !== undefined) await cp(prepared.home, run.home, { recursive: true })
  const installed = await prepared?.copyInto?.(run)
  const mounted = await layPrepared(run.tree, prepared, place.sandbox)
  const start = performance.now()
  const confined = await place.sandbox.confine(
    ['/bin/sh', '-c', run.script, 'tests', ...run.files.map(asOperand)],
    {
      workTree: { path: run.tree, home: run.home },
      environment: withInstalled(testEnvironment(run), installed),
      readable: [...(prepared ? [prepared.folder] : []), ...(await readableFolders())],
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

function withInstalled(environment: Record<string, string>, installed: InstalledPrograms | undefined) {
  if (installed === undefined) return environment
  const path = [...installed.bin, environment.PATH ?? ''].join(delimiter)
  return { ...environment, ...installed.variables, PATH: path }
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
  prepared: PreparedDependencies | undefined,
  sandbox: Sandbox,
): Promise<NonNullable<SandboxSpec['mounted']>> {
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

const MAX_OUTPUT = 8_000_000

/** Until it ends, or its time does. */
async function ended(
  { child, stdin, stdout, stderr, end }: SandboxedProcess,
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
