import type { Node } from 'web-tree-sitter'
import { grammarOf } from '../../complexity/grammar.ts'
import { expandWord, type Scope } from './expand-word.ts'
import { isKnown, resolvePath, UNKNOWN } from './words.ts'

interface ShellCommand {
  /** As they are when it runs; `UNKNOWN` stands for what only a run can show. */
  readonly words: readonly string[]
  /** Where it runs, from the root of the repository; undefined where that cannot be told. */
  readonly folder: string | undefined
  readonly variables: ReadonlyMap<string, string>
  /** Of a here-document that it reads. */
  readonly input?: string
}

export interface ParsedScript {
  readonly commands: readonly ShellCommand[]
  /** Why not all of it could be read. */
  readonly problem: string | undefined
}

interface Start {
  readonly folder: string | undefined
  readonly variables: ReadonlyMap<string, string>
}

const MAX_CHARACTERS = 128 * 1024
const MAX_COMMANDS = 2_000
const MAX_MS = 2_000
const MAX_VALUES = 20

/** Every command of a script in a shell, whatever its conditions: a check may take any of its branches. Never throws. */
export async function parseScript(text: string, start: Start): Promise<ParsedScript> {
  if (text.length > MAX_CHARACTERS) return { commands: [], problem: 'it is too long to be read' }
  const grammar = await grammarOf('bash')
  const end = performance.now() + MAX_MS
  const tree = grammar.parse(text, () => performance.now() < end)
  if (!tree) return { commands: [], problem: 'it takes too long to be read' }
  const commands: ShellCommand[] = []
  try {
    const functions = tree.rootNode.descendantsOfType('function_definition')
    const own = new Set(functions.flatMap((one) => one?.childForFieldName('name')?.text ?? []))
    collect(
      tree.rootNode,
      { folder: start.folder, variables: new Map(start.variables) },
      { commands, own, end },
    )
    const full = commands.length >= MAX_COMMANDS || performance.now() >= end
    return { commands, problem: full ? 'it holds too many commands' : undefined }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { commands, problem: 'it is nested too deeply' }
  } finally {
    tree.delete()
  }
}

interface ScriptParts {
  readonly commands: ShellCommand[]
  /** Functions that the script defines: their bodies are read where they stand. */
  readonly own: ReadonlySet<string>
  readonly end: number
}

function collect(node: Node, scope: Scope, into: ScriptParts): void {
  if (into.commands.length >= MAX_COMMANDS || performance.now() >= into.end) return
  const read = Object.hasOwn(READERS, node.type) ? READERS[node.type] : undefined
  const inner = SUBSHELLS.has(node.type) ? { ...scope, variables: new Map(scope.variables) } : scope
  if (read) read(node, scope, into)
  else collectChildren(node, inner, into)
}

/** What changes in them does not change what follows. */
const SUBSHELLS = new Set(['subshell', 'command_substitution', 'process_substitution'])

const READERS: Readonly<Record<string, (node: Node, scope: Scope, into: ScriptParts) => void>> = {
  variable_assignment: assign,
  for_statement: repeat,
  redirected_statement: redirected,
  command: run,
  test_command: nested,
  heredoc_body: nested,
}

function collectChildren(node: Node, scope: Scope, into: ScriptParts): void {
  for (const child of node.namedChildren) if (child) collect(child, scope, into)
}

function assign(node: Node, scope: Scope, into: ScriptParts): void {
  const name = node.childForFieldName('name')
  const value = node.childForFieldName('value')
  if (value) nested(value, scope, into)
  if (name) scope.variables.set(name.text, value ? expandWord(value, scope) : '')
}

function repeat(node: Node, scope: Scope, into: ScriptParts): void {
  const name = node.childForFieldName('variable')?.text
  const body = node.childForFieldName('body')
  if (name === undefined || !body) {
    collectChildren(node, scope, into)
    return
  }
  const values = node.childrenForFieldName('value').flatMap((one) => (one ? [expandWord(one, scope)] : []))
  for (const value of values.length > 0 ? values.slice(0, MAX_VALUES) : [UNKNOWN]) {
    scope.variables.set(name, value)
    collect(body, scope, into)
  }
}

function redirected(node: Node, scope: Scope, into: ScriptParts): void {
  const before = into.commands.length
  collectChildren(node, scope, into)
  const body = node.descendantsOfType('heredoc_body')[0]
  const reader = into.commands[before]
  if (body && reader) into.commands[before] = { ...reader, input: body.text }
}

/** Commands within words: `$(…)` and the like. */
function nested(node: Node, scope: Scope, into: ScriptParts): void {
  for (const one of node.descendantsOfType('command_substitution')) if (one) collect(one, scope, into)
}

function run(node: Node, scope: Scope, into: ScriptParts): void {
  const name = node.childForFieldName('name')
  const passed = node.namedChildren.filter((child) => child?.type === 'variable_assignment')
  const here: Scope = { ...scope, variables: new Map(scope.variables) }
  for (const one of passed) if (one) assign(one, here, into)
  if (!name) return
  nested(node, scope, into)
  const parts = [name, ...node.childrenForFieldName('argument')]
  const words = parts.flatMap((part) => (part ? wordsOf(part, here) : []))
  const [program] = words
  if (program === undefined || into.own.has(program)) return
  if (program === 'cd' || program === 'pushd') move(words, scope)
  else if (program === 'popd') scope.folder = undefined
  else into.commands.push({ words, folder: scope.folder, variables: here.variables })
}

/** A variable that is not quoted may hold several words. */
function wordsOf(node: Node, scope: Scope): string[] {
  const text = expandWord(node, scope)
  const splits = node.type === 'simple_expansion' || node.type === 'expansion' || node.type === 'command_name'
  if (!splits) return [text]
  return text.split(/\s+/).filter((word) => word !== '')
}

function move(words: readonly string[], scope: Scope): void {
  const to = words.slice(1).find((word) => !/^-[LPe@]+$/.test(word) && word !== '--')
  scope.folder = to === undefined || !isKnown(to) ? undefined : resolvePath(scope.folder, to)
}
