import { afterEach, beforeEach, expect, it } from 'vitest'
import { readRepository } from '../../../../src/commands/try/read-repository.ts'
import { chooseSetUp } from '../../../../src/commands/try/set-up/choose-set-up.ts'
import { type Adder, createAdder } from '../adder.ts'

let adder: Adder

beforeEach(async () => {
  adder = await createAdder()
})
afterEach(() => adder.remove())

async function chosenIn(files: Readonly<Record<string, string>>, asked?: readonly string[]) {
  await adder.commit(files)
  const repository = await readRepository({ path: adder.repository, ignoreUncommitted: false, except: [] })
  return chooseSetUp(repository, asked)
}

const SETTINGS = { '.github/speculate.yml': 'setup: [npm ci, npm run build]\n' }
const LOCK = { 'package-lock.json': '{}' }

it('R4: the settings at HEAD say what is installed', async () => {
  expect(await chosenIn({ ...SETTINGS, ...LOCK })).toEqual({
    commands: ['npm ci', 'npm run build'],
    offered: undefined,
  })
})

it('R4: --setup goes before them', async () => {
  expect(await chosenIn(SETTINGS, ['make deps'])).toEqual({ commands: ['make deps'], offered: undefined })
})

it('R4: a lock file alone runs nothing, and is offered as options', async () => {
  expect(await chosenIn(LOCK)).toEqual({
    commands: [],
    offered: '--setup "npm ci"',
  })
})

it('R4: what is offered names each command by an option of its own', async () => {
  expect(await chosenIn({ ...LOCK, 'go.sum': 'example.org/a v1.0.0 h1:x=\n' })).toEqual({
    commands: [],
    offered: '--setup "npm ci" --setup "go mod download"',
  })
})

it('R4: where there is neither, nothing is said', async () => {
  expect(await chosenIn({})).toEqual({ commands: [], offered: undefined })
})
