import { z } from 'zod'
import { ToolchainName } from '../../domain/candidate/candidate.ts'
import type { ParseResult } from '../../domain/parse-result.ts'
import { Ceilings, ModelBudget, ModelPrice, type PriceTable } from '../../domain/run/budget.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { PRESETS } from './preset-toolchains.ts'
import { WORKFLOW_KEYS, WorkflowToolchain, workflowKeyProblems } from './workflow-toolchain.ts'

/** What this process itself is trusted with never goes to an agent, not even by the operator's mistake (T2, T7). */
const OURS = /^(?:APP_ID|PRIVATE_KEY|WEBHOOK_SECRET|DATABASE_URL|GITHUB_|GH_|SPECULATE_)/

const VariableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'letters, digits and "_" only')
  .refine((name) => name !== 'HOME' && name !== 'TMPDIR', 'is set by speculate for every attempt')
  .refine((name) => !OURS.test(name), 'belongs to speculate itself and is never given to an agent')

const HomePath = z
  .string()
  .regex(
    /^(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/,
    'a path below the HOME, without ".."',
  )

/** Whose model an agent uses. The gateway holds the key; the agent gets an address inside its sandbox and a dummy. */
const Provider = z.strictObject({
  base_url: z
    .url({ protocol: /^https?$/ })
    .describe('Address of the provider, without the path that the agent itself appends'),
  key: VariableName.describe("Name of this process's variable that holds the real key"),
  header: z
    .enum(['authorization', 'x-api-key', 'x-goog-api-key'])
    .describe('Header in which the provider expects the key; `authorization` as a bearer token'),
  token: VariableName.optional().describe(
    "Name of this process's variable with a token of a subscription, used as a bearer token where the key is not set",
  ),
  login: z
    .strictObject({
      of: z.literal('codex').describe('`auth.json` in CODEX_HOME or `~/.codex`'),
      base_url: z.url({ protocol: /^https?$/ }).describe('Where a log-in by subscription is good'),
    })
    .optional()
    .describe('Log-in on this machine that `try` and `toolchains` use where the key is not set'),
})

/** What an attempt may use of the machine. */
export const SandboxLimits = z.strictObject({
  memory_mb: z.int().min(64).max(1_000_000).default(2_048).describe('Memory of all its processes together'),
  processes: z.int().min(8).max(10_000).default(256).describe('Processes and threads at the same time'),
  disk_mb: z
    .int()
    .min(16)
    .max(1_000_000)
    .default(4_096)
    .describe('Disk that it may fill, work tree included'),
})
export type SandboxLimits = z.infer<typeof SandboxLimits>

const Keys = z.strictObject({
  kind: z
    .enum(['acp', 'command'])
    .describe('acp: speaks the Agent Client Protocol on stdio; command: reads the brief, leaves files, ends'),
  command: z.array(z.string().min(1).max(4_000)).min(1).describe('Program and arguments, without a shell'),
  environment: z
    .array(VariableName)
    .describe(
      "Names of this process's variables that the agent gets; it gets no others. Their values are secrets, but for names of settings, as `NODE_ENV` or `AWS_REGION`",
    ),
  set: z.record(VariableName, z.string()).describe('Variables with the value the agent gets'),
  home_files: z
    .record(HomePath, z.string().max(65_536))
    .optional()
    .describe('Files to write into the empty HOME of every attempt, for agents that are set up by a file'),
  session_meta: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('acp only: `_meta` of the session, where some agents take their settings'),
  session_cwd: z
    .string()
    .startsWith('{worktree}')
    .max(200)
    .optional()
    .describe('acp only: how the session is told its work tree; otherwise `{worktree}`'),
  model: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Name of the model; `{model}` in `command`, `set` and `home_files`'),
  other_models: z
    .enum(['pass', 'refuse'])
    .optional()
    .describe(
      'What becomes of calls on other models than `model`; otherwise those under `prices` are passed on',
    ),
  provider: Provider.optional().describe(
    'Provider behind the model gateway; `{gateway}` in `set` and `home_files` is its address inside the sandbox',
  ),
  budget: ModelBudget.optional().describe('The most an attempt may use, whatever a repository asks for'),
  concurrency: z
    .int()
    .min(1)
    .max(64)
    .optional()
    .describe('How many attempts of this toolchain run at the same time on this machine'),
  limits: SandboxLimits.optional().describe('What an attempt may use of the machine'),
  readable: z
    .array(z.string().startsWith('/').max(1_000))
    .max(50)
    .optional()
    .describe('Folders of this machine that the agent may read, besides the system and its own program'),
  package: z
    .string()
    .regex(
      /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*@\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/,
      'a package and its exact version, as in `opencode-ai@1.18.33`',
    )
    .max(200)
    .optional()
    .describe(
      'npm package, with its exact version, that holds the program; `speculate toolchains --install` fetches it',
    ),
  install: z.string().max(400).optional().describe('What to do when the program is missing'),
})

/** How an agent is started. `{worktree}` and, for kind `command`, `{brief}` in the command stand for paths; `{home}` in `set`. */
export const Toolchain = Keys.extend({
  environment: Keys.shape.environment.default([]),
  set: Keys.shape.set.default({}),
})
export type Toolchain = z.infer<typeof Toolchain>

/** By name. */
export const presetToolchains: ReadonlyMap<ToolchainName, Toolchain> = new Map(
  Object.entries(PRESETS).map(([name, preset]) => [name, Toolchain.parse(preset)]),
)

const NAMES = [...presetToolchains.keys()].join(', ')

/** What an operator may write of a toolchain; a preset needs only its name (`codex: {}`), and may be changed key by key. */
const ToolchainKeys = Keys.extend({
  kind: z
    .enum([...Keys.shape.kind.options, 'workflow'])
    .describe(`${Keys.shape.kind.description}; workflow: a workflow of the repository, dispatched on GitHub`),
  ...WORKFLOW_KEYS,
})
  .partial()
  .nullable()
  .transform((toolchain) => toolchain ?? {})

const File = z.strictObject({
  toolchains: z
    .record(ToolchainName, ToolchainKeys)
    .default({})
    .superRefine((toolchains, context) => {
      for (const [name, keys] of Object.entries(toolchains)) {
        for (const { key, message } of workflowKeyProblems(keys))
          context.addIssue({ code: 'custom', path: [name, key], message })
        const { kind, command, workflow } = keys
        if (kind === 'workflow') {
          if (workflow !== undefined) continue
          const message = 'needs "workflow", the file to dispatch, because it is of kind "workflow"'
          context.addIssue({ code: 'custom', path: [name], message })
          continue
        }
        if (presetToolchains.has(name) || (kind !== undefined && command !== undefined)) continue
        const message = `needs "kind" and "command", because it is not one of the presets (${NAMES})`
        context.addIssue({ code: 'custom', path: [name], message })
      }
    })
    .superRefine((toolchains, context) => {
      for (const [name, { environment = [], provider }] of Object.entries(toolchains)) {
        const { key: ownKey, token } = { ...presetToolchains.get(name)?.provider, ...provider }
        const key = [ownKey, token].find((one) => one !== undefined && environment.includes(one))
        if (key === undefined) continue
        const message = `gives the agent the key of its provider, which only the gateway may hold; remove ${key}`
        context.addIssue({ code: 'custom', path: [name, 'environment'], message })
      }
    }),
  prices: z
    .record(z.string().min(1).max(200), ModelPrice)
    .default({})
    .describe("What models cost, by the provider's name of the model"),
  budget: Ceilings.default({ attempt: {}, speculation: {}, repository_day: {} }).describe(
    'The most that any repository may spend; the lower of its own limit and this one holds',
  ),
})

/** Whatever writes candidates: an agent on this machine, or a workflow of the repository. */
export type AnyToolchain = Toolchain | WorkflowToolchain

/** The operator's file. */
export interface ToolchainsFile {
  readonly toolchains: ReadonlyMap<ToolchainName, AnyToolchain>
  readonly prices: PriceTable
  readonly ceilings: Ceilings
}

/** Reads the operator's `toolchains.yml` into complete toolchains, in the file's order. Never throws. */
export function parseToolchains(text: string | undefined, file: string): ParseResult<ToolchainsFile> {
  const parsed = parseYaml(File, text ?? '', file)
  if (!parsed.ok) return parsed
  const complete = Object.entries(parsed.value.toolchains).map(
    ([name, toolchain]): [ToolchainName, AnyToolchain] => [
      name,
      toolchain.kind === 'workflow'
        ? WorkflowToolchain.parse(toolchain)
        : Toolchain.parse({ ...presetToolchains.get(name), ...toolchain }),
    ],
  )
  const { prices, budget } = parsed.value
  return { ok: true, value: { toolchains: new Map(complete), prices, ceilings: budget } }
}
