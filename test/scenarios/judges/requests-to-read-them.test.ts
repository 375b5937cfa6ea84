import { afterAll, beforeAll, expect, it } from 'vitest'
import { deriveReach } from '../../../src/adapters/analysis/reach/derive-reach.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { readReach } from '../../../src/snapshot/read-reach.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'

let stage: EmbeddedStage
beforeAll(async () => {
  stage = await startEmbeddedStage()
})
afterAll(() => stage.close())

const WORKFLOW =
  'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: npm test && make lint && ./bin/check }] }\n'
const FILES = {
  '.github/workflows/ci.yml': WORKFLOW,
  'package.json': '{ "scripts": { "test": "sh scripts/test.sh" } }',
  'scripts/test.sh': 'node --test\n',
  Makefile: 'lint:\n\tsh deep/down/lint.sh\n',
  'deep/down/lint.sh': 'true\n',
  'bin/check': '#!/bin/sh\ntrue\n',
}

it('reads what judges in a handful of requests: one for the list of files, one for what most repositories have, one for each hop beyond', async () => {
  let commit = ''
  for (const [path, text] of Object.entries(FILES)) commit = await stage.commitToMain(path, text)
  // The token is one that any request of the installation would need.
  const requests = () =>
    stage.sent.slice(before).filter(({ path }) => !path.includes('/access_tokens')).length
  const before = stage.sent.length
  const check = { name: 'test', source: 'ruleset' as const, deadlineMinutes: 60 }
  const judged = { commit, checks: [check], settings: Settings.parse({}) }
  const issue = { ...stage.repository, number: 1 }
  const reach = await readReach({ forge: stage.forge, deriveReach }, issue, judged)
  const paths = reach.judges.filter(({ isPattern }) => !isPattern).map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(Object.keys(FILES)))
  expect(reach.unfollowed).toEqual([])
  expect(requests()).toBeLessThanOrEqual(4)
  await readReach({ forge: stage.forge, deriveReach }, issue, judged)
  expect(requests()).toBeLessThanOrEqual(4)
})

it('ends at a limit of requests, and says so', async () => {
  const files = new Map(Array.from({ length: 200 }, (_, index) => [`s${index}.sh`, `sh s${index + 1}.sh\n`]))
  files.set(
    '.github/workflows/ci.yml',
    `on: pull_request\njobs:\n  test: { steps: [{ run: "${[...files.keys()].map((path) => `sh ${path}`).join('; ')}" }] }\n`,
  )
  let asked = 0
  const forge = Object.assign(Object.create(stage.forge), {
    listTree: async () => ({ paths: [...files.keys()], ids: new Map(), complete: false }),
    readTextFiles: async (_repository: unknown, _commit: string, { paths }: { paths: readonly string[] }) => {
      asked += 1
      return new Map(paths.map((path) => [path, files.get(path) ?? '']))
    },
  })
  const check = { name: 'test', source: 'ruleset' as const, deadlineMinutes: 60 }
  const judged = { commit: 'abc', checks: [check], settings: Settings.parse({}) }
  const reach = await readReach({ forge, deriveReach }, { ...stage.repository, number: 1 }, judged)
  expect(asked).toBeLessThanOrEqual(60)
  expect(reach.unfollowed.map(({ why }) => why)).toEqual(
    expect.arrayContaining([
      'the forge lists only a part of its files',
      'more of its files would have to be read than one run may ask for',
    ]),
  )
})
