import { expect, it } from 'vitest'
import { cutIntoTurns, type Turn } from '../../../../src/adapters/storage/embedded/cut-into-turns.ts'

const message = (type: string, body: string) => {
  const bytes = Buffer.from(`${type}....${body}`)
  bytes.writeInt32BE(bytes.length - type.length, type.length)
  return bytes
}
const GREETING = message('', 'hello')
const QUERY = message('Q', 'begin')
const STATEMENT = [
  message('P', 'select $1'),
  message('B', 'x'.repeat(300)),
  message('E', ''),
  message('S', ''),
]
const END = message('X', '')

const TURNS: readonly Turn[] = [
  { kind: 'ask', bytes: GREETING },
  { kind: 'ask', bytes: QUERY },
  { kind: 'ask', bytes: Buffer.concat(STATEMENT) },
  { kind: 'ask', bytes: QUERY },
  { kind: 'end' },
]
const ALL = Buffer.concat([GREETING, QUERY, ...STATEMENT, QUERY, END])

it.each([1, 2, 3, 7, 100, ALL.length])(
  'the messages of a statement are one turn, in pieces of %i bytes',
  (size) => {
    const cut = cutIntoTurns()
    const turns: Turn[] = []
    for (let start = 0; start < ALL.length; start += size)
      turns.push(...cut(ALL.subarray(start, start + size)))
    expect(turns).toEqual(TURNS)
  },
)

it('what is not whole waits for the rest', () => {
  const cut = cutIntoTurns()
  expect(cut(Buffer.concat([GREETING, QUERY, ...STATEMENT.slice(0, 2)]))).toEqual(TURNS.slice(0, 2))
  expect(cut(Buffer.concat(STATEMENT.slice(2)))).toEqual(TURNS.slice(2, 3))
})
