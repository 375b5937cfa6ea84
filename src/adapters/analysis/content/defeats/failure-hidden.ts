import { squeezed, textOf } from '../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../syntax/syntax-node.ts'
import { isChain, linksOf } from '../tests/assertions/chain.ts'
import { type Names, writtenOut } from './names.ts'

const ENDS = /^(?:exit|reallyExit|abort|kill|emit|exitCode)$/

/** A runner whose process cannot end with a failure any more: `process.exit = () => {}`, by whatever name; undefined for nearly all. */
export function failureHidden(
  source: string,
  node: SyntaxNode,
  { process, globals, texts }: Names,
): string | undefined {
  const isOfProcess = (text: string) =>
    process.has(text) || (text.endsWith('.process') && globals.has(text.slice(0, -'.process'.length)))
  const named = (text: string) => texts.get(text) ?? writtenOut(text) ?? ''
  if (/^assignment/.test(node.type)) {
    const left = squeezed(textOf(source, childOf(node, 'left'))).slice(0, 200)
    const [, object = '', member, computed] =
      /^(.{1,120}?)(?:\.([\w$]{1,60})|\[([^[\]]{1,100})\])$/.exec(left) ?? []
    const name = member ?? named(computed ?? '')
    // Setting the exit code is its purpose.
    return isOfProcess(object) && name !== 'exitCode' && ENDS.test(name) ? `${left} =` : undefined
  }
  if (!isChain(node)) return undefined
  const links = linksOf(source, node)
  const name = links.map((one) => one.name).join('.')
  const [first = '', second = ''] = links.at(-1)?.args ?? []
  if (
    !/^(?:Object\.(?:defineProperty|assign)|Reflect\.(?:set|defineProperty))$/.test(name) ||
    !isOfProcess(first)
  )
    return undefined
  const isEnd = second.startsWith('{')
    ? /[{,](?:exit|reallyExit|abort|emit|exitCode)[:(,}]/.test(second)
    : ENDS.test(named(second))
  return isEnd ? `${name}(${first}, ${second.slice(0, 60)})` : undefined
}
