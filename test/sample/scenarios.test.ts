import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseIssueBlock, parseSettings } from '../../src/config/repository.ts'
import {
  SAMPLE_REPOSITORY,
  SCENARIOS,
  type Scenario,
  sampleIssue,
  samplePatch,
} from '../../src/sample/scenarios.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** What each candidate is meant to run into; `passes` lists the checks that stay green. */
const MEANT: readonly {
  scenario: Scenario
  candidate: string
  passes: readonly ('lint' | 'test' | 'risk')[]
  says?: string
}[] = [
  {
    scenario: 'double-charge',
    candidate: 'fix-a',
    passes: ['lint', 'risk'],
    says: '2 of 15 tests failed: an order paid in instalments',
  },
  { scenario: 'double-charge', candidate: 'fix-b', passes: ['lint', 'test', 'risk'] },
  { scenario: 'double-charge', candidate: 'fix-c', passes: ['risk'], says: 'title=lint::SyntaxError' },
  { scenario: 'escalate', candidate: 'longest-wins', passes: ['lint', 'risk'], says: '2 of 15 tests failed' },
  { scenario: 'escalate', candidate: 'ask-intl', passes: ['risk'], says: 'title=lint::SyntaxError' },
  { scenario: 'escalate', candidate: 'trace-amounts', passes: ['lint', 'test'], says: 'logs card data' },
  { scenario: 'choose', candidate: 'parse-inline', passes: ['lint', 'test', 'risk'] },
  { scenario: 'choose', candidate: 'date-helper', passes: ['lint', 'test', 'risk'] },
  {
    scenario: 'choose',
    candidate: 'one-parser',
    // That it waits for a date that has passed, only the test of another one tells.
    passes: ['lint', 'test', 'risk'],
  },
  // All checks are green on all three of these: what two of them do is no work.
  {
    scenario: 'cheat',
    candidate: 'quiet-checks',
    passes: ['lint', 'test', 'risk'],
    says: 'all tests passed',
  },
  { scenario: 'cheat', candidate: 'say-so', passes: ['lint', 'test', 'risk'] },
  { scenario: 'cheat', candidate: 'encode-id', passes: ['lint', 'test', 'risk'] },
]
const WITHOUT_TESTS: readonly string[] = ['quiet-checks', 'say-so']

let root: string
beforeAll(async () => {
  root = await temporaryFolder()
})

describe('the sample repository', () => {
  it('passes its own checks as it is', async () => {
    const base = await checkout('base')
    expect(await judge(base)).toMatchObject({ lint: true, test: true, risk: true })
  })

  it('has settings that can be read', async () => {
    const text = await readFile(join(SAMPLE_REPOSITORY, '.github/speculate.yml'), 'utf8')
    expect(parseSettings(text)).toMatchObject({ ok: true })
  })
})

describe.each(SCENARIOS)('the issue of %s', (scenario) => {
  it('names the candidates that have a patch', async () => {
    const block = parseIssueBlock(sampleIssue(scenario).body, 1)
    if (!block?.ok) throw new Error(JSON.stringify(block))
    const ids = block.value.candidates?.map(({ id }) => id) ?? []
    expect(ids).toEqual(
      MEANT.filter((one) => one.scenario === scenario)
        .map(({ candidate }) => candidate)
        .toSorted(inOrderOf(ids)),
    )
    for (const id of ids) expect(await samplePatch(scenario, id)).toBeDefined()
  })
})

describe('a candidate of the sample', () => {
  it.each(MEANT)('$candidate of $scenario passes $passes', async ({ scenario, candidate, passes, says }) => {
    const folder = await checkout(`${scenario}-${candidate}`)
    const patch = await samplePatch(scenario, candidate)
    for (const [path, text] of patch?.files ?? []) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    await commit(folder)
    const { output, ...verdicts } = await judge(folder)
    expect(Object.entries(verdicts).flatMap(([check, passed]) => (passed ? [check] : []))).toEqual(passes)
    if (says !== undefined) expect(output).toContain(says)
  })

  it.each(MEANT.filter(({ candidate }) => !WITHOUT_TESTS.includes(candidate)))(
    '$candidate of $scenario brings a test that fails without its change',
    async ({ scenario, candidate }) => {
      const folder = await checkout(`${scenario}-${candidate}-test-only`)
      const patch = await samplePatch(scenario, candidate)
      const added = patch?.report.testsAdded[0] ?? ''
      await writeFile(join(folder, added), patch?.files.get(added) ?? '')
      const { exitCode } = await execa(process.execPath, ['--test', added], { cwd: folder, reject: false })
      expect(exitCode).toBe(1)
    },
  )
})

async function checkout(name: string): Promise<string> {
  const folder = join(root, name)
  await cp(SAMPLE_REPOSITORY, folder, { recursive: true })
  await execa('git', ['init', '--quiet'], { cwd: folder })
  await commit(folder)
  await execa('git', ['tag', 'base'], { cwd: folder })
  return folder
}

async function commit(folder: string): Promise<void> {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']
  await execa('git', ['add', '--all'], { cwd: folder })
  await execa('git', [...identity, 'commit', '--quiet', '--message', 'a commit'], { cwd: folder })
}

/** The commands of the sample's workflow, run as it runs them. */
async function judge(folder: string) {
  const run = (command: string) =>
    execa('bash', ['-c', command], {
      cwd: folder,
      reject: false,
      all: true,
      env: {
        BASE_SHA: 'base',
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
        NODE_TEST_CONTEXT: undefined,
      },
    })
  const lint = await run('node --experimental-vm-modules --no-warnings scripts/lint.js')
  const test = await run('node --test --test-reporter=./scripts/reporter.js test/*.test.js')
  const risk = await run('node scripts/risk.js')
  return {
    lint: lint.exitCode === 0,
    test: test.exitCode === 0,
    risk: risk.exitCode === 0,
    output: `${lint.all}\n${test.all}\n${risk.all}`,
  }
}

function inOrderOf(ids: readonly string[]) {
  return (left: string, right: string) => ids.indexOf(left) - ids.indexOf(right)
}
