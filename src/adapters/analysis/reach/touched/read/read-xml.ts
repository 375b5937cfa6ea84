import type { Mapping } from '../../files/read-data.ts'

interface Element {
  readonly name: string
  readonly children: Map<string, unknown[]>
  text: string
}

const TAG = /^<(\/?)([\w.:-]{1,200})([^<>]*?)(\/?)>/
const MAX_DEPTH = 200

/** Elements by their names, several of one name as a list; undefined for what is not well-formed or declares entities. */
export function readXml(source: string): Mapping | undefined {
  const root: Element = { name: '', children: new Map(), text: '' }
  const open = [root]
  let at = 0
  while (at < source.length) {
    const top = open.at(-1)
    if (!top) return undefined
    const next = source.indexOf('<', at)
    if (next < 0) break
    top.text += source.slice(at, next)
    const skipped = skip(source, next)
    if (skipped === 'refused') return undefined
    if (skipped) {
      top.text += skipped.text
      at = skipped.end
      continue
    }
    const end = source.indexOf('>', next)
    const tag = end < 0 ? null : TAG.exec(source.slice(next, end + 1))
    if (!tag || open.length > MAX_DEPTH) return undefined
    const [all, closes, name = '', attributes = '', isEmpty] = tag
    if (closes) {
      if (top.name !== name || open.length === 1) return undefined
      open.pop()
    } else {
      const element: Element = { name, children: new Map(), text: '' }
      if (attributes.trim() !== '') element.children.set('@', [attributes.trim()])
      add(top, element)
      if (!isEmpty) open.push(element)
    }
    at = next + all.length
  }
  return open.length === 1 ? firstChild(root) : undefined
}

function skip(source: string, at: number): { end: number; text: string } | 'refused' | undefined {
  if (source.startsWith('<!--', at)) return upTo(source, at, '-->')
  if (source.startsWith('<?', at)) return upTo(source, at, '?>')
  if (source.startsWith('<![CDATA[', at)) {
    const found = upTo(source, at, ']]>')
    return found === 'refused' ? found : { ...found, text: source.slice(at + 9, found.end - 3) }
  }
  return source.startsWith('<!', at) ? 'refused' : undefined
}

function upTo(source: string, at: number, mark: string): { end: number; text: string } | 'refused' {
  const end = source.indexOf(mark, at)
  return end < 0 ? 'refused' : { end: end + mark.length, text: '' }
}

function add({ children }: Element, element: Element): void {
  const known = children.get(element.name)
  if (known) known.push(element)
  else children.set(element.name, [element])
}

function firstChild(root: Element): Mapping | undefined {
  const [elements] = root.children.values()
  const [first] = elements ?? []
  const value = isElement(first) ? contentOf(first) : undefined
  return typeof value === 'object' && value !== null ? { ...value } : undefined
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && 'children' in value
}

function contentOf({ children, text }: Element): unknown {
  if (children.size === 0) return text.trim()
  return Object.fromEntries(
    Array.from(children, ([name, all]) => {
      const values = all.map((one) => (isElement(one) ? contentOf(one) : one))
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}
