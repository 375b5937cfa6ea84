import { dirname } from 'node:path'
import type { InstalledTool } from '../../../machine/installed-tool.ts'
import type { Machine } from '../../../machine/machine.ts'
import { matchRange } from '../../../versions/match-range.ts'
import type { ServedAction } from '../../served-action.ts'

/** https://github.com/taiki-e/install-action and https://github.com/dtolnay/install: nothing is installed, it must be there. */
export const installAction: ServedAction = {
  names: ['taiki-e/install-action', 'dtolnay/install', 'taiki-e/cache-cargo-install-action'],
  async plan({ uses, ref, inputs, place }) {
    if ('tool' in inputs && inputs.tool === undefined) return { findings: [], notices: [] }
    const wanted = await find(wantedTools(inputs.tool, ref), place.machine)
    return { findings: wanted.flatMap((one) => refusal(uses, one)), notices: [] }
  },
  async run({ uses, ref, inputs, machine, log }) {
    const wanted = await find(wantedTools(inputs.tool, ref), machine)
    const [problem] = wanted.flatMap((one) => refusal(uses, one))
    if (problem !== undefined) return { problem }
    const tools = wanted.map(({ tool }) => tool).filter((tool) => tool !== undefined)
    for (const { program, version } of tools) log.note(`${program} ${version}`)
    return { path: [...new Set(tools.map(({ program }) => dirname(program)))] }
  },
}

interface WantedTool {
  readonly name: string
  readonly version: string | undefined
}

interface FoundTool extends WantedTool {
  readonly installed: readonly InstalledTool[]
  readonly tool: InstalledTool | undefined
}

/** Named by the input, or by the ref of the action, unless that is a version of it or a commit. */
function wantedTools(input: string | undefined, ref: string): readonly WantedTool[] {
  const isName = !/^v?\d|^[0-9a-f]{40}$|^(?:main|master)$/.test(ref)
  return (input ?? (isName ? ref : ''))
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .map((one) => {
      const [name = '', version] = one.split('@')
      return { name: name.replace(/[^\w.-]/g, ''), version }
    })
}

/** Named otherwise than its program. */
const PROGRAMS: Readonly<Record<string, string>> = {
  nextest: 'cargo-nextest',
  'wasm-bindgen': 'wasm-bindgen',
}

function find(wanted: readonly WantedTool[], machine: Machine): Promise<readonly FoundTool[]> {
  return Promise.all(
    wanted.map(async (one) => {
      const installed = await machine.tools(PROGRAMS[one.name] ?? one.name)
      const match = one.version === undefined ? undefined : matchRange(one.version, installed)
      return { ...one, installed, tool: one.version === undefined ? installed[0] : match?.tool }
    }),
  )
}

function refusal(uses: string, { name, version, installed, tool }: FoundTool): readonly string[] {
  if (tool !== undefined) return []
  const asked = version === undefined ? name : `${name} ${version.replace(/[^\w.*-]/g, '').slice(0, 40)}`
  const own = installed.map((one) => one.version).join(', ')
  return [`\`${uses}\` asks for ${asked}; this machine has ${own === '' ? 'no such program' : own}`]
}
