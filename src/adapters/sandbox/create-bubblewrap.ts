import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { execa } from 'execa'
import { list } from '../../messages/numbers.ts'
import { coverDescriptors } from './cover-descriptors.ts'
import type { Sandbox, SandboxedProcess, SandboxSpec } from './sandbox.ts'
import { insideSandbox, NAMESPACES, sandboxArguments } from './sandbox-arguments.ts'
import { systemCallFilter } from './system-call-filter.ts'
import { watchLimits } from './watch-limits.ts'

/** Sandboxes made by bubblewrap (https://github.com/containers/bubblewrap): no rights are needed where user namespaces are allowed. */
export function createBubblewrap(): Sandbox {
  let trial: Promise<Trial> | undefined
  const tried = async () => {
    trial ??= tryOut()
    const result = await trial
    // What is missing may be installed while we run.
    if (result.missing !== undefined) trial = undefined
    return result
  }
  return {
    kind: 'bubblewrap',
    missing: async () => (await tried()).missing,
    async confine(command, spec) {
      const { missing, namespaces, start } = await tried()
      if (missing !== undefined) throw new Error(missing)
      const args = [...namespaces, ...sandboxArguments(spec), '--info-fd', '3']
      if (FILTER !== undefined) args.push('--seccomp', '4')
      return watched(
        spawnSandboxed([...start, ...args, '--', ...insideSandbox(spec.limits), ...command], spec),
        spec,
      )
    },
  }
}

const FILTER = systemCallFilter(process.arch)

interface Trial {
  readonly missing: string | undefined
  readonly namespaces: readonly string[]
  /** The program and the arguments that every sandbox begins with. */
  readonly start: readonly string[]
}

const PROGRAMS = ['bwrap', 'socat', 'prlimit', 'choom'] as const

const OTHERWISE =
  'or set SPECULATE_HOST_IS_DISPOSABLE=true where the host itself is the sandbox, a throw-away container or VM'

async function tryOut(): Promise<Trial> {
  // By absolute path: the search path of an agent may begin with folders of its own.
  const found = new Map(await Promise.all(PROGRAMS.map(async (name) => [name, await find(name)] as const)))
  const absent = PROGRAMS.filter((name) => found.get(name) === undefined)
  if (absent.length > 0) {
    const missing = `Agents run in a sandbox, for which ${list(absent)} ${absent.length === 1 ? 'is' : 'are'} missing: install the packages bubblewrap, socat and util-linux, ${OTHERWISE}.`
    return { missing, namespaces: [], start: [] }
  }
  const { bwrap = '', choom = '' } = Object.fromEntries(found)
  // Where memory runs out in spite of all limits, the kernel takes a sandbox before it takes the worker.
  const start = [choom, '--adjust', '1000', '--', bwrap]
  let said = ''
  // Where /proc/sys cannot be written to, as in most containers, further user namespaces cannot be switched off this way.
  for (const namespaces of [[...NAMESPACES, '--disable-userns'], NAMESPACES]) {
    const result = await execa(bwrap, [...namespaces, '--ro-bind', '/', '/', '--proc', '/proc', 'true'], {
      reject: false,
    })
    if (result.exitCode === 0) return { missing: undefined, namespaces, start }
    said = String(result.stderr).trim().slice(0, 300)
  }
  const missing = `Agents run in a sandbox, but bubblewrap cannot make a sandbox on this machine (${said}): allow user namespaces to this user, ${OTHERWISE}.`
  return { missing, namespaces: [], start: [] }
}

async function find(program: string): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin').split(delimiter).filter(isAbsolute)
  for (const path of folders.map((folder) => join(folder, program))) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return path
  }
  return undefined
}

/**
 * The environment is bubblewrap's own and not a list of arguments, which every user of this machine could read; with nothing
 * else in it, nothing else can be found in `/proc/1/environ` inside.
 */
function spawnSandboxed(
  [program = '', ...args]: readonly string[],
  { environment, workTree }: SandboxSpec,
): ChildProcess {
  const child = coverDescriptors(5, (others) =>
    spawn(program, args, {
      cwd: workTree.path,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe', ...others],
    }),
  )
  const filter = child.stdio[4]
  // The process may have ended before it has read its input.
  filter?.on('error', () => undefined)
  if (filter && 'end' in filter) filter.end(FILTER)
  return child
}

function watched(child: ChildProcess, spec: SandboxSpec): SandboxedProcess {
  const { stdin, stdout, stderr } = child
  if (stdin === null || stdout === null || stderr === null) throw new Error('a sandbox without pipes')
  const exited = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  const init = firstProcess(child)
  let hit: string | undefined
  // The first process of a pid namespace takes all others with it, and bubblewrap ends only when all of them have.
  const kill = async () => {
    const pid = await Promise.race([init, exited])
    if (child.exitCode !== null || child.signalCode !== null) return
    if (pid === undefined) child.kill('SIGKILL')
    else killProcess(pid)
    await exited
  }
  const watch = watchLimits(init, spec, (reason) => {
    hit ??= reason
    void kill()
  })
  void exited.then(watch.stop)
  return {
    child,
    stdin,
    stdout,
    stderr,
    limitHit: () => hit,
    async end() {
      await kill()
      watch.stop()
    },
  }
}

/** Our id of the sandbox's process 1, as soon as it is there; undefined when the sandbox could not be made. */
async function firstProcess(child: ChildProcess): Promise<number | undefined> {
  const info = child.stdio[3]
  if (!info || !('setEncoding' in info)) return undefined
  info.setEncoding('utf8')
  let text = ''
  info.on('data', (piece: string) => {
    text += piece
  })
  await Promise.race([once(info, 'end'), once(info, 'error')]).catch(() => undefined)
  const pid = Number(/"child-pid":\s*(\d+)/.exec(text)?.[1])
  return pid > 1 ? pid : undefined
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
