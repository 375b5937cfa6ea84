import { dotnetVersionIn } from '../../versions/files/dotnet-global-json.ts'
import { matchDotnet } from '../../versions/match-dotnet.ts'
import { askVersion } from './serve/ask-version.ts'
import type { ToolAction } from './tool-action.ts'

/** https://github.com/actions/setup-dotnet: SDKs stand beside each other in one folder, and .NET chooses among them. */
export const setupDotnet: ToolAction = {
  names: ['actions/setup-dotnet'],
  tool: 'dotnet',
  title: 'the .NET SDK',
  follows: ['dotnet-version', 'global-json-file', 'dotnet-quality'],
  asked: (request) =>
    askVersion(request, {
      version: 'dotnet-version',
      file: 'global-json-file',
      defaults: ['global.json'],
      versionsIn: (_, text) => {
        const version = dotnetVersionIn(text)
        return version === undefined ? [] : [version]
      },
    }),
  match: () => matchDotnet,
  setUp(_, tools) {
    const [main] = tools.toReversed()
    if (main?.home === undefined) return Promise.resolve({})
    if (tools.some(({ home }) => home !== main.home)) {
      const homes = tools.map(({ version, home }) => `${version} in ${home}`).join(', ')
      return Promise.resolve({ problem: `These SDKs of .NET do not lie in one folder: ${homes}` })
    }
    return Promise.resolve({
      outputs: { 'dotnet-version': main.version, 'cache-hit': 'false' },
      env: { DOTNET_ROOT: main.home },
      path: [main.home],
    })
  },
}
