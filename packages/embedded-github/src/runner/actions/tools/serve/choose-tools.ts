import type { InstalledTool } from '../../../machine/installed-tool.ts'
import type { Machine } from '../../../machine/machine.ts'
import { ARCHITECTURE } from '../../../machine/tool-kinds.ts'
import { newest } from '../../../versions/newest-fitting.ts'
import { semverOf } from '../../../versions/semver-of.ts'
import type { Asked, AskRequest, ToolAction } from '../tool-action.ts'

export interface ChosenTools {
  /** In the order in which they were asked for. */
  readonly tools: readonly InstalledTool[]
  readonly findings: readonly string[]
  readonly notices: readonly string[]
}

/** The versions of the machine that serve what the action asks for, or what is in the way of it. */
export async function chooseTools(
  action: ToolAction,
  request: AskRequest & {
    readonly uses: string
    readonly machine: Machine
    /** Nothing will be known later that is not known now. */
    readonly isRun?: boolean
  },
): Promise<ChosenTools> {
  const architecture = otherArchitecture(request.inputs.architecture)
  if (architecture !== undefined) return refused(`\`${request.uses}\` asks for ${architecture}`)
  const asked = await action.asked(request)
  if (asked.kind === 'later')
    return request.isRun ? refused(`\`${request.uses}\`: ${asked.otherwise}`) : NOTHING
  if (asked.kind === 'nothing') return NOTHING
  if (asked.kind === 'impossible') return refused(`\`${request.uses}\`: ${asked.reason}`)
  const installed = await request.machine.tools(action.tool)
  if (asked.kind === 'any') return ofMachine(action, request.uses, installed)
  return matched(action, asked, { ...request, installed })
}

const NOTHING: ChosenTools = { tools: [], findings: [], notices: [] }

function refused(finding: string): ChosenTools {
  return { ...NOTHING, findings: [finding] }
}

/** Without a version the action takes what is there: what PATH leads to first. */
function ofMachine(action: ToolAction, uses: string, installed: readonly InstalledTool[]): ChosenTools {
  const [own] = installed
  if (own === undefined) return refused(`\`${uses}\` asks for ${action.title}; ${machineHas(action, [])}`)
  const notice = `\`${uses}\` names no version: ${action.title} ${own.version} of this machine`
  return { ...NOTHING, tools: [own], notices: [notice] }
}

function matched(
  action: ToolAction,
  asked: Extract<Asked, { kind: 'versions' }>,
  {
    uses,
    inputs,
    installed,
  }: Pick<AskRequest, 'inputs'> & { readonly uses: string; readonly installed: readonly InstalledTool[] },
): ChosenTools {
  const match = action.match(inputs)
  const found = asked.versions.map((version) => ({
    version,
    found: version.length > LONGEST ? undefined : match(version, installed),
  }))
  const from = asked.of === undefined ? '' : ` (\`${asked.of}\`)`
  const missing = found.filter((one) => one.found === undefined).map(({ version }) => shortened(version))
  const moving = found.filter((one) => one.found?.isMoving)
  return {
    tools: found.flatMap((one) => (one.found === undefined ? [] : [one.found.tool])),
    findings: missing.map(
      (version) => `\`${uses}\` asks for ${action.title} ${version}${from}; ${machineHas(action, installed)}`,
    ),
    notices: moving.map(
      (one) =>
        `\`${uses}\` asks for ${action.title} ${shortened(one.version)}${from}: this machine's newest is ${one.found?.tool.version}`,
    ),
  }
}

/** A candidate may have written the file: what nobody would write is not looked at. */
const LONGEST = 200

function machineHas({ title }: ToolAction, installed: readonly InstalledTool[]): string {
  const versions = installed.map(({ version, flavour }) =>
    flavour !== undefined && /^[a-z]+$/.test(flavour) ? `${flavour} ${version}` : version,
  )
  const list = [...new Set(versions)].toSorted(byVersion)
  if (list.length === 0) return `this machine has no ${title}`
  const last = list.pop()
  return `this machine has ${list.length === 0 ? last : `${list.join(', ')} and ${last}`}`
}

function byVersion(one: string, other: string): number {
  const [a, b] = [semverOf(one), semverOf(other)]
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
  return newest([tool(a), tool(b)])?.version === a && a !== b ? 1 : a === b ? 0 : -1
}

function tool(version: string): InstalledTool {
  return { version, program: '', folders: [] }
}

/** A range comes out of a workflow, and may be anything. */
function shortened(version: string): string {
  return version.replace(/[`\s]+/g, ' ').slice(0, 60)
}

/** GitHub's word, and what else people write for it. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  amd64: 'x64',
  x86_64: 'x64',
  aarch64: 'arm64',
  ia32: 'x86',
}

function otherArchitecture(asked: string | undefined): string | undefined {
  if (asked === undefined || asked === '') return undefined
  const named = ARCHITECTURES[asked.toLowerCase()] ?? asked.toLowerCase()
  return named === ARCHITECTURE ? undefined : `${shortened(asked)}; this machine is ${ARCHITECTURE}`
}
