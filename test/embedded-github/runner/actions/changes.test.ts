// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { parsePathPattern } from '../../../../packages/embedded-github/src/runner/actions/changes/path-pattern.ts'
import { aRunner, workflowOf } from './a-runner.ts'

const FILTERS = `filters: |
      src: &src
        - 'src/**/*.{js,ts}'
      docs: ['docs/**', '**/*.md']
      both: [*src, 'docs/**']
      added: [{ added: 'src/**' }, { 'deleted|modified': ['old/**', 'docs/**'] }]
      none: ['nothing/**']
      but: ['!docs/**']`

const BEFORE = { 'docs/b.md': 'b', 'old/c.txt': 'c', 'src/same.js': 'same', 'src/mode.js': '1' }

it('R1: paths-filter tells which filters a pull request changes a file of, and which files', async () => {
  const { host, pullRequest } = await aRunner()
  await host.commit('main', BEFORE)
  await host.commit('main', { 'filters.yml': "js: ['src/**']\nthe-docs: ['docs/*']" })
  const step = (more: string) => `
- id: changed
  uses: dorny/paths-filter@v3
  with:
    ${more}
- run: printf '%s' "$SAID" | tr -d '\\n'
  env: { SAID: '\${{ toJSON(steps.changed.outputs) }}' }`
  const text = workflowOf({
    lists: step(`list-files: shell\n    ${FILTERS}`),
    every: step(
      "predicate-quantifier: every\n    list-files: json\n    filters: |\n      a: ['src/**', '!**/new.js', '!**/a b.ts']",
    ),
    file: `- uses: actions/checkout@v4${step('filters: filters.yml')}`,
    missing: step('filters: filters.yml'),
  })
  await host.commit(
    'feature',
    {
      '.github/workflows/ci.yml': text,
      'src/new.js': 'new',
      'src/a b.ts': 'x',
      'docs/b.md': 'changed',
    },
    'main',
  )
  // What the base has got since then is none of it.
  await host.commit('main', { 'nothing/late.txt': 'late' })
  const ran = await pullRequest('feature')
  expect(ran.conclusions).toEqual({ lists: 'success', every: 'success', file: 'success', missing: 'failure' })
  const outputs = async (name: string) => JSON.parse(/^\{.*\}$/m.exec(await ran.log(name))?.[0] ?? '')
  expect(await outputs('lists')).toEqual({
    ...{ src: 'true', src_count: '2', src_files: "'src/a b.ts' src/new.js" },
    ...{ docs: 'true', docs_count: '1', docs_files: 'docs/b.md' },
    ...{ both: 'true', both_count: '3', both_files: "docs/b.md 'src/a b.ts' src/new.js" },
    ...{ added: 'true', added_count: '3', added_files: "docs/b.md 'src/a b.ts' src/new.js" },
    ...{ none: 'false', none_count: '0', none_files: '' },
    ...{ but: 'true', but_count: '3', but_files: ".github/workflows/ci.yml 'src/a b.ts' src/new.js" },
    changes: '["src","docs","both","added","but"]',
  })
  expect(await outputs('every')).toEqual({ a: 'false', a_count: '0', a_files: '[]', changes: '[]' })
  expect(await outputs('file')).toMatchObject({
    js: 'true',
    'the-docs': 'true',
    changes: '["js","the-docs"]',
  })
  expect(ran.annotations('missing')).toContain("Configuration file 'filters.yml' not found")
})

it('R1: changed-files tells the files of a pull request, all and by patterns', async () => {
  const { host, pullRequest, rehearsal } = await aRunner()
  const uses = (...inputs: readonly string[]) =>
    ['- id: c', '  uses: tj-actions/changed-files@v46', '  with:', ...inputs.map((one) => `    ${one}`)].join(
      '\n',
    )
  const says = (name: string, value: string) =>
    `- run: test "$SAID" = '${value}'\n  env: { SAID: '\${{ steps.c.outputs.${name} }}' }`
  const text = workflowOf({
    plain: [
      uses('token: none'),
      says('all_changed_files', '.github/workflows/ci.yml src/new.js'),
      says('any_deleted', 'false'),
    ].join('\n'),
    some: [
      uses('json: true', 'escape_json: false', 'files: |', '  src/**', '  !src/*.ts'),
      says('added_files', '["src/new.js"]'),
      says('only_changed', 'false'),
      says('other_changed_files_count', '1'),
    ].join('\n'),
    keys: [
      uses('files_yaml: |', '  src: [src/**]', '  docs: docs/'),
      says('src_any_changed', 'true'),
      says('docs_any_changed', 'false'),
      says('changed_keys', 'src'),
    ].join('\n'),
    other: uses('dir_names: true'),
  })
  await host.commit('main', { 'a.txt': 'a' })
  await host.commit('feature', { '.github/workflows/ci.yml': text, 'src/new.js': 'new' }, 'main')
  const ran = await pullRequest('feature')
  expect(ran.conclusions).toEqual({ plain: 'success', some: 'success', keys: 'success', other: 'failure' })
  expect(host.check('other').output.title).toBe(
    '`dir_names` in `with` of `tj-actions/changed-files@v46` is not supported by this runner',
  )
  await host.commit('main', {
    '.github/workflows/ci.yml': workflowOf({
      nothing: [uses("files: '**'"), says('any_changed', 'false')].join('\n'),
    }),
  })
  expect((await rehearsal()).conclusions).toEqual({ nothing: 'success' })
})

it.each([
  ['src/**', 'src/a/.b', true],
  ['src/**', 'srcs/a', false],
  ['docs', 'docs/a', false],
  ['**/*.{md,txt}', 'a.md', true],
  ['{a,b/{c,d}}/*', 'b/d/x', true],
  ['{a,b/{c,d}}/*', 'b/x', false],
  ['@(a|b)/?(x)y', 'b/y', true],
  ['**', '.github/a', true],
  ['*', 'a/b', false],
])('of %s and %s as picomatch: %s', (pattern, path, isMatch) => {
  expect(parsePathPattern(pattern).matches(path)).toBe(isMatch)
})

it('a pattern that stands for too much, or that this runner does not read, is refused at once', () => {
  expect(() => parsePathPattern(`${'{a,b}'.repeat(40)}`)).toThrow('the pattern')
  expect(() => parsePathPattern(`{${','.repeat(100_000)}`)).toThrow('the pattern')
  expect(parsePathPattern('a/{b}/{c,d}').matches('a/{b}/d')).toBe(true)
  expect(() => parsePathPattern('src/!(a|b)/**')).toThrow('the pattern "src/!(a|b)/**"')
})
