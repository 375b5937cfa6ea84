// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { aRunner, workflowOf } from './a-runner.ts'

const CI = '.github/workflows/ci.yml'
const using = (inputs: string) => `- { uses: actions/checkout@v4, with: ${inputs} }`

/** What each job does, in the words that its check is named after. */
const JOBS = {
  nothing: '- run: test -z "$(ls -A)" && test "$(basename "$PWD")" = payments',
  merge: `
- { uses: actions/checkout@v4, id: out }
- run: |
    test "$(git rev-parse HEAD)" = "$GITHUB_SHA" && test -f late.txt && test -f new.txt
    test "$(git rev-list --count HEAD)" = 1 && test -z "$(git tag)"
    test "\${{ steps.out.outputs.ref }} \${{ steps.out.outputs.commit }}" = "$GITHUB_REF $GITHUB_SHA"`,
  head: `
${using('{ ref: "${{ github.event.pull_request.head.sha }}" }')}
- run: test "$(git rev-parse HEAD)" = "\${{ github.event.pull_request.head.sha }}" && test ! -f late.txt`,
  branch: `
${using('{ ref: "${{ github.head_ref }}" }')}
- run: test "$(git branch --show-current)" = feature && test ! -f late.txt`,
  base: `
${using('{ ref: "${{ github.base_ref }}", fetch-depth: 2 }')}
- run: test ! -f new.txt && test "$(git rev-list --count HEAD)" = 2`,
  tag: `${using('{ ref: v1 }')}\n- run: test ! -f late.txt && test ! -f new.txt && test -f first.txt`,
  all: `
${using('{ fetch-depth: 0 }')}
- run: git rev-parse origin/main origin/feature v1 && git merge-base --is-ancestor v1 HEAD`,
  tags: `${using('{ fetch-tags: true }')}\n- run: git rev-parse v1 && ! git rev-parse origin/main`,
  twice: `
- uses: actions/checkout@v4
${using('{ ref: v1, path: before/it }')}
- run: test -f late.txt && test -f before/it/first.txt && test ! -f before/it/late.txt`,
  cleaned: `
- uses: actions/checkout@v4
- run: touch by-product && echo changed > first.txt
${using('{ clean: false }')}
- run: test -f by-product
- uses: actions/checkout@v4
- run: test ! -f by-product && git diff --quiet && test -f first.txt`,
  sparse: `
- uses: actions/checkout@v4
  with:
    sparse-checkout: |
      docs
- run: test -f docs/a.md && test ! -e src && test -f first.txt`,
  'not-there': `${using('{ ref: nowhere }')}\n- run: touch should-not-run`,
  'no-commit': using(`{ ref: "${'1234567890'.repeat(4)}" }`),
  harmless: `
${using('{ token: x, ssh-key: y, persist-credentials: false, set-safe-directory: true, filter: "blob:none", lfs: true, submodules: recursive, typo: 1 }')}
- run: test -f late.txt`,
  other: using('{ repository: foo/bar }'),
  later: `
- run: echo "name=foo/bar" >> "$GITHUB_OUTPUT"
  id: which
${using('{ repository: "${{ steps.which.outputs.name }}" }')}`,
  'led-out': `
- uses: actions/checkout@v4
- run: mkdir "$RUNNER_TEMP/kept" && touch "$RUNNER_TEMP/kept/file" && ln -s "$RUNNER_TEMP/kept" out
${using('{ path: out }')}
- run: test -f "$RUNNER_TEMP/kept/file"
  if: always()`,
}

it('R1: a job finds an empty folder, and what actions/checkout is asked for after it', async () => {
  const { host, pullRequest } = await aRunner()
  await host.commit('main', { 'first.txt': '1', 'docs/a.md': '# A', 'src/a.js': 'a' })
  await host.tag('v1', 'main')
  await host.commit('feature', { 'new.txt': 'new', [CI]: workflowOf(JOBS) }, 'main')
  await host.commit('main', { 'late.txt': 'late' })
  const { conclusions, annotations, log } = await pullRequest('feature')
  const failing = ['not-there', 'no-commit', 'other', 'later', 'led-out']
  expect(conclusions).toEqual(
    Object.fromEntries(Object.keys(JOBS).map((id) => [id, failing.includes(id) ? 'failure' : 'success'])),
  )
  expect(annotations('not-there')).toContain("A branch or tag with the name 'nowhere' could not be found")
  expect(annotations('no-commit').join()).toContain('not our ref 1234567890')
  expect(annotations('later').join()).toContain(
    '`repository: foo/bar` in `with` of `actions/checkout` is another repository',
  )
  expect(annotations('led-out')).toContain('Repository path "out" leads out of the workspace')
  expect(annotations('led-out')).not.toContain('Process completed with exit code 1.')
  expect(annotations('harmless')).toContain(
    '`typo` in `with` of `actions/checkout@v4` is not one of its inputs and has no effect',
  )
  // Where the server keeps its objects is nothing that a log tells.
  expect(await log('merge')).not.toContain('file://')
})
