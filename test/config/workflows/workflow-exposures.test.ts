// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are of workflows.
import { describe, expect, it } from 'vitest'
import { workflowExposures } from '../../../src/config/workflows/workflow-exposures.ts'

const FILE = '.github/workflows/ci.yml'
const exposures = (...lines: string[]) => workflowExposures(FILE, lines.join('\n'))
const kinds = (...lines: string[]) => exposures(...lines).map(({ kind }) => kind)

const READS = ['permissions: { contents: read }']
const job = (...more: string[]) => [
  'jobs:',
  '  test:',
  '    runs-on: ubuntu-latest',
  ...more.map((line) => `    ${line}`),
  '    steps:',
  '      - uses: actions/checkout@v4',
  '      - run: npm test',
]

describe('what a workflow puts within reach of a candidate', () => {
  it('is nothing where it runs tests, and says that its token reads', () => {
    expect(exposures('on: pull_request', ...READS, ...job())).toEqual([])
  })

  it('are secrets, wherever a job that runs its code is given them, with the line of the first', () => {
    const found = exposures(
      'on: [push, pull_request]',
      ...READS,
      'env:',
      '  # secrets.OLD',
      '  A: ${{ secrets.SHARED }}',
      ...job('env:', "  B: ${{ secrets['OWN'] }}", '  C: ${{ secrets.GITHUB_TOKEN }}'),
    )
    expect(found).toEqual([{ workflow: FILE, line: 5, kind: 'secrets', names: ['SHARED', 'OWN'] }])
  })

  it('are no secrets of jobs and steps that do not run for candidates, nor of jobs that run none of its code', () => {
    const step = ['      - run: publish', '        env: { T: "${{ secrets.T }}" }']
    const guarded = (condition: string) => [`        if: ${condition}`]
    expect(kinds('on: pull_request', ...READS, ...job(), ...step)).toEqual(['secrets'])
    const never = "github.event_name == 'push' && github.ref == 'refs/heads/main'"
    expect(kinds('on: [push, pull_request]', ...READS, ...job(), ...step, ...guarded(never))).toEqual([])
    expect(kinds('on: pull_request', ...READS, ...job(`if: ${never}`), ...step)).toEqual([])
    expect(kinds('on: { push: { branches: [main] } }', ...READS, ...job(), ...step)).toEqual([])
    expect(kinds('on: { push: { tags: ["v*"] } }', ...READS, ...job(), ...step)).toEqual([])
    expect(kinds('on: { push: { branches: ["**"] } }', ...READS, ...job(), ...step)).toEqual(['secrets'])
    expect(kinds('on: { push: { branches-ignore: ["speculate/**"] } }', ...READS, ...job(), ...step)).toEqual(
      [],
    )
    const labels = [
      'jobs:',
      '  label:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - uses: a/labeler@v1',
    ]
    expect(kinds('on: pull_request', ...READS, ...labels, '        with: { t: "${{ secrets.T }}" }')).toEqual(
      [],
    )
  })

  it('are the secrets of an environment, and all that a called workflow inherits', () => {
    expect(exposures('on: pull_request', ...READS, ...job('environment: staging'))).toMatchObject([
      { kind: 'secrets', names: ['those of the environment staging'] },
    ])
    const call = ['jobs:', '  all:', '    uses: ./.github/workflows/x.yml', '    secrets: inherit']
    expect(exposures('on: pull_request', ...READS, ...call)).toMatchObject([
      { kind: 'secrets', line: 4, names: ['all of them'] },
    ])
  })

  it('is what `pull_request_target` has, more so where it fetches the head', () => {
    const on = 'on: pull_request_target'
    expect(exposures(on, ...job())).toMatchObject([{ kind: 'privileged event', line: 1 }])
    const head = ['        with:', '          ref: ${{ github.event.pull_request.head.sha }}']
    const [checkout] = exposures(on, ...job().slice(0, -1), ...head, '      - run: npm test')
    expect(checkout).toMatchObject({ kind: 'privileged checkout', line: 8, names: ['pull_request_target'] })
    const after = 'on: { workflow_run: { workflows: [ci], types: [completed] } }'
    expect(kinds(after, ...job())).toEqual([])
    expect(
      kinds(after, ...job(), '      - run: git fetch origin ${{ github.event.workflow_run.head_sha }}'),
    ).toEqual(['privileged checkout'])
  })

  it('are a machine of one’s own and a token that may write', () => {
    const own = job().map((line) => line.replace('ubuntu-latest', '[self-hosted, linux]'))
    expect(exposures('on: pull_request', ...READS, ...own)).toMatchObject([
      { kind: 'self-hosted', line: 5, names: ['self-hosted'] },
    ])
    expect(
      exposures('on: pull_request', ...job('permissions: { contents: write, id-token: write }')),
    ).toMatchObject([{ kind: 'token', line: 5, names: ['contents: write', 'id-token: write'] }])
    expect(kinds('on: pull_request', 'permissions: write-all', ...job())).toEqual(['token'])
    expect(kinds('on: pull_request', ...job())).toEqual(['default token'])
  })

  it.each(['', 'on: [', '- a', 'on: pull_request\njobs: 7', 'on: pull_request\njobs: { a: null, b: [1] }'])(
    'is nothing in what is no workflow: %j',
    (text) => expect(workflowExposures(FILE, text)).toEqual([]),
  )
})
