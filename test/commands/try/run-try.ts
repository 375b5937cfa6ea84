import { join } from 'node:path'
import { execa } from 'execa'

/** `speculate try` on a repository, with `bug.md` and `agents.yml` of the folder `root`, which is also its temporary folder. */
export function runTry(
  { root, repository }: { readonly root: string; readonly repository: string },
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const cli = join(import.meta.dirname, '../../../src/cli.ts')
  const files = ['--issue', join(root, 'bug.md'), '--toolchains', join(root, 'agents.yml')]
  return execa(process.execPath, [cli, 'try', '--repo', repository, ...files, ...args], {
    reject: false,
    env: { TMPDIR: root, ...env },
  })
}
