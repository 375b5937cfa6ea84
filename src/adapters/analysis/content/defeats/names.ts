import { squeezed, textOf } from '../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../syntax/syntax-node.ts'

/** What a file calls things that tests rely on. */
export interface Names {
  /** The object that every script sees: `globalThis` and what else it is called here. */
  readonly globals: ReadonlySet<string>
  readonly process: ReadonlySet<string>
  /** What tests compare with, and modules of the language that everything uses. */
  readonly libraries: ReadonlySet<string>
  /** Constants that are texts, and what is put together of texts. */
  readonly texts: ReadonlyMap<string, string>
  /** Names whose texts are made in a way that hides what they are. */
  readonly hidden: ReadonlySet<string>
}

const LIBRARY =
  /^(?:node:)?(?:assert(?:\/strict)?|test)$|^(?:chai|expect|vitest|sinon|should|power-assert|uvu\/assert|ava|tap|tape|mocha|jest|@jest\/(?:globals|expect)|@vitest\/expect|builtins|pytest|_pytest(?:\.\w+)*|unittest(?:\.\w+)*|nose)$/
const GLOBAL =
  /^\(*(?:globalThis|global|window|self|root)(?: as \w+)?\)*$|^\(?(?:new )?Function\(["'`]return this["'`]\)\(\)\)?|^\(*(?:function\(\)\{return this\}|\(\)=>this)\)\(|\(0,eval\)\(["'`]this["'`]\)/
const MAX_NAMES = 2_000

interface MutableNames {
  readonly globals: Set<string>
  readonly process: Set<string>
  readonly libraries: Set<string>
  readonly texts: Map<string, string>
  readonly hidden: Set<string>
}

export function namesOf({ source, root }: { readonly source: string; readonly root: SyntaxNode }): Names {
  const names: MutableNames = {
    globals: new Set(['globalThis', 'global', 'window', 'self']),
    process: new Set(['process']),
    libraries: new Set(),
    texts: new Map(),
    hidden: new Set(),
  }
  const open: SyntaxNode[] = [root]
  let count = 0
  for (let node = open.pop(); node && count < MAX_NAMES; node = open.pop()) {
    if (/^(?:import_statement|import_from_statement)$/.test(node.type)) imported(source, node, names)
    else if (node.type === 'variable_declarator' || node.type === 'assignment') {
      count += 1
      given(source, node, names)
    }
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at]
      if (child) open.push(child)
    }
  }
  return names
}

/** Both of JavaScript and of Python. */
function imported(source: string, node: SyntaxNode, { libraries, process }: MutableNames): void {
  const text = textOf(source, node).slice(0, 2_000)
  const [, module = ''] =
    /(?:from|import)\s{0,20}["'`]([^"'`\n]{1,100})["'`]/.exec(text) ??
    /^from\s+([\w.]{1,100})\s/.exec(text) ??
    []
  if (module !== '') {
    const own = text.replace(/["'`][^"'`]*["'`]/g, ' ').replace(/^from\s+[\w.]+/, ' ')
    const words = own.match(/[A-Za-z_$][\w$]*/g) ?? []
    if (/^(?:node:)?process$/.test(module)) for (const one of words) process.add(one)
    if (LIBRARY.test(module)) for (const one of words) libraries.add(one)
    return
  }
  // Python's `import a, b as c`.
  for (const [, name = '', alias] of text.matchAll(/([\w.]{1,100})(?:\s+as\s+(\w{1,100}))?/g))
    if (LIBRARY.test(name)) libraries.add(alias ?? name)
}

function given(source: string, node: SyntaxNode, names: MutableNames): void {
  const name = squeezed(textOf(source, childOf(node, 'name', 'left'))).slice(0, 300)
  const value = squeezed(textOf(source, childOf(node, 'value', 'right'))).slice(0, 600)
  if (value === '') return
  const [, named = ''] =
    /\b(?:require|import|import_module|__import__|createRequire\([^()]{0,100}\))\(((?:["'`][^"'`]{1,100}["'`]\s?\+?\s?){1,10})\)/.exec(
      value,
    ) ?? []
  const module = writtenOut(named.replace(/\s?\+\s?/g, '+'))
  if (module !== undefined && LIBRARY.test(module))
    for (const one of name.match(/[A-Za-z_$][\w$]*/g) ?? []) names.libraries.add(one)
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return
  if (GLOBAL.test(value) || names.globals.has(value)) names.globals.add(name)
  if (names.process.has(value) || /^\w+\.process$/.test(value)) names.process.add(name)
  if (names.libraries.has(value.replace(/\..*$/s, '')) && /^[\w$.]+$/.test(value)) names.libraries.add(name)
  const text = writtenOut(value)
  if (text !== undefined) names.texts.set(name, text)
  else if (isHidden(value)) names.hidden.add(name)
}

/** `'ex' + 'pect'` is a text as well. */
export function writtenOut(value: string): string | undefined {
  const parts = /^(?:["'`][^"'`\\$]{0,200}["'`](?:\+|$)){1,20}$/.test(value)
    ? value.match(/["'`][^"'`]*["'`]/g)
    : null
  return parts?.map((one) => one.slice(1, -1)).join('')
}

/** A name like that is not written for readers. */
export function isHidden(value: string): boolean {
  return /\batob\(|fromCharCode|Buffer\.from\(["'`]|["'`\]]\.(?:join|reverse|split)\(|b64decode|\bchr\(|bytes\.fromhex/.test(
    value,
  )
}
