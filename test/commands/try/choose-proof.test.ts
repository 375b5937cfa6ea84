import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hostAsSandbox } from '../../../src/adapters/sandbox/host-as-sandbox.ts'
import type { Sandbox } from '../../../src/adapters/sandbox/sandbox.ts'
import { readVerifier } from '../../../src/commands/try/checks/read-verifier.ts'
import { chooseProof } from '../../../src/commands/try/choose-proof.ts'
import { readRepository } from '../../../src/commands/try/read-repository.ts'
import type { TryOptions } from '../../../src/commands/try/try.ts'
import { type Adder, createAdder } from './adder.ts'

const CI = `on: pull_request
jobs:
  test: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: npm test }] }
`
const SANDBOX: Sandbox = { ...hostAsSandbox, kind: 'bubblewrap' }
const NONE: Sandbox = { ...SANDBOX, missing: async () => 'bubblewrap is missing' }

let adder: Adder
beforeEach(async () => {
  adder = await createAdder()
})
afterEach(() => adder.remove())

interface Given {
  readonly files?: Readonly<Record<string, string>>
  readonly verify?: readonly string[]
  readonly sandbox?: Sandbox
}

async function choose(
  options: Pick<TryOptions, 'proof' | 'proofCommand'>,
  { files = {}, verify = [], sandbox = SANDBOX }: Given = {},
) {
  await adder.commit({ '.github/workflows/ci.yml': CI, ...files })
  const repository = await readRepository({ path: adder.repository, ignoreUncommitted: false, except: [] })
  const verifier = await readVerifier(repository, verify)
  return chooseProof({ options, repository, verifier, sandbox })
}

describe('whether try runs the tests of candidates on each other', () => {
  it.each([
    ['by what the workflows run', []],
    ['by what --verify runs', ['node --test']],
  ])('is decided %s, without a word of anybody', async (_, verify) => {
    const { asked, line, whyNot } = await choose({}, { verify })
    expect(asked.proof).toEqual({ required: false, minutes: 5, mutants: 0 })
    expect(line).toContain('by node:test')
    expect(whyNot).toBeUndefined()
  })

  it('is no where it is not known how, and the line says how to say it', async () => {
    const { asked, line } = await choose({}, { verify: ['make check'] })
    expect(asked).toEqual({})
    expect(line).toContain('not run on each other')
    expect(line).toContain('`--proof-command`')
  })

  it('takes a command of the command line', async () => {
    const { asked } = await choose({ proofCommand: 'make check FILES={files}' }, { verify: ['make check'] })
    expect(asked.proof).toMatchObject({ command: 'make check FILES={files}' })
  })

  it('keeps what the settings say of it, but for the workflow, which GitHub would run', async () => {
    const settings = 'proof:\n  required: true\n  minutes: 2\n  workflow: speculate-proof.yml\n'
    const { asked } = await choose({}, { files: { '.github/speculate.yml': settings } })
    expect(asked.proof).toEqual({ required: true, minutes: 2, mutants: 0 })
  })

  it('is what the settings say where they say no', async () => {
    const files = { '.github/speculate.yml': 'proof: false\n' }
    expect((await choose({}, { files })).asked).toEqual({})
  })

  it('is yes where the command line says it, against the settings', async () => {
    const files = { '.github/speculate.yml': 'proof: false\n' }
    expect((await choose({ proof: true }, { files })).asked.proof).toBeDefined()
  })

  it.each([
    ['no sandbox can be made', NONE],
    ['agents run without one', hostAsSandbox],
  ])('is no where %s', async (_, sandbox) => {
    expect((await choose({}, { sandbox })).asked).toEqual({})
  })

  it('is still asked for by settings that ask for it, so that the verdict says why there is none', async () => {
    const { asked } = await choose({}, { files: { '.github/speculate.yml': 'proof: true\n' }, sandbox: NONE })
    expect(asked.proof).toBeDefined()
  })

  it.each<[string, Pick<TryOptions, 'proof' | 'proofCommand'>, Given]>([
    ['a command without a place for files', { proofCommand: 'make check' }, {}],
    ['yes and no', { proof: false, proofCommand: 'node --test' }, {}],
    ['what cannot be done', { proof: true }, { verify: ['make check'] }],
  ])('is refused for %s', async (_, options, given) => {
    await expect(choose(options, given)).rejects.toThrow(/named files|exclude|no tests can be run/)
  })
})
