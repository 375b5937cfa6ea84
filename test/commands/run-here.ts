import { Readable } from 'node:stream'
import { pause } from '@speculate-dev/system'
import { onTestFinished, vi } from 'vitest'
import { runProgram } from '../../src/commands/run-program.ts'

interface Circumstances {
  readonly cwd?: string
  /** Beside the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

interface Ended {
  readonly exitCode: number
  /** Without the last line break, as execa gives it. */
  readonly stdout: string
  readonly stderr: string
}

/**
 * One command line, run in this process by the door through which a shell comes in, with what it prints and answers. A process of its own
 * per command line would spend most of its time on loading the program. What it changes of this process is put back, also where its test is
 * over before it: it is interrupted then.
 */
export async function runHere(args: readonly string[], circumstances: Circumstances = {}): Promise<Ended> {
  const here = takeOver(circumstances)
  const others = process.listeners('SIGINT')
  const running = runProgram(['node', 'speculate', ...args])
  const interrupt = process.listeners('SIGINT').filter((listener) => !others.includes(listener))
  let isOver = false
  afterThisTest(async () => {
    if (isOver) return
    for (const listener of interrupt) listener('SIGINT')
    await Promise.race([running, pause(CLEANS_UP_MS)])
    here.giveBack()
  })
  try {
    await running
    return { exitCode: Number(process.exitCode ?? 0), stdout: here.stdout.text(), stderr: here.stderr.text() }
  } finally {
    isOver = true
    here.giveBack()
  }
}

/** A command that was interrupted has so long to end what it has started. */
const CLEANS_UP_MS = 60_000

/** What is run before all tests of a file, or outside of any, ends by itself. */
function afterThisTest(act: () => Promise<void>): void {
  try {
    onTestFinished(act, CLEANS_UP_MS * 2)
  } catch {}
}

/** Makes this process the one that a command line would have, until it is given back once. */
function takeOver({ cwd, env, input = '' }: Circumstances) {
  const before = { env: { ...process.env }, cwd: process.cwd(), exitCode: process.exitCode }
  const [stdout, stderr] = [collect(process.stdout), collect(process.stderr)]
  // Vitest has a console of its own.
  const complain = vi.spyOn(console, 'error').mockImplementation((line) => stderr.add(`${String(line)}\n`))
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from([Buffer.from(input)]) })
  Object.assign(process.env, env)
  if (cwd !== undefined) process.chdir(cwd)
  process.exitCode = undefined
  let isGivenBack = false
  return {
    stdout,
    stderr,
    giveBack() {
      if (isGivenBack) return
      isGivenBack = true
      process.exitCode = before.exitCode
      process.chdir(before.cwd)
      for (const name of Object.keys(process.env)) if (!(name in before.env)) delete process.env[name]
      Object.assign(process.env, before.env)
      if (stdin) Object.defineProperty(process, 'stdin', stdin)
      complain.mockRestore()
      stdout.restore()
      stderr.restore()
    },
  }
}

/** A stream that is no terminal, and that keeps what is written to it. */
function collect(stream: NodeJS.WriteStream) {
  const chunks: Buffer[] = []
  const add = (chunk: string | Uint8Array) => {
    chunks.push(Buffer.from(chunk))
  }
  const write = vi.spyOn(stream, 'write').mockImplementation((chunk, ...rest) => {
    add(chunk)
    const callback = rest.find((each) => typeof each === 'function')
    callback?.()
    return true
  })
  const isTerminal = stream.isTTY
  stream.isTTY = false
  return {
    add,
    text: () => Buffer.concat(chunks).toString('utf8').replace(/\n$/, ''),
    restore: () => {
      stream.isTTY = isTerminal
      write.mockRestore()
    },
  }
}
