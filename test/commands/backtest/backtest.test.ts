import { afterEach, expect, it, vi } from 'vitest'
import { backtest } from '../../../src/commands/backtest/backtest.ts'
import {
  ADDER,
  RIGHT,
  type TinyRepository,
  testOf,
  tinyRepository,
} from '../../adapters/proof/tiny-repository.ts'

let repository: TinyRepository

afterEach(async () => {
  vi.restoreAllMocks()
  await repository.remove()
})

it('an interrupted backtest prints what was judged by then', async () => {
  repository = await tinyRepository({ ...ADDER, 'package.json': '{ "type": "module" }\n' })
  const first = await repository.commit(
    { 'src/add.js': RIGHT, 'test/a.test.js': testOf('1, 1', 'a') },
    'Fix a',
  )
  await repository.commitOn(
    first,
    { 'src/add.js': `${RIGHT}export const b = 1\n`, 'test/b.test.js': testOf('1, 1', 'b') },
    'Fix b',
  )
  const interrupt = new AbortController()
  let printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    if (String(text).includes('left out')) interrupt.abort(new Error('interrupted'))
    return true
  })
  const options = { repo: repository.folder, unconfined: true, json: true, setup: 'exit 1' }
  const ended = backtest({ ...options, command: 'node --test {files}' }, interrupt.signal)
  await expect(ended).rejects.toThrow('interrupted')
  expect(JSON.parse(printed).fixes).toMatchObject([{ subject: 'Fix b', kind: 'left' }])
})
