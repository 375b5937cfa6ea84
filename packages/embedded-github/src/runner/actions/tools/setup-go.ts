import { join } from 'node:path'
import type { InstalledTool } from '../../machine/installed-tool.ts'
import { goVersionIn, isModuleFile } from '../../versions/files/go-version-file.ts'
import { matchGo } from '../../versions/match-go.ts'
import { newestFitting } from '../../versions/newest-fitting.ts'
import { semverOf } from '../../versions/semver-of.ts'
import type { VersionMatch } from '../../versions/version-match.ts'
import { askVersion, inWorkspace } from './serve/ask-version.ts'
import type { Inputs, ToolAction } from './tool-action.ts'

/** https://github.com/actions/setup-go */
export const setupGo: ToolAction = {
  names: ['actions/setup-go'],
  tool: 'go',
  title: 'Go',
  follows: ['go-version', 'go-version-file'],
  asked: (request) =>
    askVersion(request, {
      version: 'go-version',
      file: 'go-version-file',
      versionsIn: (path, text) => {
        const version = goVersionIn(path, text)
        return version === undefined ? [] : [version]
      },
    }),
  match: (inputs) => (isOfModule(inputs) ? atLeast : matchGo),
  async setUp({ environment, directory }, [tool]) {
    if (tool === undefined) return {}
    const goPath = environment.GOPATH ?? join(environment.HOME ?? directory.home, 'go')
    return {
      outputs: { 'go-version': tool.version, 'cache-hit': 'false' },
      path: [join(goPath, 'bin'), ...tool.folders],
    }
  },
}

function isOfModule(inputs: Inputs): boolean {
  const path = 'go-version' in inputs ? undefined : inWorkspace(inputs['go-version-file'])
  return path !== undefined && isModuleFile(path)
}

/** The line of a module is the least that it needs (https://go.dev/ref/mod#go-mod-file-go): the same line if it is there, or a later one. */
const atLeast: VersionMatch = (asked, installed) => {
  const version = semverOf(asked)
  if (version === undefined) return undefined
  const tool = newestFitting(installed, `~${version}`) ?? oldestFrom(version, installed)
  return tool && { tool }
}

function oldestFrom(version: string, installed: readonly InstalledTool[]): InstalledTool | undefined {
  const fitting = installed.filter((tool) => newestFitting([tool], `^${version}`) !== undefined)
  return fitting.find((tool) =>
    fitting.every((other) => newestFitting([other], `>=${semverOf(tool.version)}`)),
  )
}
