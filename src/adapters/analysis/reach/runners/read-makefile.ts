import { isKnown, unknown } from '../shell/words.ts'

export interface Rule {
  readonly targets: readonly string[]
  readonly prerequisites: readonly string[]
  readonly recipe: readonly string[]
}

export interface Makefile {
  readonly rules: readonly Rule[]
  /** As written; the last assignment counts, and of additions all. */
  readonly variables: ReadonlyMap<string, string>
  readonly includes: readonly string[]
  /** It defines rules in ways that cannot be read without running it. */
  readonly isDynamic: boolean
}

const MAX_LINES = 20_000
const ASSIGNMENT = /^(?:override |export |private )*\s*([\w.%-]+)\s*(\+|\?|:{0,3}|!)=\s*(.*)$/

/** Both branches of every condition count. */
export function readMakefile(text: string): Makefile {
  const rules: { targets: string[]; prerequisites: string[]; recipe: string[] }[] = []
  const variables = new Map<string, string>()
  const includes: string[] = []
  let isDynamic = false
  let current: (typeof rules)[number] | undefined
  let defining: string | undefined
  for (const line of logicalLines(text).slice(0, MAX_LINES)) {
    if (defining !== undefined) {
      if (/^\s*endef\b/.test(line)) defining = undefined
      else variables.set(defining, `${variables.get(defining) ?? ''}${line}\n`)
      continue
    }
    if (line.startsWith('\t')) {
      current?.recipe.push(line.slice(1))
      continue
    }
    const plain = line.replace(/(^|[^\\])#.*$/, '$1').trimEnd()
    if (plain.trim() === '') continue
    const [word = '', ...rest] = plain.trim().split(/\s+/)
    if (/^(ifeq|ifneq|ifdef|ifndef|else|endif|undefine|vpath|unexport)$/.test(word)) continue
    if (/^[-s]?include$/.test(word)) {
      includes.push(...rest)
      continue
    }
    if (word === 'define') {
      defining = rest[0] ?? ''
      variables.set(defining, '')
      continue
    }
    const [, name = '', operator, value = ''] = ASSIGNMENT.exec(plain) ?? []
    if (name !== '') {
      variables.set(name, operator === '+' ? `${variables.get(name) ?? ''} ${value}` : value)
      continue
    }
    if (/\$[({](eval|foreach|call)\b/.test(plain)) isDynamic = true
    current = readRule(plain)
    if (current) rules.push(current)
  }
  return { rules, variables, includes, isDynamic }
}

function logicalLines(text: string): string[] {
  return text.replace(/\\\r?\n[ \t]*/g, ' ').split(/\r?\n/)
}

function readRule(
  line: string,
): { targets: string[]; prerequisites: string[]; recipe: string[] } | undefined {
  const at = line.indexOf(':')
  if (at < 1 || line.startsWith('export')) return undefined
  const [head = '', ...recipe] = line
    .slice(at)
    .replace(/^:{1,2}/, '')
    .split(';')
  // `target: VARIABLE = value` belongs to the target.
  const isAssignment = /^\s*[\w.-]+\s*[:+?]?=/.test(head)
  return {
    targets: split(line.slice(0, at)),
    prerequisites: isAssignment ? [] : split(head.replace('|', ' ')),
    recipe: recipe.length > 0 ? [recipe.join(';').trim()] : [],
  }
}

function split(text: string): string[] {
  return text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** The text with `$(NAME)` replaced; functions and what is not assigned are not known. `used` collects the names. */
export function expandMake(
  text: string,
  variables: ReadonlyMap<string, string>,
  used: Set<string>,
  depth = 0,
): string {
  if (depth > 10 || !text.includes('$')) return text
  let out = ''
  let at = 0
  while (at < text.length) {
    const dollar = text.indexOf('$', at)
    if (dollar < 0) break
    out += text.slice(at, dollar)
    const next = text[dollar + 1]
    if (next === '$') {
      out += '$'
      at = dollar + 2
    } else if (next === '(' || next === '{') {
      const end = closing(text, dollar + 1)
      out += reference(text.slice(dollar + 2, end), variables, used, depth)
      at = end + 1
    } else {
      out += unknown(text.slice(dollar, dollar + 2))
      at = dollar + 2
    }
    if (out.length > 20_000) return unknown(text)
  }
  return out + text.slice(at)
}

function closing(text: string, open: number): number {
  const [opens, closes] = text[open] === '(' ? ['(', ')'] : ['{', '}']
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === opens) depth += 1
    else if (text[at] === closes && --depth === 0) return at
  }
  return text.length
}

/** Functions that write a line and run nothing, unless what they write is known only by running something. */
const SAYS = /^(?:info|warning|error)\s/

function reference(
  inner: string,
  variables: ReadonlyMap<string, string>,
  used: Set<string>,
  depth: number,
): string {
  if (inner === 'MAKE') return 'make'
  if (inner === 'CURDIR') return '.'
  for (const [, name = ''] of inner.matchAll(/\$[({]([\w.-]{1,100})[)}]/g)) used.add(name)
  const name = inner.replace(/:.*$/, '')
  const unseen = unknown(`$(${inner})`)
  if (SAYS.test(inner)) return isKnown(expandMake(inner, variables, used, depth + 1)) ? '' : unseen
  if (!/^[\w.%-]+$/.test(name)) return unseen
  used.add(name)
  const value = variables.get(name)
  if (value === undefined) return /^[A-Z_]*(FLAGS|ARGS|OPTS|OPTIONS)$/.test(name) ? '' : unseen
  return inner === name ? expandMake(value, variables, used, depth + 1) : unseen
}
