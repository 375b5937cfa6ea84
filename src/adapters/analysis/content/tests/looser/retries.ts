import { squeezed, textOf } from '../../../syntax/source.ts'
import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Link } from '../assertions/chain.ts'
import type { Marker } from '../test-file.ts'

const OPTION = /(?:^|[{,])["']?(?:retry|retries|flakyRetries)["']?:(?!(?:0|false|undefined)[,}])[^,}]{1,60}/
const DECORATOR =
  /@(?:\w+\.){0,4}(?:flaky|reruns?|retry|retries|retry_on_\w+|rerun_on_\w+|flaky_test)\b(?:\([^@]{0,120}?\))?/g
const CALL =
  /^(?:pytest\.mark\.(?:flaky|reruns?)|jest\.retryTimes|this\.retries|(?:test|it)(?:\.describe)?\.configure|Cypress\.config)$/

/** `it('…', { retry: 9 }, …)`: a test that is run again when it fails says that it passes, once it does so by chance. */
export function retriesOfOptions(source: string, options: readonly SyntaxNode[]): string[] {
  return options
    .filter(({ type }) => type === 'object')
    .flatMap((one) => OPTION.exec(squeezed(textOf(source, one)))?.[0].replace(/^[{,]/, '') ?? [])
}

/** `@pytest.mark.flaky(reruns=9)`. */
export function retriesOfDecorators(head: string): string[] {
  return [...head.matchAll(DECORATOR)].map(([text]) => text.slice(0, 120))
}

/** `jest.retryTimes(9)`, `this.retries(9)`. */
export function retriesOfCall(links: readonly Link[]): string[] {
  const name = links.map((one) => one.name).join('.')
  const args = links.at(-1)?.args?.join(',') ?? ''
  if (!CALL.test(name) || /^0?$/.test(args)) return []
  if (/configure|config$/.test(name) && !/\b(?:retries|retry)\b/.test(args)) return []
  return [`${name}(${args})`.slice(0, 120)]
}

/** The key is what the names of tests in the group begin with. */
export function retriesOf(
  groups: readonly string[],
  retries: readonly string[] = [],
  line: number,
): Marker[] {
  const key = groups.map((one) => `${one} › `).join('')
  return retries.map((one) => ({ key, line, says: `${groups.join(' › ')} ${one}`.trim() }))
}
