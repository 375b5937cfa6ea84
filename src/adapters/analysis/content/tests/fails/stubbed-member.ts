import type { Link } from '../assertions/chain.ts'

/** `tea.cups`, which Ruby calls without brackets; at the end also by its last name alone, for whatever object it is of. */
export function membersIn(text: string): string[] {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
  return [...plain.slice(0, 1_000).matchAll(/(?<![\w.])([@\w$]+(?:\.[\w$]+[?!]?)+)/g)].flatMap(
    ([, one = '']) => [one, `any.${one.slice(one.lastIndexOf('.') + 1)}`],
  )
}

/**
 * The member of an object that is given another answer: `allow(tea).to receive(:cups)`, `tea.stubs(:cups)`,
 * `doReturn(5).when(lamp).watts()`; undefined where it is said otherwise.
 */
export function stubbedMember(links: readonly Link[], at: number): string | undefined {
  const { name = '', args = [] } = links[at] ?? {}
  const [first = ''] = args
  const member = /^:([A-Za-z_]\w*[?!]?)$/.exec(first)?.[1]
  if (member !== undefined && /^(?:stubs?|define_singleton_method)$/.test(name)) {
    const object = links
      .slice(0, at)
      .map((one) => one.name)
      .join('.')
    return /any_instance$/.test(object) ? `any.${member}` : `${object}.${member}`
  }
  const isMockito =
    name === 'when' &&
    links.some((one) => /^do(?:Return|Answer|Nothing|Throw|CallRealMethod)$/.test(one.name))
  const called = links[at + 1]?.name
  if (isMockito && called !== undefined && /^\w+$/.test(first)) return `${first}.${called}`
  return undefined
}

/** `allow(tea).to receive(:cups)`, seen from the whole. */
export function allowedMember(links: readonly Link[]): string | undefined {
  const [allow, to] = links
  if (!allow || !/^(?:allow|expect|allow_any_instance_of|expect_any_instance_of)$/.test(allow.name))
    return undefined
  const [object = ''] = allow.args ?? []
  const member = /^receive[ (]{1,2}:([A-Za-z_]\w*[?!]?)/.exec(to?.args?.[0] ?? '')?.[1]
  if (member === undefined || to?.name !== 'to' || /and_call_original/.test(to.args?.[0] ?? ''))
    return undefined
  if (/any_instance/.test(allow.name)) return `any.${member}`
  return /^[@\w]+$/.test(object) ? `${object}.${member}` : undefined
}
