import { join } from 'node:path'
import { inToolVersions } from '../../../versions/files/tool-versions.ts'
import { matchRange } from '../../../versions/match-range.ts'
import { askVersion, inWorkspace } from '../serve/ask-version.ts'
import { linkPrograms } from '../serve/link-programs.ts'
import type { ToolAction } from '../tool-action.ts'

/** https://github.com/golangci/golangci-lint-action, which also runs it. */
export const golangciLint: ToolAction = {
  names: ['golangci/golangci-lint-action'],
  tool: 'golangci-lint',
  title: 'golangci-lint',
  follows: [
    ...['version', 'version-file', 'args', 'working-directory', 'install-mode', 'install-only'],
    ...['verify', 'skip-cache', 'skip-save-cache', 'cache-invalidation-interval', 'debug'],
  ],
  asked: (request) =>
    request.inputs['install-mode'] === 'none'
      ? { kind: 'any' }
      : askVersion(request, {
          version: 'version',
          file: 'version-file',
          versionsIn: (path, text) => {
            const own = path.endsWith('.tool-versions')
              ? inToolVersions(text, ['golangci-lint'])
              : text.trim()
            return own === undefined ? [] : [own]
          },
        }),
  match: () => matchRange,
  async setUp({ inputs, directory, execute }, [tool]) {
    if (tool === undefined) return {}
    const folder = await linkPrograms(directory, tool, ['golangci-lint'])
    const result = { path: [folder] }
    if (inputs['install-only'] === 'true') return result
    const parameters = (inputs.args ?? '').split(/\s+/).filter((one) => one !== '')
    const ran = await execute([join(folder, 'golangci-lint'), 'run', ...parameters], {
      directory: join(directory.workspace, inWorkspace(inputs['working-directory']) ?? '.'),
    })
    if (ran.kind === 'exited' && ran.code === 0) return result
    return {
      ...result,
      problem: ran.kind === 'exited' ? 'golangci-lint found issues' : 'golangci-lint did not end',
    }
  },
}
