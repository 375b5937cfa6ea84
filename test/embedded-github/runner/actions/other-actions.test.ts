// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { access, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { otherAction } from '../../../../packages/embedded-github/src/runner/actions/other-action.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { aRunner, workflowOf } from './a-runner.ts'

const MAIN = `const fs = require('node:fs')
fs.writeFileSync(__dirname + '/own.txt', 'written')
fs.appendFileSync(process.env.GITHUB_OUTPUT, 'said=' + process.env.INPUT_WORD + '\\n')
if (process.env.INPUT_TOKEN === '') process.exit(1)
`
const ACTIONS = {
  'foo/script@v1/action.yml':
    'inputs: { word: { default: none }, token: { default: "${{ github.token }}" } }\nruns: { using: node20, main: dist/main.js, post: dist/post.js }',
  'foo/script@v1/dist/main.js': MAIN,
  'foo/script@v1/dist/post.js': "console.log('at the end')",
  'foo/many@release/1/inner/action.yaml': `outputs: { said: { value: '\${{ steps.a.outputs.said }}' } }
runs:
  using: composite
  steps:
    - { id: a, uses: foo/script@v1, with: { word: from inside } }
    - { run: test -f "$GITHUB_ACTION_PATH/action.yaml", shell: bash }`,
  'foo/docker@v1/action.yml': 'runs: { using: docker, image: Dockerfile }',
  'foo/early@v1/action.yml': 'runs: { using: node20, main: main.js, pre: pre.js }',
}

async function actionsFolder(): Promise<string> {
  const folder = await temporaryFolder()
  for (const [path, text] of Object.entries(ACTIONS)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

const JOBS = {
  script: `
- { id: a, uses: foo/script@v1, with: { word: hello } }
- run: test "\${{ steps.a.outputs.said }}" = hello`,
  many: `
- { id: a, uses: foo/many/inner@release/1 }
- run: test "\${{ steps.a.outputs.said }}" = "from inside"`,
  docker: '- uses: foo/docker@v1',
  early: '- uses: foo/early@v1',
  absent: '- uses: foo/absent@v1',
}

it("R1: other people's actions run from a folder of this machine where that is allowed", async () => {
  const otherActions = await actionsFolder()
  const { host, pullRequest } = await aRunner({ otherActions })
  await host.commit('main', { 'a.txt': 'a' })
  await host.commit('feature', { '.github/workflows/ci.yml': workflowOf(JOBS) }, 'main')
  const ran = await pullRequest('feature')
  expect(ran.conclusions).toEqual({
    ...{ script: 'success', many: 'success' },
    ...{ docker: 'failure', early: 'failure', absent: 'failure' },
  })
  expect(await ran.log('script')).toContain('at the end')
  const titles = ['docker', 'early', 'absent'].map((name) => host.check(name).output.title)
  expect(titles).toEqual([
    '`uses: foo/docker@v1` (foo/docker@v1/action.yml): it runs in a container, which this runner has not',
    '`uses: foo/early@v1`: what it does before the first step (`pre`) this runner does not do',
    `\`uses: foo/absent@v1\` does not lie in ${otherActions}/foo/absent@v1`,
  ])
  // A job has a copy: what it does with it is not there for the next one.
  await expect(access(join(otherActions, 'foo/script@v1/dist/own.txt'))).rejects.toThrow('ENOENT')
})

it("R1: without that other people's actions are refused by name, although they lie there", async () => {
  const { host, pullRequest } = await aRunner()
  await host.commit('main', { 'a.txt': 'a' })
  await host.commit('feature', { '.github/workflows/ci.yml': workflowOf({ script: JOBS.script }) }, 'main')
  expect((await pullRequest('feature')).conclusions).toEqual({ script: 'failure' })
  expect(host.check('script').output.title).toBe('`uses: foo/script@v1` is not supported by this runner')
})

it.each([
  ['foo/bar@v1', 'foo/bar@v1', ''],
  ['foo/bar/a/b@feature/x', 'foo/bar@feature/x', '/a/b'],
  ['foo/bar@../../x', undefined, undefined],
  ['foo/bar/../x@v1', undefined, undefined],
  ['../foo@v1', undefined, undefined],
  ['foo/bar@/etc', undefined, undefined],
  ['foo/bar', undefined, undefined],
  ['docker://foo/bar@v1', undefined, undefined],
])('S: of %s no other place than its own is looked at', (uses, folder, inside) => {
  expect(otherAction(uses)?.folder).toBe(folder)
  expect(otherAction(uses)?.inside).toBe(inside)
})
