import { fields, list, type ScriptedReply } from './scripted-model/dialect.ts'
import type { ScriptedCall } from './scripted-model.ts'

export interface WholeFile {
  /** Relative to the work tree. */
  readonly path: string
  readonly text: string
  /** Some agents must read a file before they may write over it. */
  readonly isThere: boolean
}

/**
 * The tool calls, one after the other, with which an agent writes whole files: each agent has tools of its own, and names
 * them in every call of its model. Empty for an agent that has none of those known here.
 */
export function writeFiles(call: ScriptedCall, files: readonly WholeFile[]): readonly ScriptedReply[] {
  const tools = toolsOf(call)
  const writer = WRITERS.find(({ tool, custom }) => tools.get(tool) === custom)
  return writer === undefined ? [] : files.flatMap((file) => writer.calls(file))
}

/** The tool call that makes an agent run a shell command. */
export function runCommand(call: ScriptedCall, command: string): ScriptedReply | undefined {
  const tools = toolsOf(call)
  const shell = SHELLS.find(({ tool }) => tools.has(tool))
  return shell && { tool: shell.tool, input: shell.input(command) }
}

interface Writer {
  readonly tool: string
  /** Whether it takes plain text. */
  readonly custom: boolean
  readonly calls: (file: WholeFile) => readonly ScriptedReply[]
}

const WRITERS: readonly Writer[] = [
  // codex
  {
    tool: 'apply_patch',
    custom: true,
    calls: (file) => [{ custom: 'apply_patch', input: patchOf(file) }],
  },
  // opencode, to models that know how to patch
  {
    tool: 'apply_patch',
    custom: false,
    calls: (file) => [{ tool: 'apply_patch', input: { patchText: patchOf(file) } }],
  },
  // claude
  {
    tool: 'Write',
    custom: false,
    calls: ({ path, text, isThere }) => [
      ...(isThere ? [{ tool: 'Read', input: { file_path: path } }] : []),
      { tool: 'Write', input: { file_path: path, content: text } },
    ],
  },
  // gemini
  {
    tool: 'write_file',
    custom: false,
    calls: ({ path, text }) => [{ tool: 'write_file', input: { file_path: path, content: text } }],
  },
  // opencode, to all other models
  {
    tool: 'write',
    custom: false,
    calls: ({ path, text, isThere }) => [
      ...(isThere ? [{ tool: 'read', input: { filePath: path } }] : []),
      { tool: 'write', input: { filePath: path, content: text } },
    ],
  },
]

const SHELLS = [
  { tool: 'exec_command', input: (cmd: string) => ({ cmd }) },
  { tool: 'Bash', input: (command: string) => ({ command, description: 'run a command' }) },
  { tool: 'bash', input: (command: string) => ({ command, description: 'run a command' }) },
  { tool: 'run_shell_command', input: (command: string) => ({ command }) },
]

/** In the words of `apply_patch`, where a file is written as a whole by adding it. */
function patchOf({ path, text }: WholeFile): string {
  const lines = text.replace(/\n$/, '').split('\n')
  return [
    '*** Begin Patch',
    `*** Add File: ${path}`,
    ...lines.map((line) => `+${line}`),
    '*** End Patch',
    '',
  ].join('\n')
}

/** The tools that a call offers, and for each whether it takes plain text. */
function toolsOf({ body }: ScriptedCall): ReadonlyMap<string, boolean> {
  const tools = list(body.tools)
    .map(fields)
    .flatMap((tool) => [tool, fields(tool.function), ...list(tool.functionDeclarations).map(fields)])
  return new Map(
    tools.flatMap(({ name, type }) => (typeof name === 'string' ? [[name, type === 'custom']] : [])),
  )
}
