import { execa } from 'execa'

export interface GitAnswer {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs git without any configuration of the machine or its user; a non-zero exit is an answer, not an error. */
export async function git(
  directory: string,
  parameters: readonly string[],
  signal?: AbortSignal,
): Promise<GitAnswer> {
  const result = await execa('git', ['-c', 'protocol.file.allow=always', ...parameters], {
    cwd: directory,
    env: ENVIRONMENT,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    ...(signal ? { cancelSignal: signal } : {}),
  })
  return { exitCode: result.exitCode ?? -1, stdout: result.stdout, stderr: result.stderr }
}

/** As `git`, but throws what git said when it fails. */
export async function gitOrThrow(
  directory: string,
  parameters: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  const { exitCode, stdout, stderr } = await git(directory, parameters, signal)
  if (exitCode !== 0) throw new Error(`git ${parameters[0]} failed: ${stderr.slice(0, 2_000)}`)
  return stdout
}

const ENVIRONMENT = {
  PATH: process.env.PATH ?? '',
  LANG: 'C.UTF-8',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'GitHub',
  GIT_AUTHOR_EMAIL: 'noreply@github.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.com',
}
