import { execa } from 'execa'

interface GitAnswer {
  readonly ok: boolean
  readonly stdout: string
  readonly stderr: string
}

export type Git = (args: readonly string[]) => Promise<GitAnswer>

/**
 * git in a folder, told to change nothing that it is not asked to change and to start none of the repository's own
 * programs: no hooks, no file system monitor, no refreshed index.
 */
export function gitIn(folder: string): Git {
  const guarded = ['--no-optional-locks', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']
  return async (args) => {
    const { exitCode, stdout, stderr } = await execa('git', [...guarded, ...args], {
      cwd: folder,
      reject: false,
      stdin: 'ignore',
      env: {
        GIT_DIR: undefined,
        GIT_WORK_TREE: undefined,
        GIT_INDEX_FILE: undefined,
        LC_ALL: 'C',
        GIT_TERMINAL_PROMPT: '0',
      },
    })
    return { ok: exitCode === 0, stdout, stderr }
  }
}
