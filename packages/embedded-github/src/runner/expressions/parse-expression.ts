import type { Value } from './value.ts'

export type BinaryOperator = '&&' | '||' | '==' | '!=' | '<' | '<=' | '>' | '>='

export type Expression =
  | { readonly kind: 'literal'; readonly value: Value }
  /** `github.event.action`, `matrix['node']`: always by fixed names. */
  | { readonly kind: 'path'; readonly segments: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    }

/** The expression cannot be read or is outside what this runner evaluates. The message names it. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
}

/** The text between `${{` and `}}`, or a bare `if`. Throws `ExpressionError`. */
export function parseExpression(text: string): Expression {
  const tokens = tokenize(text)
  const reader = new TokenReader(text, tokens)
  const expression = binaryFrom(reader, 0)
  reader.end()
  return expression
}

/** Deep nesting is no workflow anybody writes, and a parser that calls itself must end somewhere. */
const MAX_TOKENS = 500

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|(-?(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?))(?![\w.])|([a-z_][\w-]*)|(&&|\|\||==|!=|<=|>=|[!<>().,[\]]))/iy

type Token = { readonly kind: 'text' | 'number' | 'name' | 'sign'; readonly text: string }

function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  const pattern = new RegExp(TOKEN)
  const end = source.trimEnd().length
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex
    const match = pattern.exec(source)
    if (!match) throw new ExpressionError(`\`${source.trim()}\`: cannot read it from character ${at + 1}`)
    const [, text, number, name, sign] = match
    if (text !== undefined) tokens.push({ kind: 'text', text: text.slice(1, -1).replaceAll("''", "'") })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else tokens.push({ kind: 'sign', text: sign ?? '' })
    if (tokens.length > MAX_TOKENS) throw new ExpressionError('an expression is too long for this runner')
  }
  return tokens
}

class TokenReader {
  readonly #source: string
  readonly #tokens: readonly Token[]
  #position = 0

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source
    this.#tokens = tokens
  }

  next(): Token {
    const token = this.#tokens[this.#position]
    if (!token) throw this.problem('ends too early')
    this.#position += 1
    return token
  }

  /** Takes the next token when it is one of these signs. */
  take(...signs: readonly string[]): string | undefined {
    const token = this.#tokens[this.#position]
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return undefined
    this.#position += 1
    return token.text
  }

  expect(sign: string): void {
    if (!this.take(sign)) throw this.problem(`expected "${sign}"`)
  }

  end(): void {
    const token = this.#tokens[this.#position]
    if (token) throw this.problem(`unexpected "${token.text}"`)
  }

  problem(what: string): ExpressionError {
    return new ExpressionError(`\`${this.#source.trim()}\`: ${what}`)
  }
}

/** Loosest first. */
const PRECEDENCE: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
]

function binaryFrom(reader: TokenReader, level: number): Expression {
  const operators = PRECEDENCE[level]
  if (!operators) return unaryFrom(reader)
  let left = binaryFrom(reader, level + 1)
  for (;;) {
    const sign = reader.take(...operators)
    const operator = operators.find((known) => known === sign)
    if (!operator) return left
    left = { kind: 'binary', operator, left, right: binaryFrom(reader, level + 1) }
  }
}

function unaryFrom(reader: TokenReader): Expression {
  if (reader.take('!')) return { kind: 'not', operand: unaryFrom(reader) }
  if (!reader.take('(')) return operandFrom(reader)
  const inner = binaryFrom(reader, 0)
  reader.expect(')')
  return inner
}

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
])

function operandFrom(reader: TokenReader): Expression {
  const token = reader.next()
  if (token.kind === 'text') return { kind: 'literal', value: token.text }
  if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) }
  if (token.kind === 'sign') throw reader.problem(`unexpected "${token.text}"`)
  const word = WORDS.get(token.text)
  if (word !== undefined) return { kind: 'literal', value: word }
  if (reader.take('(')) return { kind: 'call', name: token.text, arguments: argumentsFrom(reader) }
  return { kind: 'path', segments: [token.text, ...segmentsFrom(reader)] }
}

function argumentsFrom(reader: TokenReader): Expression[] {
  if (reader.take(')')) return []
  const found = [binaryFrom(reader, 0)]
  while (reader.take(',')) found.push(binaryFrom(reader, 0))
  reader.expect(')')
  return found
}

function segmentsFrom(reader: TokenReader): string[] {
  const segments: string[] = []
  for (;;) {
    const sign = reader.take('.', '[')
    if (!sign) return segments
    const token = reader.next()
    if (token.kind !== (sign === '.' ? 'name' : 'text')) {
      throw reader.problem('only fixed names can follow "." and "[" in this runner')
    }
    if (sign === '[') reader.expect(']')
    segments.push(token.text)
  }
}
