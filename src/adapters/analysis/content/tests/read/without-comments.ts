import type { TestLanguage } from './languages.ts'

/** The same text with comments blanked, so that offsets and lines stay: a test that is commented out is gone. */
export function withoutComments(text: string, comments: TestLanguage['comments']): string {
  const token = TOKENS[comments]
  return text.replace(token, (part) => (isString(part) ? part : part.replace(/[^\n]/g, ' ')))
}

function isString(part: string): boolean {
  return /^["'`]/.test(part)
}

const QUOTED = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`
const TOKENS: Record<TestLanguage['comments'], RegExp> = {
  // A template may hold what looks like a comment; a lone backtick is passed over.
  slashes: new RegExp(
    String.raw`${QUOTED}|${'`'}(?:[^${'`'}\\]|\\[\s\S])*${'`'}|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`,
    'g',
  ),
  hash: new RegExp(String.raw`"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|${QUOTED}|#[^\n]*`, 'g'),
  both: new RegExp(String.raw`${QUOTED}|\/\/[^\n]*|#(?!\[)[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`, 'g'),
}
