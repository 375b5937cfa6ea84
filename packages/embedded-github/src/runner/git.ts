import { type GitSetting, runGit } from '@speculate-dev/system'

export interface GitAnswer {
  readonly exitCode: number
  /** Without the line end at its end. */
  readonly stdout: string
  readonly stderr: string
}

/** A non-zero exit is an answer, not an error. */
export async function git(
  directory: string,
  parameters: readonly string[],
  signal?: AbortSignal,
): Promise<GitAnswer> {
  const end = await runGit(parameters, { directory, signal, env: NAMES, settings: SETTINGS })
  const stdout = end.stdout.toString('utf8').replace(/\r?\n$/, '')
  return { exitCode: end.exitCode ?? -1, stdout, stderr: end.stderr }
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

/** A job's repository is cloned from a folder of this machine. */
const SETTINGS: readonly GitSetting[] = [['protocol.file.allow', 'always']]

const NAMES = {
  GIT_AUTHOR_NAME: 'GitHub',
  GIT_AUTHOR_EMAIL: 'noreply@github.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.com',
}
