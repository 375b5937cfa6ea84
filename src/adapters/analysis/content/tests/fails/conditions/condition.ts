/** Conditions on which a test fails, in all their ways: each way is what holds then, all at once. */
export type Ways = readonly ReadonlySet<string>[]

/** Nobody writes a longer condition. */
const MAX_LENGTH = 400
const MAX_WAYS = 24
const STRING = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|${'`'}[^${'`'}]*${'`'}`
const TOKEN = new RegExp(String.raw`${STRING}|\|\||&&|[([{]|[)\]}]|\b(?:or|and|not)\b|!(?!=)|[\s\S]`, 'g')

/** Undefined where it is too long, or has too many ways. */
export function waysOf(condition: string, isDenied = false): Ways | undefined {
  if (condition.length > MAX_LENGTH) return undefined
  const ways = read(condition.trim(), isDenied)
  return ways?.map((one) => new Set(one)).filter((one) => !isImpossible(one))
}

/** What must hold for both. */
export function together(one: Ways, other: Ways): Ways | undefined {
  if (one.length * other.length > MAX_WAYS) return undefined
  return one.flatMap((a) => other.map((b) => new Set([...a, ...b]))).filter((all) => !isImpossible(all))
}

type Read = string[][] | undefined

function read(text: string, isDenied: boolean): Read {
  const parts = split(text, /^(?:\|\||or)$/)
  if (parts.length > 1) return isDenied ? all(parts, true) : any(parts, false)
  const both = split(text, /^(?:&&|and)$/)
  if (both.length > 1) return isDenied ? any(both, true) : all(both, false)
  const denied = /^(?:!(?!=)|not\b)\s*/.exec(text)?.[0]
  if (denied !== undefined && isOne(text.slice(denied.length)))
    return read(text.slice(denied.length), !isDenied)
  if (text.startsWith('(') && closing(text) === text.length - 1)
    return read(text.slice(1, -1).trim(), isDenied)
  const truth = constant(text)
  if (truth !== undefined) return truth === isDenied ? [] : [[]]
  return [[isDenied ? opposite(text) : text]]
}

function any(parts: readonly string[], isDenied: boolean): Read {
  const ways = parts.map((one) => read(one, isDenied))
  const found = ways.flatMap((one) => one ?? [])
  return ways.includes(undefined) || found.length > MAX_WAYS ? undefined : found
}

function all(parts: readonly string[], isDenied: boolean): Read {
  let ways: string[][] = [[]]
  for (const part of parts) {
    const own = read(part, isDenied)
    if (!own || ways.length * own.length > MAX_WAYS) return undefined
    ways = ways.flatMap((one) => own.map((more) => [...one, ...more]))
  }
  return ways
}

/** At the operators of the outermost level. */
function split(text: string, operator: RegExp): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (/^[([{]$/.test(token)) depth += 1
    else if (/^[)\]}]$/.test(token)) depth -= 1
    else if (depth === 0 && operator.test(token)) {
      parts.push(text.slice(start, index).trim())
      start = index + token.length
    }
  }
  parts.push(text.slice(start).trim())
  return parts
}

/** `!f(x).y`, and not `!a == b`. */
function isOne(text: string): boolean {
  return text !== '' && comparisonOf(text) === undefined
}

function closing(text: string): number {
  let depth = 0
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (/^[([{]$/.test(token)) depth += 1
    else if (/^[)\]}]$/.test(token) && --depth === 0) return index
  }
  return -1
}

function constant(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE|1|!0|!false)$/.test(text)) return true
  if (/^(?:false|False|FALSE|0|nil|null|None|NULL|!1|!true)$/.test(text)) return false
  if (SAME.test(text)) return true
  const { left, operator, right } = comparisonOf(text) ?? {}
  if (left !== undefined && left === right && /^[=!]==?$/.test(operator ?? ''))
    return operator?.startsWith('=')
  if (left === undefined || right === undefined || !VALUE.test(left) || !VALUE.test(right)) return undefined
  if (/^={2,3}$/.test(operator ?? '')) return left === right
  return /^!={1,2}$/.test(operator ?? '') ? left !== right : undefined
}

/** `errors.Is(err, err)`, `reflect.DeepEqual(got, got)`. */
const SAME =
  /^(?:\w+\.){0,3}(?:Is|equals?|Equals?|DeepEqual|equalFold|EqualFold|Same|same)\(([A-Za-z_][\w.]*),\s?\1\)$/

const VALUE = /^(?:-?\d[\d.]*|"[^"]*"|'[^']*')$/

export interface Comparison {
  readonly left: string
  readonly operator: string
  readonly right: string
}

/** `a != b`, at its outermost level. */
export function comparisonOf(text: string): Comparison | undefined {
  let depth = 0
  const tokens = [
    ...text.matchAll(
      new RegExp(String.raw`${STRING}|[([{]|[)\]}]|[=!]==?|<=>|[<>]=|[<>]{1,2}|->|=>|[\s\S]`, 'g'),
    ),
  ]
  for (const { 0: token, index } of tokens) {
    if (/^[([{]$/.test(token)) depth += 1
    else if (/^[)\]}]$/.test(token)) depth -= 1
    else if (depth === 0 && /^(?:[=!]==?|[<>]=?)$/.test(token) && token !== '=')
      return {
        left: text.slice(0, index).trim(),
        operator: token,
        right: text.slice(index + token.length).trim(),
      }
  }
  return undefined
}

const OPPOSITES: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}

function opposite(text: string): string {
  const { left, operator, right } = comparisonOf(text) ?? {}
  if (operator !== undefined) return `${left}${OPPOSITES[operator]}${right}`
  return `!${text}`
}

/** `n == 2` and `n != 2` never hold together. */
function isImpossible(all: ReadonlySet<string>): boolean {
  return [...all].some((one) => all.has(opposite(one)) || (one.startsWith('!') && all.has(one.slice(1))))
}
