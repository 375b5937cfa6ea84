import { writeFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { npmGlobals } from '../../../job/job-environment.ts'
import { nodeVersionIn, voltaExtends } from '../../../versions/files/node-version-file.ts'
import { matchNode } from '../../../versions/match-node.ts'
import type { ActionCall } from '../../served-action.ts'
import { askVersion, inWorkspace } from '../serve/ask-version.ts'
import { linkPrograms } from '../serve/link-programs.ts'
import type { Asked, AskRequest, ToolAction } from '../tool-action.ts'

/** https://github.com/actions/setup-node */
export const setupNode: ToolAction = {
  names: ['actions/setup-node'],
  tool: 'node',
  title: 'Node',
  follows: ['node-version', 'node-version-file', 'registry-url', 'scope'],
  asked,
  match: () => matchNode,
  async setUp(call, [tool]) {
    if (tool === undefined) return {}
    const folder = await linkPrograms(call.directory, tool, ['node', 'npm', 'npx', 'corepack'])
    const { bin, variables } = npmGlobals(call.directory)
    return {
      outputs: { 'node-version': `v${tool.version}`, 'cache-hit': 'false' },
      env: { ...variables, ...(await registry(call)) },
      path: [bin, folder],
    }
  },
}

async function asked(request: AskRequest): Promise<Asked> {
  const versionsIn = (path: string, text: string) => listOf(nodeVersionIn(path, text))
  const written = { version: 'node-version', file: 'node-version-file', versionsIn }
  const path = inWorkspace(request.inputs['node-version-file'])
  const text = path === undefined || 'node-version' in request.inputs ? undefined : await request.read(path)
  const extended = text === undefined || nodeVersionIn(path ?? '', text) ? undefined : voltaExtends(text)
  if (path === undefined || extended === undefined) return askVersion(request, written)
  const inputs = { 'node-version-file': posix.join(posix.dirname(path), extended) }
  return askVersion({ ...request, inputs }, written)
}

function listOf(version: string | undefined): readonly string[] {
  return version === undefined ? [] : [version]
}

/** As the action writes it; whoever publishes with it has no token here. What the operator has said of registries stays. */
async function registry({
  inputs,
  directory,
  environment,
}: ActionCall): Promise<Readonly<Record<string, string>>> {
  const url = inputs['registry-url']
  const isSet = Object.keys(environment).some((name) => name.toLowerCase() === 'npm_config_userconfig')
  if (url === undefined || isSet || !URL.canParse(url)) return {}
  const address = url.endsWith('/') ? url : `${url}/`
  const scope = inputs.scope === undefined ? '' : `${inputs.scope.replace(/^@?/, '@').toLowerCase()}:`
  const file = join(directory.temp, '.npmrc')
  const login = `${address.replace(/^\w+:/, '')}:_authToken=\${NODE_AUTH_TOKEN}`
  await writeFile(file, `${login}\n${scope}registry=${address}\n`)
  return { NPM_CONFIG_USERCONFIG: file, NODE_AUTH_TOKEN: environment.NODE_AUTH_TOKEN ?? NO_TOKEN }
}

/** The action's own stand-in, so that npm does not refuse the file for a variable that is missing. */
const NO_TOKEN = 'XXXXX-XXXXX-XXXXX-XXXXX'
