// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { aRunner, workflowOf } from './a-runner.ts'

const CI = '.github/workflows/ci.yml'

/** Fills a cache, or shows what it has found. */
const JOBS = {
  keep: `
- id: it
  uses: actions/cache@v4
  with:
    key: deps-\${{ hashFiles('lock') }}
    restore-keys: deps-
    path: |
      deps
      ~/.tool/store
      out/*.bin
      !out/not.bin
- run: |
    echo "found [\${{ steps.it.outputs.cache-hit }}] $(cat deps/who 2>/dev/null) $(cat ~/.tool/store/who 2>/dev/null) $(ls out 2>/dev/null | tr '\\n' ' ')"
    mkdir -p deps ~/.tool/store out && cat who > deps/who && cat who > ~/.tool/store/who && ln -sf who deps/link
    touch out/a.bin out/not.bin out/b.txt`,
  fails: `
- { uses: actions/cache@v4, with: { key: failed, path: deps } }
- run: mkdir deps && exit 1`,
  later: `
needs: fails
if: always()
steps:
  - { uses: actions/cache/restore@v4, id: it, with: { key: failed, path: deps } }
  - run: test "\${{ steps.it.outputs.cache-hit }}" = ""`,
  demands: `
- { uses: actions/cache/restore@v4, with: { key: nowhere, path: deps, fail-on-cache-miss: true } }`,
}

const started = ['keep', 'later'] as const

it('R1: caches are read by all and written by the base alone, and a pull request reads its own', async () => {
  const cacheFolder = join(await temporaryFolder(), 'caches')
  const { host, pullRequest, rehearsal, again } = await aRunner({ cacheFolder })
  const jobs = Object.fromEntries(
    Object.entries(JOBS).map(([id, job]) => [
      id,
      id === 'keep' ? `\n- uses: actions/checkout@v4${job}` : job,
    ]),
  )
  const branch = (who: string, lock: string) => ({ who: `${who}\n`, lock })
  await host.commit('main', { ...branch('base', '1'), [CI]: workflowOf(jobs) })
  const found = async (ran: Awaited<ReturnType<typeof rehearsal>>) => {
    expect(ran.conclusions).toMatchObject(Object.fromEntries(started.map((id) => [id, 'success'])))
    expect(ran.conclusions).toMatchObject({ fails: 'failure', demands: 'failure' })
    return /^found .*$/m.exec(await ran.log('keep'))?.[0]?.trim()
  }
  expect(await found(await rehearsal())).toBe('found []')
  expect(await found(await rehearsal())).toBe('found [true] base base a.bin')

  await host.commit('evil', branch('evil', '2'), 'main')
  await host.commit('other', branch('other', '2'), 'main')
  expect(await found(await pullRequest('evil'))).toBe('found [false] base base a.bin')
  expect(await found(await pullRequest('other'))).toBe('found [false] base base a.bin')
  expect(await found(await again('evil'))).toBe('found [true] evil evil a.bin')
  expect(await found(await rehearsal())).toBe('found [true] base base a.bin')

  // Another runner finds what the base has kept, and nothing that a pull request has.
  const next = await aRunner({ cacheFolder })
  await next.host.commit('main', { ...branch('base', '2'), [CI]: workflowOf(jobs) })
  expect(await found(await next.rehearsal())).toBe('found [false] base base a.bin')
})

it('R1: a cache is never written through a link out of the job', async () => {
  const { host, pullRequest, rehearsal } = await aRunner()
  const outside = await temporaryFolder()
  const job = `
- uses: actions/checkout@v4
- { uses: actions/cache@v4, with: { key: k, path: a/deps } }
- run: mkdir -p a/deps && touch a/deps/file && test ! -e ${outside}/deps`
  await host.commit('main', { 'a/x': '', [CI]: workflowOf({ test: job }) })
  expect((await rehearsal()).conclusions).toEqual({ test: 'success' })
  const linked = job.replace(
    '- { uses: actions/cache',
    `- run: rm -r a && ln -s ${outside} a\n- { uses: actions/cache`,
  )
  await host.commit(
    'feature',
    {
      [CI]: workflowOf({
        test: linked.replace('touch a/deps/file && ', '').replace('mkdir -p a/deps && ', ''),
      }),
    },
    'main',
  )
  const ran = await pullRequest('feature')
  expect(ran.conclusions).toEqual({ test: 'success' })
  expect(await ran.log('test')).toContain("could not be put into the job's folder")
})
