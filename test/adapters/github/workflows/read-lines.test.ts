import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { zip } from '../../../../packages/embedded-github/src/operations/checks/zip.ts'
import { readLines } from '../../../../src/adapters/github/workflows/read-lines.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

async function wanted(bytes: Buffer | string, kind: 'archive' | 'log' = 'archive') {
  const path = join(await temporaryFolder(), 'logs')
  await writeFile(path, bytes)
  return Object.fromEntries(await readLines({ path, kind, lines: 'mark', names: ['one', 'two'] }))
}
const file = (name: string, text: string) => ({ name, content: Buffer.from(text) })

it('of each log that is asked for, the lines that hold the word', async () => {
  const archive = zip([
    file('0_one.txt', 'first\nmark 1\nno\n\nmark 2'),
    file('1_two.txt', 'nothing\n'),
    file('2_three.txt', 'mark of a job that nobody asked about\n'),
    file('one/1_a step.txt', 'mark of a step\n'),
  ])
  expect(await wanted(archive)).toEqual({ one: 'mark 1\nmark 2', two: '' })
})

it('a name that is there twice says nothing', async () => {
  expect(await wanted(zip([file('0_one.txt', 'mark 1'), file('1_one.txt', 'mark 2')]))).toEqual({})
})

it('a log by itself has no name', async () => {
  expect(await wanted('a\nmark 1\r\nb', 'log')).toEqual({ '': 'mark 1\r' })
})

it.each([
  ['no archive', Buffer.from('mark '.repeat(100))],
  ['an archive that is cut off', zip([file('0_one.txt', 'mark 1')]).subarray(20)],
])('%s has no logs', async (_, bytes) => {
  expect(await wanted(bytes)).toEqual({})
})

it('S4: a log that is too large when it is unpacked is left out, and the others are read', async () => {
  const archive = zip([file('0_one.txt', 'mark\n'.repeat(14_000_000)), file('1_two.txt', 'mark 2')])
  expect(await wanted(archive)).toEqual({ two: 'mark 2' })
})

it('S4: a log of nothing but ends of lines is read like any other', async () => {
  expect(await wanted(`${'\n'.repeat(20_000_000)}mark 1`, 'log')).toEqual({ '': 'mark 1' })
})
