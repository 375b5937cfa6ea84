import type { Readable } from 'node:stream'
import { withoutUndefined } from './without-undefined.ts'

/** One git to start; all of it but a stream can be told to another process. */
export interface GitStart {
  readonly args: readonly string[]
  readonly directory: string
  /** All of it: nothing is added. */
  readonly env: Readonly<Record<string, string>>
  readonly input: string | Uint8Array | Readable
  readonly timeoutMs?: number | undefined
  readonly maxOutputBytes?: number | undefined
}

export interface GitEnd {
  /** Undefined where git did not run, or was stopped. */
  readonly exitCode: number | undefined
  readonly stdout: Buffer
  readonly stderr: string
  /** How it ended, as words that follow the command's name. */
  readonly ending: string
  /** It had no more time. */
  readonly timedOut?: true
}

/** Starts git as a child of this process. However git ends, that is an answer and no error. */
export async function startGit(start: GitStart, signal?: AbortSignal): Promise<GitEnd> {
  const { args, directory, env, input, timeoutMs, maxOutputBytes } = start
  // Whoever starts none need not load what does.
  const { execa } = await import('execa')
  const result = await execa('git', args, {
    cwd: directory,
    env,
    extendEnv: false,
    encoding: 'buffer',
    // A bundle may end in any byte, also in this one.
    stripFinalNewline: false,
    input,
    killDescendants: true,
    forceKillAfterDelay: 1_000,
    reject: false,
    ...withoutUndefined({
      cancelSignal: signal,
      timeout: timeoutMs,
      maxBuffer: maxOutputBytes === undefined ? undefined : { stdout: maxOutputBytes, stderr: 1_000_000 },
    }),
  })
  const stderr = Buffer.from(result.stderr ?? []).toString('utf8')
  return {
    exitCode: result.exitCode,
    stdout: Buffer.from(result.stdout ?? []),
    stderr,
    ending: endingOf(result, stderr),
    ...(result.timedOut && { timedOut: true }),
  }
}

interface GitProcessEnd {
  readonly timedOut: boolean
  readonly isMaxBuffer: boolean
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  readonly shortMessage?: string | undefined
}

function endingOf(result: GitProcessEnd, stderr: string): string {
  if (result.timedOut) return 'took too long and was stopped'
  if (result.isMaxBuffer) return 'said more than is read of it and was stopped'
  if (result.exitCode === undefined)
    return `did not run: ${result.signal ?? result.shortMessage ?? 'unknown reason'}`
  return `failed (exit code ${result.exitCode}): ${stderr.trim().slice(-1_000)}`
}
