import { runGit } from '@speculate-dev/system'

interface GitAnswer {
  readonly ok: boolean
  /** Without the line end at its end. */
  readonly stdout: string
  readonly stderr: string
}

export type Git = (args: readonly string[]) => Promise<GitAnswer>

/** git in a folder of whoever runs this: it changes nothing that it is not asked to change, and starts none of the repository's programs. */
export function gitIn(folder: string): Git {
  return async (args) => {
    const { exitCode, stdout, stderr } = await runGit(args, { directory: folder, asUser: true })
    const [text, said] = [stdout.toString('utf8'), stderr].map((one) => one.replace(/\r?\n$/, ''))
    return { ok: exitCode === 0, stdout: text ?? '', stderr: said ?? '' }
  }
}
