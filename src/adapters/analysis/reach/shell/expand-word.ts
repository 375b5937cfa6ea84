import type { Node } from 'web-tree-sitter'
import { isKnown, ROOT, UNKNOWN, unknown } from './words.ts'

export interface Scope {
  /** From the root of the repository; undefined once it cannot be told. */
  folder: string | undefined
  readonly variables: Map<string, string>
}

/** What a word becomes, as far as that can be told without running anything. */
export function expandWord(node: Node, scope: Scope): string {
  switch (node.type) {
    case 'word':
    case 'number':
    case 'variable_name':
      return plainText(node.text)
    case 'command_name':
    case 'concatenation':
      return node.children.map((child) => (child ? expandWord(child, scope) : '')).join('')
    case 'raw_string':
      return node.text.slice(1, -1)
    case 'ansi_c_string':
      return node.text.slice(2, -1)
    case 'string':
    case 'translated_string':
      return quotedText(node, scope)
    case 'string_content':
      return node.text.replace(/\\(["\\$`])/g, '$1').replace(/\\\n/g, '')
    case 'simple_expansion':
      return variableOf(node.namedChildren[0]?.text ?? '', scope)
    case 'expansion':
      return expanded(node, scope)
    case 'command_substitution':
      return substituted(node, scope)
    default:
      return node.isNamed ? unknown(node.text) : node.text
  }
}

/** White space between the parts of a string belongs to no node. */
function quotedText(node: Node, scope: Scope): string {
  let text = ''
  let end = node.startIndex + 1
  for (const child of node.namedChildren) {
    if (!child) continue
    text += node.text.slice(end - node.startIndex, child.startIndex - node.startIndex)
    text += expandWord(child, scope)
    end = child.endIndex
  }
  return text + node.text.slice(end - node.startIndex, -1)
}

function plainText(text: string): string {
  return text.replace(/\\\r?\n/g, '').replace(/\\(.)/g, '$1')
}

function variableOf(name: string, { variables }: Scope): string {
  if (name === 'PWD') return '.'
  if (name === 'GITHUB_WORKSPACE') return ROOT
  const value = variables.get(name)
  return value === undefined || value === UNKNOWN ? unknown(`$${name}`) : value
}

/** `${X}`, and of `${X:-default}` the default where X is not known. */
function expanded(node: Node, scope: Scope): string {
  const [name, fallback] = node.namedChildren
  if (!name || (name.type !== 'variable_name' && name.type !== 'special_variable_name')) {
    return node.text.includes('BASH_SOURCE') ? variableOf('0', scope) : unknown(node.text)
  }
  const operator = node.children.find((child) => child && /^:?[-=]$/.test(child.type))
  const value = variableOf(name.text, scope)
  if (!fallback) return node.childCount === 3 ? value : unknown(node.text)
  return operator && !isKnown(value) ? expandWord(fallback, scope) : operator ? value : unknown(node.text)
}

/** The few ways in which scripts say where they lie. */
function substituted(node: Node, scope: Scope): string {
  const said = node.text
    .replace(/\s+/g, ' ')
    .replace(/^(\$\(|`) ?/, '')
    .replace(/ ?(\)|`)$/, '')
  if (said === 'pwd') return '.'
  if (said === 'git rev-parse --show-toplevel') return ROOT
  const words = node.descendantsOfType('command').flatMap((one) => (one ? [commandWords(one, scope)] : []))
  const [first, second, third] = words
  const [name, ...rest] = first ?? []
  const last = rest.at(-1)
  if (last === undefined) return unknown(node.text)
  if (name === 'dirname' && words.length === 1) return folderOf(last)
  if ((name === 'realpath' || name === 'readlink') && words.length === 1) return last
  const prints = (one: readonly string[] | undefined) =>
    one === undefined || /^(pwd|dirname)$/.test(one[0] ?? '')
  return name === 'cd' && prints(second) && prints(third) ? last : unknown(node.text)
}

function commandWords(command: Node, scope: Scope): string[] {
  const parts = [command.childForFieldName('name'), ...command.childrenForFieldName('argument')]
  return parts.flatMap((part) => (part ? [expandWord(part, scope)] : []))
}

function folderOf(path: string): string {
  if (!isKnown(path)) return path
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '.' : path.slice(0, slash) || '/'
}
