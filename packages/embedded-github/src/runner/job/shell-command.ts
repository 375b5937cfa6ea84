import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { Shell } from '../workflow/workflow.ts'

/**
 * The commands of GitHub's table (docs.github.com, Workflow syntax, `steps[*].shell`): without `shell` it is `bash -e`, which
 * does not see a failure inside a pipe; `shell: bash` does. Where there is no bash, `sh -e`.
 */
export async function shellCommand(
  shell: Shell,
  script: string,
  path: string,
): Promise<[string, ...string[]]> {
  switch (shell) {
    case 'default':
      return (await isOnPath('bash', path)) ? ['bash', '-e', script] : ['sh', '-e', script]
    case 'bash':
      return ['bash', '--noprofile', '--norc', '-eo', 'pipefail', script]
    case 'sh':
      return ['sh', '-e', script]
    case 'python':
      return ['python', script]
    default:
      throw shell satisfies never
  }
}

async function isOnPath(program: string, path: string): Promise<boolean> {
  for (const folder of path.split(delimiter)) {
    const found = await access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found) return true
  }
  return false
}
