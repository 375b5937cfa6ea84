// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { aRunner, workflowOf } from './a-runner.ts'

const CI = '.github/workflows/ci.yml'
const upload = (inputs: string, version = 'v4') =>
  `- { uses: actions/upload-artifact@${version}, with: ${inputs} }`
const download = (inputs: string, version = 'v4') =>
  `- { uses: actions/download-artifact@${version}, with: ${inputs} }`
const after = (needs: string, steps: string) => `needs: ${needs}\nsteps:\n${steps}`

const JOBS = {
  build: `
- run: |
    mkdir -p dist/js dist/css .cache && echo a > dist/js/a.js && echo m > dist/js/a.map && echo c > dist/css/c.css
    echo h > dist/.hidden && echo one > one.txt && chmod 755 one.txt && ln -s /etc/passwd dist/js/out.js
    ln -s ../css/c.css dist/js/in.css && mkdir "$RUNNER_TEMP/logs" && echo l > "$RUNNER_TEMP/logs/l.log"
${upload('{ name: dist, path: "dist/\\n!dist/**/*.map" }')}
- { uses: actions/upload-artifact@v4, id: alone, with: { name: alone, path: one.txt } }
- run: test -n "\${{ steps.alone.outputs.artifact-id }}" && test "$(echo -n "\${{ steps.alone.outputs.artifact-digest }}" | wc -c)" = 64
${upload('{ name: logs, path: "${{ runner.temp }}/logs/*.log" }')}
${upload('{ name: hidden, path: dist/*, include-hidden-files: true }')}
${upload('{ name: none, path: nowhere/**, if-no-files-found: ignore }')}
- run: echo two > one.txt
${upload('{ name: alone, path: one.txt, overwrite: true }')}`,
  demands: upload('{ name: x, path: nowhere, if-no-files-found: error }'),
  named: upload('{ name: "a/b", path: . }'),
  again: `
- run: echo 1 > f
${upload('{ name: again, path: f }')}
${upload('{ name: again, path: f }')}`,
  'adds-a': `- run: echo 1 > a.txt\n${upload('{ name: added, path: "*.txt" }', 'v3')}`,
  'adds-b': after('adds-a', `- run: echo 2 > b.txt\n${upload('{ name: added, path: "*.txt" }', 'v3')}`),
  test: after(
    'build',
    `
${download('{ name: dist, path: there }')}
- run: cd there && test "$(find . -type f | sort | tr '\\n' ' ')" = "./css/c.css ./js/a.js ./js/in.css "
${download('{ name: alone }')}
- run: test "$(cat one.txt)" = two && test ! -x one.txt
${download('{ pattern: "{dist,l}*", path: none }')}
${download('{ pattern: "l*", path: all }')}
- run: test -f all/logs/l.log
${download('{ pattern: "*i*", merge-multiple: true, path: merged }')}
- run: test -f merged/.hidden && test -f merged/js/a.map && test ! -e merged/js/out.js`,
  ),
  missing: after('build', download('{ name: nowhere }')),
  other: download('{ name: x, run-id: 1 }'),
  merged: after(
    '[build, adds-b]',
    `
- { uses: actions/upload-artifact/merge@v4, with: { name: both, pattern: "a*e*" } }
${download('{ name: added }', 'v3')}
- run: test -f a.txt && test -f b.txt
${download('{ name: both, path: both }')}
- run: test -f both/a.txt && test -f both/one.txt`,
  ),
  'led-out': after(
    'build',
    `- run: mkdir "$RUNNER_TEMP/.." -p && ln -s /tmp out\n${download('{ name: dist, path: out }')}`,
  ),
  green: `
needs: [build, demands, test]
if: always()
steps:
  - uses: re-actors/alls-green@release/v1
    with: { jobs: "\${{ toJSON(needs) }}", allowed-failures: demands }`,
  'not-green': `
needs: [build, demands, test]
if: always()
steps:
  - uses: re-actors/alls-green@release/v1
    with: { jobs: "\${{ toJSON(needs) }}" }`,
}

it('R1: what a job uploads the jobs after it download, and what all came to is told by one', async () => {
  const { host, pullRequest, runner } = await aRunner()
  await host.commit('main', { 'a.txt': 'a' })
  await host.commit('feature', { [CI]: workflowOf(JOBS) }, 'main')
  const { conclusions, annotations } = await pullRequest('feature')
  const failing = ['demands', 'named', 'again', 'missing', 'other', 'led-out', 'not-green']
  expect(conclusions).toEqual(
    Object.fromEntries(Object.keys(JOBS).map((id) => [id, failing.includes(id) ? 'failure' : 'success'])),
  )
  const last = (id: string) => annotations(id).at(-1)
  expect(last('demands')).toBe(
    'No files were found with the provided path: nowhere. No artifacts will be uploaded.',
  )
  expect(last('named')).toBe('The artifact name is not valid: "a/b"')
  expect(last('again')).toContain('"again" already exists on the workflow run')
  expect(last('missing')).toBe('Unable to download artifact(s): Artifact not found for name: nowhere')
  expect(last('other')).toContain('`run-id` in `with` of `actions/download-artifact@v4` is not supported')
  expect(last('led-out')).toBe('A link in "out" leads out of the job\'s own folder')
  expect(last('not-green')).toBe('Some of the required jobs did not succeed: demands (failure)')

  // One job alone, once more: what the others have uploaded is still there.
  const [run] = host.repository.workflowRuns
  if (!run) throw new Error('no run')
  Object.assign(run, { status: 'queued', conclusion: null, attempt: 2, rerun: ['test'] })
  runner.onRerun?.({ repository: host.repository, rerun: run })
  await host.until(() => run.status === 'completed')
  expect(host.check('test')).toMatchObject({ conclusion: 'success' })
  expect(host.repository.workflowJobs.filter(({ name }) => name === 'test')).toHaveLength(2)
})
