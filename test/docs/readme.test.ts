import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseIssueBlock, parseSettings } from '../../src/config/repository.ts'
import { presetToolchains } from '../../src/config/toolchains/toolchains.ts'
import { MAX_CANDIDATES } from '../../src/domain/candidate/candidate.ts'
import { Settings } from '../../src/domain/settings.ts'
import { SCENARIOS } from '../../src/sample/scenarios.ts'
import { chooseToolchains } from '../../src/stages/plan/choose-toolchains.ts'
import { MAX_DEFAULT_CANDIDATES } from '../../src/stages/plan/default-strategies.ts'
import { runHere } from '../commands/run-here.ts'

const root = join(import.meta.dirname, '../..')
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const readme = textOf('README.md')
/** Sentences go over lines. */
const prose = readme.replace(/\s+/g, ' ')
const manifest = JSON.parse(textOf('package.json'))
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five']

/** What a sentence of the README says at the places in question; fails where the sentence is another one by now. */
function said(pattern: RegExp): readonly string[] {
  const found = pattern.exec(prose)
  expect(found, `the README no longer says ${pattern}`).not.toBeNull()
  return found?.slice(1) ?? []
}

const helpOf = async (...command: string[]) => (await runHere([...command, '--help'])).stdout

describe('what the README says of a run is what the program does', () => {
  it('no more strategies than it says, in settings, issues and plans alike', () => {
    const [most = ''] = said(/plans up to (\w+) different ways/)
    expect(WORDS.indexOf(most)).toBe(MAX_CANDIDATES)
    const named = (count: number) =>
      `candidates:\n${Array.from({ length: count }, (_, at) => `  - { id: way-${at}, strategy: "try ${at}" }\n`).join('')}`
    const block = (count: number) =>
      parseIssueBlock(`\`\`\`speculate\n${named(count)}\`\`\`\n`, 1)?.ok ?? false
    expect([parseSettings(named(MAX_CANDIDATES)).ok, block(MAX_CANDIDATES)]).toEqual([true, true])
    expect([parseSettings(named(MAX_CANDIDATES + 1)).ok, block(MAX_CANDIDATES + 1)]).toEqual([false, false])
  })

  it('as many candidates as agents are named, and three of a single one', () => {
    const [least = '', most = '', alone = ''] = said(
      /(\w+) to (\w+) agents write one candidate each, a single one writes (\w+)\./,
    )
    expect(WORDS.indexOf(least.toLowerCase())).toBe(2)
    expect(WORDS.indexOf(most)).toBe(MAX_DEFAULT_CANDIDATES)
    const written = (count: number) =>
      chooseToolchains({
        asked: ['codex', 'claude', 'gemini', 'opencode'].slice(0, count),
        settings: Settings.parse({}),
        toolchains: [],
      }).candidates
    expect([1, 2, 3, 4].map(written)).toEqual([WORDS.indexOf(alone), 2, 3, 4])
  })

  it('tests are run on each other only where the settings ask for it', () => {
    said(/With `proof: true` in the settings, .* In the App it is off by default/)
    expect(Settings.parse({}).proof).toBeUndefined()
    const asked = parseSettings('proof: true\n')
    expect(asked.ok && asked.value.proof).toBeTruthy()
  })

  it('V1: no permission changes workflows', () => {
    said(/The App asks for no permission to change workflows\./)
    expect(Object.keys(parse(textOf('app.yml')).default_permissions)).not.toContain('workflows')
  })
})

describe('what the README has one type', () => {
  it('shows every scenario of the demo, and no other', () => {
    const shown = [...readme.matchAll(/--scenario (\w+)/g)].map(([, name]) => name)
    expect(['double-charge', ...shown].toSorted()).toEqual([...SCENARIOS].toSorted())
  })

  it('names the agents that are known by name', () => {
    const [names = ''] = said(/(`codex`, .*?) are known by name/)
    expect([...names.matchAll(/`(\w+)`/g)].map(([, name]) => name).toSorted()).toEqual(
      [...presetToolchains.keys()].toSorted(),
    )
  })

  it('names the Node that the package asks for, and the one that a clone brings along', () => {
    const [older = '', brought = ''] = said(
      /need git and Node (\d+) or newer; .* Speculate runs on Node (\d+)/,
    )
    expect(manifest.devDependencies.node ?? manifest.dependencies.node).toMatch(new RegExp(`^${brought}\\.`))
    const [packed] = said(/install the package; that needs Node ([\d.]+):/)
    expect(manifest.engines.node).toBe(`>=${packed}`)
    // Older ones start the pinned one by syntax that they know (test/deploy/package.test.ts).
    expect(Number(older)).toBeLessThan(Number(brought))
  })

  it('says of exit codes what the commands say of themselves', async () => {
    const codes = (text: string) =>
      Object.fromEntries(
        [...text.replace(/\s+/g, ' ').matchAll(/with (\d+) when ([\w ]+)/g)].map(([, code, when]) => [
          code,
          when,
        ]),
      )
    const [sentence = ''] = said(/(`try` exits with 0 .*? interrupted);/)
    expect(codes(sentence)).toEqual(codes(await helpOf('try')))
    expect(Object.keys(codes(sentence))).toEqual(['0', '1', '2', '130'])
  })

  it.each([
    [['try', 'clean'], '--yes'],
    [['toolchains'], '--install'],
    [['try'], '--allow-actions'],
    [['why'], '--patch'],
    [['audit', 'verify'], ''],
    [['replay'], ''],
    [['init', 'proof'], ''],
  ])('`%s` is a command, with %s', async (command, option) => {
    expect(prose).toContain(command.join(' '))
    expect(prose).toContain(option)
    expect(await helpOf(...command)).toContain(option)
  })

  it('checks by one command what CI checks, in the parts that it names', () => {
    said(/`npm run check` runs what CI runs: format, types, unused code, generated files, tests\./)
    const parts = manifest.scripts.check.split(' && ')
    expect(parts).toEqual([
      ...['format', 'types', 'unused', 'generated'].map((part) => `npm run check:${part}`),
      ...['npm test', 'npm run test:simulation'],
    ])
    const { jobs } = parse(textOf('.github/workflows/ci.yml'))
    const steps = Object.values<{ steps: { run?: string }[] }>(jobs).flatMap((job) => job.steps)
    expect(steps.map(({ run }) => run)).toEqual(expect.arrayContaining(parts))
  })

  it('lists every command in its help, as it says', async () => {
    const help = await helpOf()
    const named = new Set(
      [...readme.matchAll(/(?:npx )?speculate ([a-z]{3,})(?= |`|$)/gm)].map(([, name = '']) => name),
    )
    for (const name of named) expect(help, name).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'))
  })

  it('measures the demo below what the two commands promise', () => {
    said(/one winner, in half a minute/)
    const [seconds] = said(/\| the demo, from its start to its end \| ([\d.]+) s \|/)
    expect(Number(seconds)).toBeLessThan(30)
  })
})
