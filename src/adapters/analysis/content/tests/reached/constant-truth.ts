/** Nobody writes a longer condition of constants. */
const MAX_LENGTH = 300
const TOKEN =
  /\s*(===|!==|==|!=|<=|>=|&&|\|\||[<>!()]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|``|-?\d[\w.]*|[A-Za-z_][\w.]*|[\s\S])/y

type Value = string | number | boolean | null | undefined

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['YES', true],
  ['false', false],
  ['False', false],
  ['null', null],
  ['nil', null],
  ['None', null],
  ['NULL', null],
  ['nullptr', null],
  ['undefined', null],
  ['NaN', Number.NaN],
])

/**
 * Whether a condition holds whatever the program does, judged from constants alone; undefined where that depends on something:
 * `false && ready` never does, `1 == 2` neither.
 */
export function constantTruth(condition: string): boolean | undefined {
  if (condition.length > MAX_LENGTH) return undefined
  const tokens = tokensOf(condition)
  const state = { tokens, at: 0 }
  const known = either(state)
  return state.at === tokens.length && known ? truth(known.value) : undefined
}

interface State {
  readonly tokens: readonly string[]
  at: number
}

/** Undefined means unknown. */
type KnownValue = { readonly value: Value } | undefined

function tokensOf(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(TOKEN, 'gy'))].map(([, token]) => token ?? '').filter(Boolean)
}

const truth = (value: Value) => Boolean(value)

function either(state: State): KnownValue {
  let left = both(state)
  while (/^(?:\|\||or)$/.test(state.tokens[state.at] ?? '')) {
    state.at += 1
    const right = both(state)
    left = left && right ? (truth(left.value) ? left : right) : holding(left, right, true)
  }
  return left
}

function both(state: State): KnownValue {
  let left = denied(state)
  while (/^(?:&&|and)$/.test(state.tokens[state.at] ?? '')) {
    state.at += 1
    const right = denied(state)
    left = left && right ? (truth(left.value) ? right : left) : holding(left, right, false)
  }
  return left
}

/** One side is enough where it decides. */
function holding(left: KnownValue, right: KnownValue, deciding: boolean): KnownValue {
  return [left, right].find((one) => one && truth(one.value) === deciding)
}

function denied(state: State): KnownValue {
  const token = state.tokens[state.at]
  if (token === '!' || token === 'not') {
    state.at += 1
    const inner = token === 'not' ? denied(state) : value(state)
    return inner && { value: !truth(inner.value) }
  }
  return compared(state)
}

const COMPARE: Readonly<Record<string, (a: never, b: never) => boolean>> = {
  '==': (a, b) => a === b,
  '===': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '!==': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function compared(state: State): KnownValue {
  const left = value(state)
  const compare = COMPARE[state.tokens[state.at] ?? '']
  if (!compare) return left
  state.at += 1
  const right = value(state)
  if (!left || !right || typeof left.value !== typeof right.value) return undefined
  return { value: compare(left.value as never, right.value as never) }
}

/** What is not a constant is skipped, up to what joins it with the rest. */
function value(state: State): KnownValue {
  const token = state.tokens[state.at] ?? ''
  if (token === '(') {
    state.at += 1
    const inner = either(state)
    if (state.tokens[state.at] !== ')') return pass(state)
    state.at += 1
    return isJoined(state) ? inner : pass(state)
  }
  if (token === '!') return denied(state)
  if (token === 'void') return pass(state) ?? { value: null }
  state.at += 1
  const known = constant(token)
  return isJoined(state) ? known : pass(state)
}

const JOINS = /^(?:===|!==|==|!=|<=|>=|&&|\|\||[<>)]|and|or)$/

function isJoined({ tokens, at }: State): boolean {
  return at >= tokens.length || JOINS.test(tokens[at] ?? '')
}

function pass(state: State): undefined {
  let depth = 0
  for (; state.at < state.tokens.length; state.at += 1) {
    const token = state.tokens[state.at] ?? ''
    if (depth === 0 && JOINS.test(token)) return undefined
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
  }
  return undefined
}

function constant(token: string): KnownValue {
  if (WORDS.has(token)) return { value: WORDS.get(token) }
  if (/^["'`]/.test(token)) return { value: token.slice(1, -1) }
  const number = /^-?\d/.test(token) ? Number(token.replace(/_/g, '')) : Number.NaN
  return Number.isNaN(number) ? undefined : { value: number }
}
