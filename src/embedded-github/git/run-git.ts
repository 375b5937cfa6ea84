import { execa } from 'execa'

export interface GitResult {
  readonly exitCode: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** Nothing of the machine's or the user's configuration, and no hooks: a repository here is only data. */
export const gitEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
}

/** No hooks, readable paths, and nothing that goes on in the background after a command has ended. */
const quiet = [
  'core.hooksPath=/dev/null',
  'core.quotePath=false',
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting])

/** Runs git plumbing in a bare repository; never throws for a non-zero exit. */
export async function tryGit(
  directory: string,
  args: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly env?: Record<string, string> } = {},
): Promise<GitResult> {
  const result = await execa('git', [...quiet, ...args], {
    cwd: directory,
    env: { ...gitEnvironment, ...options.env },
    extendEnv: false,
    encoding: 'buffer',
    reject: false,
    stripFinalNewline: false,
    ...(options.input === undefined ? {} : { input: options.input }),
  })
  return {
    exitCode: result.exitCode ?? 1,
    stdout: Buffer.from(result.stdout),
    stderr: Buffer.from(result.stderr).toString(),
  }
}

/** As `tryGit`, but answers the trimmed text and throws when git fails. */
export async function git(
  directory: string,
  args: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly env?: Record<string, string> } = {},
): Promise<string> {
  const result = await tryGit(directory, args, options)
  if (result.exitCode !== 0) throw new Error(`git ${args[0]} failed: ${result.stderr.trim()}`)
  return result.stdout.toString().trim()
}
