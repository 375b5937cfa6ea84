import { Readable } from 'node:stream'
import { vi } from 'vitest'
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
 * per command line would spend most of its time on loading the program. What it changes of this process is put back.
 */
export async function runHere(
  args: readonly string[],
  { cwd, env, input = '' }: Circumstances = {},
): Promise<Ended> {
  const before = { env: { ...process.env }, cwd: process.cwd(), exitCode: process.exitCode }
  const [stdout, stderr] = [collect(process.stdout), collect(process.stderr)]
  // Vitest has a console of its own.
  const complain = vi.spyOn(console, 'error').mockImplementation((line) => stderr.add(`${String(line)}\n`))
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from([Buffer.from(input)]) })
  Object.assign(process.env, env)
  if (cwd !== undefined) process.chdir(cwd)
  process.exitCode = undefined
  try {
    await runProgram(['node', 'speculate', ...args])
    return { exitCode: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() }
  } finally {
    process.exitCode = before.exitCode
    process.chdir(before.cwd)
    for (const name of Object.keys(process.env)) if (!(name in before.env)) delete process.env[name]
    Object.assign(process.env, before.env)
    if (stdin) Object.defineProperty(process, 'stdin', stdin)
    complain.mockRestore()
    stdout.restore()
    stderr.restore()
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
