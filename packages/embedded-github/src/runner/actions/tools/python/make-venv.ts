import { join } from 'node:path'
import { runScript } from '../../../job/steps/run-script.ts'
import type { InstalledTool } from '../../../machine/installed-tool.ts'
import type { Machine } from '../../../machine/machine.ts'
import type { ActionCall } from '../../served-action.ts'

const able = new WeakMap<InstalledTool, Promise<boolean>>()

/** Asked once of each Python: Debian leaves out what it takes. */
export async function canMakeVenv(python: InstalledTool, machine: Machine): Promise<boolean> {
  const asked = able.get(python) ?? hasModules(python)
  able.set(python, asked)
  return (await asked) || (await machine.tools('virtualenv')).length > 0
}

async function hasModules({ program }: InstalledTool): Promise<boolean> {
  const result = await runScript({
    command: [program, '-I', '-c', 'import venv, ensurepip'],
    directory: '/',
    environment: {},
    onLine: () => undefined,
    signal: AbortSignal.timeout(30_000),
    graceMs: 100,
  })
  // Being too busy to answer says nothing: making it will show.
  return result.kind !== 'exited' || result.code === 0
}

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
