import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isFolder, managers } from '../proof/run/test-environment.ts'
import type { SandboxSpec } from '../sandbox/sandbox.ts'

/**
 * After each `pip install` pyenv writes its own folder anew, which a set-up may only read: what is installed all the same would count as
 * failed. So an empty folder, made at `empty`, lies over the scripts that do this.
 */
export async function withoutRehash(empty: string): Promise<NonNullable<SandboxSpec['mounted']>> {
  const { PYENV_ROOT } = managers()
  const at = join(PYENV_ROOT ?? '/', 'pyenv.d/exec/pip-rehash')
  if (PYENV_ROOT === undefined || !(await isFolder(at))) return []
  await mkdir(empty, { recursive: true })
  return [{ folder: empty, at }]
}
