import { join } from 'node:path'
import { asMapping } from '@speculate-dev/workflows'
import { inToolVersions, parseToml, textOf } from '../../../versions/files/tool-versions.ts'
import { matchPython } from '../../../versions/match-python.ts'
import { matchRange } from '../../../versions/match-range.ts'
import type { ActionCall, ActionResult } from '../../served-action.ts'
import { askVersion, inWorkspace } from '../serve/ask-version.ts'
import { besides, linkPrograms } from '../serve/link-programs.ts'
import type { ToolAction } from '../tool-action.ts'

/** https://github.com/astral-sh/setup-uv, and https://github.com/hynek/setup-cached-uv, which sets up the newest. */
export const setupUv: ToolAction = {
  names: ['astral-sh/setup-uv', 'actions/setup-uv', 'hynek/setup-cached-uv'],
  tool: 'uv',
  title: 'uv',
  follows: [
    ...[
      'version',
      'version-file',
      'python-version',
      'activate-environment',
      'venv-path',
      'working-directory',
    ],
    ...['resolution-strategy', 'quiet', 'use-cache-if', 'cache-date-suffix', 'uv-cache-path'],
  ],
  asked: (request) => {
    const folder = inWorkspace(request.inputs['working-directory']) ?? '.'
    return askVersion(request, {
      version: 'version',
      file: 'version-file',
      defaults: [join(folder, 'uv.toml'), join(folder, 'pyproject.toml')],
      versionsIn,
    })
  },
  match: () => matchRange,
  setUp,
}

function versionsIn(path: string, text: string): readonly string[] {
  const version = path.endsWith('.tool-versions') ? inToolVersions(text, ['uv']) : requiredBy(path, text)
  return version === undefined ? [] : [version]
}

function requiredBy(path: string, text: string): string | undefined {
  const file = parseToml(text)
  if (path.endsWith('uv.toml')) return textOf(file?.['required-version'])
  return textOf(asMapping(asMapping(file?.tool)?.uv)?.['required-version'])
}

async function setUp(call: ActionCall, [tool]: Parameters<ToolAction['setUp']>[1]): Promise<ActionResult> {
  if (tool === undefined) return {}
  const { inputs, directory, execute } = call
  const folder = await linkPrograms(directory, tool, ['uv', 'uvx'])
  const python = await pythonFor(call)
  const env = python === undefined ? {} : { UV_PYTHON: python }
  const outputs = {
    'uv-version': tool.version,
    'uv-path': tool.program,
    'uvx-path': (await besides(tool, 'uvx')) ?? '',
    'python-version': inputs['python-version'] ?? '',
    'cache-hit': 'false',
  }
  if (inputs['activate-environment'] !== 'true') return { outputs, env, path: [folder] }
  const own = inWorkspace(inputs['working-directory']) ?? '.'
  const venv = join(directory.workspace, inWorkspace(inputs['venv-path']) ?? join(own, '.venv'))
  const made = await execute([join(folder, 'uv'), 'venv', venv], { environment: env })
  if (made.kind !== 'exited' || made.code !== 0) return { problem: 'uv venv failed' }
  return {
    outputs: { ...outputs, venv },
    env: { ...env, VIRTUAL_ENV: venv },
    path: [join(venv, 'bin'), folder],
  }
}

/** The machine's own where it has the version, since uv does not find it from a job's home; else uv fetches it, as on GitHub. */
async function pythonFor({ inputs, machine }: ActionCall): Promise<string | undefined> {
  const version = inputs['python-version']
  return version && (matchPython(version, await machine.tools('python'))?.tool.program ?? version)
}
