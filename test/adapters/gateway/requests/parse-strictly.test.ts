import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseStrictly } from '../../../../src/adapters/gateway/requests/parse-strictly.ts'

const names = fc.oneof(fc.string(), fc.constantFrom('a', '"', '\\', ':', '{', '}', '\\"', '\u00e9', '\u0000'))
const values = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), fc.string(), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(
    names.filter((name) => name !== '__proto__'),
    tie('value'),
    { maxKeys: 4, noNullPrototype: true },
  ),
})).object
/**
 * Node 24's own `JSON.parse` now and then reads a name that holds an escape as another of its length, where an object before it had that one.
 * What is passed on is what was read, so the judge and the provider see the same; but it is not always what was written.
 */
const hasEscapedName = (text: string) => /"(?:[^"\\]|\\.)*\\(?:[^"\\]|\\.)*"\s*:/.test(text)
const hasProto = (value: unknown) => JSON.stringify(value).includes('"__proto__":')

it('any object is read as it was written, with any space between', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      fc.pre(!hasProto(value) && !hasEscapedName(JSON.stringify(value)))
      const body = JSON.parse(JSON.stringify(value))
      expect(parseStrictly(Buffer.from(JSON.stringify(value, null, space)))).toEqual({ kind: 'parsed', body })
    }),
  )
})

it('a name that stands twice in any object is refused, however it is escaped', () => {
  fc.assert(
    fc.property(values, names, fc.boolean(), (value, name, escaped) => {
      fc.pre(!hasProto(value) && name !== '__proto__')
      const units = Array.from({ length: name.length }, (_, at) =>
        name.charCodeAt(at).toString(16).padStart(4, '0'),
      )
      const again = escaped ? `"${units.map((unit) => `\\u${unit}`).join('')}"` : JSON.stringify(name)
      const text = `{"x":[{${JSON.stringify(name)}:${JSON.stringify(value)}, ${again} :1}]}`
      expect(parseStrictly(Buffer.from(text))).toMatchObject({
        kind: 'refused',
        detail: expect.stringContaining('is written twice'),
      })
    }),
  )
})
