import { type GitEnd, type GitSetting, gitEnvironment, runGit } from '@speculate-dev/system'

export interface GitResult extends Pick<GitEnd, 'stdout' | 'stderr' | 'ending'> {
  readonly exitCode: number
}

interface Options {
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
}

/** Paths are printed as they are, not quoted. */
const SETTINGS: readonly GitSetting[] = [['core.quotePath', 'false']]

/** For git processes that the server starts itself, because their output is streamed into its answer. */
export const serverEnvironment = gitEnvironment({ settings: SETTINGS })

/** Runs git plumbing in a bare repository; never throws for a non-zero exit. */
export async function tryGit(
  directory: string,
  args: readonly string[],
  { input, env = {} }: Options = {},
): Promise<GitResult> {
  const { exitCode = 1, ...end } = await runGit(args, { directory, input, env, settings: SETTINGS })
  return { ...end, exitCode }
}

/** As `tryGit`, but answers the trimmed text and throws when git fails. */
export async function git(
  directory: string,
  args: readonly string[],
  options: Options = {},
): Promise<string> {
  const result = await tryGit(directory, args, options)
  if (result.exitCode !== 0) throw new Error(`git ${args[0]} ${result.ending}`)
  return result.stdout.toString().trim()
}
