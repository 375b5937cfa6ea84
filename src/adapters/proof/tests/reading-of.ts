import { git } from '../../git/git.ts'
import type { ObjectReader } from './test-set.ts'

/** Texts of a repository and of one commit of it. */
export function readingOf(gitDir: string, base: string): ObjectReader {
  const text = async (object: string) => {
    const { exitCode, stdout } = await git(['cat-file', 'blob', object], { gitDir, answers: [0, 128] })
    return exitCode === 0 ? stdout.toString('utf8') : ''
  }
  return { read: ({ object }) => text(object), readBase: (path) => text(`${base}:${path}`) }
}
