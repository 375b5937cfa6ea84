import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { InstalledTool } from '../../../machine/installed-tool.ts'
import { pythonVersionsIn } from '../../../versions/files/python-version-file.ts'
import { matchPython } from '../../../versions/match-python.ts'
import type { ActionCall, ActionResult } from '../../served-action.ts'
import { askVersion } from '../serve/ask-version.ts'
import { linkPrograms } from '../serve/link-programs.ts'
import type { CheckedTool, CheckRequest, ToolAction } from '../tool-action.ts'
import { canMakeVenv, makeVenv } from './make-venv.ts'

/** https://github.com/actions/setup-python */
export const setupPython: ToolAction = {
  names: ['actions/setup-python'],
  tool: 'python',
  title: 'Python',
  follows: [
    ...['python-version', 'python-version-file', 'allow-prereleases', 'update-environment'],
    ...['pip-version', 'pip-install', 'freethreaded'],
  ],
  asked: (request) =>
    askVersion(request, {
      version: 'python-version',
      file: 'python-version-file',
      defaults: ['.python-version'],
      versionsIn: pythonVersionsIn,
    }),
  match: (inputs) => (version, installed) => {
    const isFree = inputs.freethreaded === 'true' && /^\d+\.\d+$/.test(version.trim())
    const asked = isFree ? `${version.trim()}t` : version
    return matchPython(asked, installed, { prereleases: inputs['allow-prereleases'] === 'true' })
  },
  check,
  setUp,
}

async function check({ tools, machine }: CheckRequest): Promise<CheckedTool> {
  const [python] = tools.toReversed()
  if (python === undefined || (await canMakeVenv(python, machine))) return {}
  return {
    missing: [
      `Python ${python.version} with virtual environments, which this machine's does not have (on Debian and Ubuntu: python3-venv)`,
    ],
  }
}

/** The last one is `python`, in an environment of its own, into which a job may install; the others stand beside it by their names. */
async function setUp(call: ActionCall, tools: readonly InstalledTool[]): Promise<ActionResult> {
  const [main, ...others] = tools.toReversed()
  if (main === undefined) return {}
  const venv = await makeVenv(call, main)
  if (venv.problem !== undefined) return { problem: venv.problem }
  const python = join(venv.folder, 'bin/python')
  const problem = await installWithPip(call, python)
  if (problem !== undefined) return { problem }
  const outputs = { 'python-version': main.version, 'python-path': python, 'cache-hit': 'false' }
  if (call.inputs['update-environment'] === 'false') return { outputs }
  const beside = await Promise.all(
    others.map((tool) => linkPrograms(call.directory, tool, [nameOf(tool), `pip${minorOf(tool)}`])),
  )
  return {
    outputs,
    path: [join(venv.folder, 'bin'), ...beside],
    env: {
      pythonLocation: venv.folder,
      // https://cmake.org/cmake/help/latest/module/FindPython.html
      Python_ROOT_DIR: venv.folder,
      Python2_ROOT_DIR: venv.folder,
      Python3_ROOT_DIR: venv.folder,
      ...(await packageConfig(main)),
    },
  }
}

async function installWithPip({ inputs, execute }: ActionCall, python: string): Promise<string | undefined> {
  const version = inputs['pip-version']
  const wanted = [
    version === undefined ? undefined : ['--upgrade', `pip==${version.trim()}`],
    inputs['pip-install']?.trim().split(/\s+/),
  ]
  for (const parameters of wanted.filter((one) => one !== undefined)) {
    const result = await execute([python, '-m', 'pip', 'install', ...parameters])
    if (result.kind !== 'exited' || result.code !== 0) return `pip install ${parameters.join(' ')} failed`
  }
  return undefined
}

async function packageConfig({ program }: InstalledTool): Promise<Readonly<Record<string, string>>> {
  const folder = join(program, '../../lib/pkgconfig')
  const isThere = await access(folder).then(
    () => true,
    () => false,
  )
  return isThere ? { PKG_CONFIG_PATH: folder } : {}
}

function minorOf({ version }: InstalledTool): string {
  return /^\d+\.\d+/.exec(version)?.[0] ?? version
}

function nameOf(tool: InstalledTool): string {
  const threads = tool.flavour === 'freethreaded' ? 't' : ''
  return tool.flavour === 'pypy' ? `pypy${minorOf(tool)}` : `python${minorOf(tool)}${threads}`
}
