import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withoutUndefined } from '@speculate-dev/system'
import { asMapping } from '@speculate-dev/workflows'
import { parse } from 'yaml'
import { packageManagerIn } from '../../../versions/files/package-json.ts'
import { matchRange } from '../../../versions/match-range.ts'
import type { ActionCall, ActionResult } from '../../served-action.ts'
import { askVersion, inWorkspace } from '../serve/ask-version.ts'
import { linkPrograms } from '../serve/link-programs.ts'
import type { ToolAction } from '../tool-action.ts'

/** https://github.com/pnpm/action-setup */
export const setupPnpm: ToolAction = {
  names: ['pnpm/action-setup', 'pnpm/setup'],
  tool: 'pnpm',
  title: 'pnpm',
  follows: ['version', 'dest', 'run_install', 'package_json_file', 'standalone'],
  asked: (request) =>
    askVersion(request, {
      version: 'version',
      defaults: [inWorkspace(request.inputs.package_json_file) ?? 'package.json'],
      versionsIn: (_, text) => {
        const version = packageManagerIn(text, 'pnpm')
        return version === undefined ? [] : [version]
      },
    }),
  match: () => matchRange,
  async setUp(call, [tool]) {
    if (tool === undefined) return {}
    const folder = await linkPrograms(call.directory, tool, ['pnpm', 'pnpx', 'pn'])
    const home = join(call.directory.temp, '_tools', 'pnpm-home')
    await mkdir(home, { recursive: true })
    const problem = await install(call, join(folder, 'pnpm'), { PNPM_HOME: home })
    return {
      ...withoutUndefined({ problem }),
      outputs: { dest: folder, bin_dest: folder },
      env: { PNPM_HOME: home },
      path: [folder, join(home, 'bin'), home],
    } satisfies ActionResult
  },
}

interface Install {
  readonly recursive: boolean
  readonly folder: string
  readonly parameters: readonly string[]
}

async function install(
  { inputs, directory, execute }: ActionCall,
  pnpm: string,
  environment: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  for (const { recursive, folder, parameters } of installs(inputs.run_install)) {
    const command = [...(recursive ? ['recursive'] : []), 'install', ...parameters]
    const result = await execute([pnpm, ...command], {
      directory: join(directory.workspace, folder),
      environment,
    })
    if (result.kind !== 'exited' || result.code !== 0) return `pnpm ${command.join(' ')} failed`
  }
  return undefined
}

/** `true`, or in YAML one installation or several. */
function installs(text: string | undefined): readonly Install[] {
  const value: unknown = text === undefined ? null : parse(text)
  if (value === true) return [{ recursive: true, folder: '.', parameters: [] }]
  return [value]
    .flat()
    .map((one) => asMapping(one))
    .filter((one) => one !== undefined)
    .map((one) => ({
      recursive: one.recursive === true,
      folder: inWorkspace(typeof one.cwd === 'string' ? one.cwd : undefined) ?? '.',
      parameters: [one.args].flat().filter((parameter) => typeof parameter === 'string'),
    }))
}
