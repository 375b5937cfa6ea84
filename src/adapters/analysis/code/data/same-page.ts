import { isReadByTools } from '../comments/is-read-by-tools.ts'

/** A piece of a page: what it is made of, or a program in it. */
export type Piece =
  | { readonly kind: 'markup'; readonly text: string }
  | { readonly kind: 'script' | 'style'; readonly language: string; readonly text: string }

export interface Page {
  readonly pieces: readonly Piece[]
  readonly hasComments: boolean
}

/** A page or document of HTML or XML without the comments that nothing reads; undefined where what is a comment cannot be told. */
export function readPage(path: string, source: string): Page | undefined {
  if (UNSURE.test(source)) return undefined
  const pieces: Piece[] = []
  const isXml = !/\.(?:html?|vue|svelte)$/i.test(path)
  let markup = ''
  let hasComments = false
  let at = 0
  while (at < source.length) {
    const next = source.indexOf('<', at)
    if (next === -1) break
    markup += source.slice(at, next)
    const whole = heldAt(source, next, isXml)
    if (whole === 'unsure') return undefined
    at = next + (whole?.length ?? 1)
    const program = whole?.startsWith('<!') ? undefined : whole && PROGRAM.exec(whole)
    if (whole?.startsWith('<!--') && !isReadByTools(whole, path)) hasComments = true
    else if (program) {
      const [, head = '', name = '', , text = '', tail = ''] = program
      pieces.push({ kind: 'markup', text: markup + head })
      pieces.push({
        kind: name.toLowerCase() === 'style' ? 'style' : 'script',
        language: languageIn(head, name),
        text,
      })
      markup = tail
    } else markup += whole ?? '<'
  }
  pieces.push({ kind: 'markup', text: markup + source.slice(at) })
  return { pieces, hasComments }
}

/** Templates of other kinds, and texts whose blanks count. */
const UNSURE =
  /\blang=["']?(?:pug|jade|haml|slm)|<%|<\?(?!xml)|<(?:pre|textarea|xmp|plaintext|listing)\b|xml:space|^---/i

const PROGRAM = /^(<(script|style)\b((?:[^>"']|"[^"]*"|'[^']*')*)>)([\s\S]*)(<\/(?:script|style)\s*>)$/i

/** The comment, program or section of data that begins here. */
function heldAt(source: string, at: number, isXml: boolean): string | 'unsure' | undefined {
  const head = source.slice(at, at + 10).toLowerCase()
  if (head.startsWith('<!--')) return upTo(source, at, '-->', 4)
  if (head.startsWith('<![cdata[')) return upTo(source, at, ']]>', 9)
  if (isXml) return undefined
  const [, name] = /^<(script|style)[\s>]/.exec(head) ?? []
  return name === undefined ? undefined : upTo(source, at, new RegExp(`</${name}\\s{0,9}>`, 'i'), 7)
}

function upTo(source: string, at: number, close: string | RegExp, skip: number): string {
  const rest = source.slice(at + skip)
  const found = typeof close === 'string' ? rest.indexOf(close) : rest.search(close)
  if (found === -1) return 'unsure'
  const length = typeof close === 'string' ? close.length : (close.exec(rest)?.[0].length ?? 0)
  return source.slice(at, at + skip + found + length)
}

/** As its attributes say; empty where it is what a page has by default. */
function languageIn(head: string, name: string): string {
  const said = /\b(?:lang|type)\s*=\s*["']?([\w/+.-]{1,60})/i.exec(head)?.[1]?.toLowerCase() ?? ''
  const usual =
    name.toLowerCase() === 'style'
      ? ['', 'css', 'text/css', 'postcss']
      : ['', 'module', 'js', 'text/javascript', 'application/javascript']
  return usual.includes(said) ? '' : said
}

/** Without empty lines and the ends of lines; what stands before a line is kept. */
export function essenceOfMarkup(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
}
