import { afterEach, expect, it } from 'vitest'
import { findPastRunner, findRunner } from '../../../../src/commands/backtest/set-up/find-runner.ts'
import { type Files, type TinyRepository, tinyRepository } from '../../../adapters/proof/tiny-repository.ts'

let repository: TinyRepository
afterEach(() => repository.remove())

async function runnerIn(files: Files, command?: string) {
  repository = await tinyRepository(files)
  return findRunner(repository.folder, command)
}

const scripts = (some: Readonly<Record<string, string>>): Files => ({
  'package.json': JSON.stringify({ name: 'a', scripts: some }),
})

it('a command that calls a known runner is that runner', async () => {
  const runner = await runnerIn(scripts({ test: 'npm run unit', unit: 'mocha --exit' }), 'npm test')
  expect(runner).toMatchObject({ name: 'mocha', files: 'mocha --exit --reporter tap "$@"' })
})

it('tests of a past commit are run as they were then', async () => {
  await runnerIn(scripts({ test: 'mocha' }))
  const later = await repository.commit(scripts({ test: 'vitest run' }))
  expect(await findPastRunner(repository.folder, repository.base)).toMatchObject({ name: 'mocha' })
  expect(await findPastRunner(repository.folder, later)).toMatchObject({ name: 'vitest' })
  const none = await repository.commit(scripts({ test: 'run-everything' }))
  expect(await findPastRunner(repository.folder, none)).toBeUndefined()
})

it('where the checks cannot be followed, what is usual there is', async () => {
  const elsewhere = 'on: pull_request\njobs:\n  t:\n    uses: a/b/.github/workflows/t.yml@v1\n'
  const files = { ...scripts({ test: 'tape test/*.js' }), '.github/workflows/t.yml': elsewhere }
  expect(await runnerIn(files)).toMatchObject({ name: 'tape' })
})

it.each([
  ['npm test', '--command "npm test -- {files}"'],
  ['make check', '--command "make check FILES={files}"'],
  ['./all', '--command "./all {files}"'],
])('for %s it says where files could go', async (command, words) => {
  await expect(runnerIn(scripts({ test: 'run-everything' }), command)).rejects.toThrow(words)
})

it.each([
  [scripts({ test: 'run-everything' }), '--command "npm test -- {files}"'],
  [{ 'all.sh': '' }, '--command "./run-tests {files}"'],
])('where no runner is found the example is of the kind of the repository', async (files, words) => {
  await expect(runnerIn(files)).rejects.toThrow(words)
})
