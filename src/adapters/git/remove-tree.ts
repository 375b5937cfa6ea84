import { lstat } from 'node:fs/promises'
import { execa } from 'execa'

/**
 * Removes a directory whatever an agent left in it: read-only directories, paths longer than the system accepts at once.
 * `rm` and `chmod -R` walk by descriptors and never follow a symbolic link out.
 */
export async function removeTree(path: string): Promise<void> {
  if ((await lstat(path).catch(() => undefined)) === undefined) return
  const first = await execa('rm', ['-rf', '--', path], { reject: false })
  if (first.exitCode === 0) return
  await execa('chmod', ['-R', 'u+rwx', '--', path], { reject: false })
  await execa('rm', ['-rf', '--', path])
}
