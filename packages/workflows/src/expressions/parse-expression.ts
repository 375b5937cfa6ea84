import { type Expr, Lexer, Parser, wellKnownFunctions } from '@actions/expressions'
import { MAX_EXPRESSION_LENGTH } from '@actions/expressions/errors'
import { type Token, TokenType } from '@actions/expressions/lexer'

/** The expression cannot be read or evaluated. The message names it. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
}

/** Functions that ask for the state of the run. */
export const STATUS_FUNCTIONS: readonly string[] = ['success', 'failure', 'always', 'cancelled']

/** docs.github.com, "Contexts reference". */
export const CONTEXTS: readonly string[] = [
  ...['github', 'env', 'vars', 'job', 'jobs', 'steps', 'runner', 'secrets', 'strategy', 'matrix', 'needs'],
  'inputs',
]

/** Left to right, a chain of operators nests as deep as it is long, and what evaluates it calls itself. */
const MAX_TOKENS = 500
const TOO_LONG = 'too long to be evaluated here'

/** The text between `${{` and `}}`, or a bare `if`. Throws `ExpressionError`. */
export function parseExpression(text: string): Expr {
  try {
    const tokens = tokensOf(text)
    const functions = STATUS_FUNCTIONS.map((name) => ({ name, minArgs: 0, maxArgs: 0 }))
    return new Parser(tokens, [...CONTEXTS], [...functions, HASH_FILES]).parse()
  } catch (error) {
    throw new ExpressionError(`\`${text.trim().slice(0, 200)}\`: ${reasonOf(error)}`)
  }
}

const HASH_FILES = { name: 'hashFiles', minArgs: 1, maxArgs: 255 }

function tokensOf(text: string): Token[] {
  if (text.length > MAX_EXPRESSION_LENGTH) throw new Error(TOO_LONG)
  const { tokens } = new Lexer(text).lex()
  if (tokens.length > MAX_TOKENS) throw new Error(TOO_LONG)
  if (tokens.length === 1) throw new Error('An expression was expected')
  const unknown = tokens.find((token, index) => isCall(token, tokens[index + 1]) && !isFunction(token.lexeme))
  if (unknown) throw new Error(`Unrecognized function: '${unknown.lexeme}'`)
  return tokens.map(withAllQuotes)
}

function isCall(token: Token, next: Token | undefined): boolean {
  return token.type === TokenType.IDENTIFIER && next?.type === TokenType.LEFT_PAREN
}

/** The parser looks for its functions in an object, where it finds `constructor` as well. */
function isFunction(name: string): boolean {
  const known = name.toLowerCase()
  return Object.hasOwn(wellKnownFunctions, known) || STATUS_FUNCTIONS.includes(known) || known === 'hashfiles'
}

/** The lexer replaces only the first of several doubled quotes. */
function withAllQuotes(token: Token): Token {
  if (token.type !== TokenType.STRING) return token
  return { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
}

/** In GitHub's words, without the expression, which the lexer repeats. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/\. Located at position [\s\S]*$/, '').slice(0, 200)
}
