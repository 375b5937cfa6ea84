import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { locksOf } from '../../../../src/commands/backtest/set-up/locks-of.ts'
import { type TinyRepository, tinyRepository } from '../../../adapters/proof/tiny-repository.ts'

let repository: TinyRepository
afterEach(() => repository.remove())

it('a release and a description install nothing else; a dependency and a lock do', async () => {
  const manifest = { name: 'a', version: '1.0.0', devDependencies: { tape: '^5' } }
  const text = (some: object) => JSON.stringify({ ...manifest, ...some })
  repository = await tinyRepository({ 'package.json': text({}), 'src/a.js': '1\n' })
  const locks = async (files: Readonly<Record<string, string>>) =>
    locksOf(join(repository.folder, '.git'), await repository.commit(files))
  const first = await locks({ 'src/a.js': '2\n' })
  expect(await locks({ 'package.json': text({ version: '1.0.1', description: 'adds' }) })).toBe(first)
  expect(await locks({ 'package.json': text({ devDependencies: { tape: '^6' } }) })).not.toBe(first)
  expect(await locks({ 'package.json': text({ scripts: { postinstall: 'x' } }) })).not.toBe(first)
  expect(await locks({ 'yarn.lock': 'a\n' })).not.toBe(first)
  expect(await locks({ 'package.json': '{' })).not.toBe(first)
})
