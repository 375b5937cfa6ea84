import { textOf } from '../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../syntax/syntax-node.ts'
import type { Defeat, ProductFile } from './find-defeats.ts'

const ENDINGS = /^(?:abort|exit|_exit|_Exit|quick_exit|__assert_fail|__assert_rtn|__assert)$/
/** Where there is no library, or this is the library, somebody has to define them. */
const IS_LIBRARY =
  /(?:^|[/._-])(?:libc|newlib|musl|crt\d?|syscalls?|startup|boot|kernel|arch|freestanding|embedded|bsp|hal|firmware|sysdeps)(?:[/._-]|$)/i
const FAULTS =
  /\b(?:bsd_|sysv_)?(?:signal|sigset|sigaction)\s{0,5}\(\s{0,5}SIG(?:ABRT|SEGV|BUS|FPE|ILL|IOT)\b[^;]{0,200}/g
const SUCCEEDS = /\b(?:_?exit|_Exit|quick_exit)\s{0,5}\(\s{0,5}(?:0|EXIT_SUCCESS)\s{0,5}\)/

/** A failed assertion of C ends the process by a function or a signal: who takes either decides how tests end. */
export function endsOfC({ path, source, root, grammar }: ProductFile): readonly Defeat[] {
  if (grammar !== 'cpp' || IS_LIBRARY.test(path)) return []
  const functions = new Map<string, SyntaxNode>()
  const found: Defeat[] = []
  const open: SyntaxNode[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'function_definition') {
      const name = nameOf(source, node)
      functions.set(name, node)
      if (ENDINGS.test(name) && !/^[^({]{0,200}\bstatic\b/.test(textOf(source, node)))
        found.push({ what: 'hides-failure', key: `defines ${name}`, line: node.line })
    } else if (HOLD_FUNCTIONS.test(node.type)) open.push(...node.children)
  }
  return [...found, ...handlers(source, functions)]
}

/** Only functions of the whole program count: one in a namespace or a class is another function. */
const HOLD_FUNCTIONS = /^(?:translation_unit|linkage_specification|preproc_\w+|declaration_list)$/

function nameOf(source: string, node: SyntaxNode): string {
  let declarator = childOf(node, 'declarator')
  while (declarator && /^pointer|^reference/.test(declarator.type))
    declarator = childOf(declarator, 'declarator')
  return textOf(source, childOf(declarator, 'declarator')).slice(0, 100)
}

function handlers(source: string, functions: ReadonlyMap<string, SyntaxNode>): readonly Defeat[] {
  return [...source.matchAll(FAULTS)].flatMap(({ 0: text, index }): Defeat[] => {
    const given = [...text.matchAll(/\w+/g)].map(([word]) => word)
    const handled = /sigaction/.test(text)
      ? [...source.matchAll(/\.sa_(?:handler|sigaction)\s{0,5}=\s{0,5}&?(\w{1,80})/g)].map(
          ([, name = '']) => name,
        )
      : []
    const isSuccess = [...given, ...handled].some((name) =>
      SUCCEEDS.test(textOf(source, functions.get(name))),
    )
    const line = source.slice(0, index).split('\n').length
    return isSuccess ? [{ what: 'hides-failure', key: text.slice(0, 100), line }] : []
  })
}
