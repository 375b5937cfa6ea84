import { join } from 'node:path'
import type { InstalledTool } from '../../machine/installed-tool.ts'
import type { ActionCall } from '../served-action.ts'

/**
 * An environment of the job's own, so that `pip install` works where the system's Python lets nobody but its packages in (PEP 668),
 * and leaves nothing behind on the machine.
 */
export async function makeVenv(
  { directory, machine, execute, log }: ActionCall,
  python: InstalledTool,
): Promise<{ readonly folder: string; readonly problem?: string }> {
  const folder = join(directory.temp, '_tools', `venv-${python.version}`)
  // Whatever the job has set for Python is meant for the one that it has asked for, not for making it.
  const environment = { PYTHONHOME: '', PYTHONPATH: '' }
  const own = await execute([python.program, '-m', 'venv', '--clear', folder], { environment })
  if (own.kind === 'exited' && own.code === 0) return { folder }
  const [virtualenv] = await machine.tools('virtualenv')
  if (virtualenv !== undefined) {
    log.note(`python -m venv does not work here; virtualenv ${virtualenv.version} is tried`)
    const other = await execute([virtualenv.program, '-p', python.program, '--clear', folder], {
      environment,
    })
    if (other.kind === 'exited' && other.code === 0) return { folder }
  }
  const problem = `Python ${python.version} of this machine cannot make a virtual environment: \`python -m venv\` failed (on Debian and Ubuntu it comes with the package python3-venv)`
  return { folder, problem }
}
