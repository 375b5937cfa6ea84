// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { matchesPatterns, matrixCombinations, readWorkflowFile } from '@speculate-dev/workflows'
import fc from 'fast-check'
import { planChecks } from '../../../src/commands/try/checks/plan-checks.ts'
import { readWorkflowJobs, runsOnPullRequests } from '../../../src/config/workflows/workflow-jobs.ts'
import { aPlace } from '../../builders/checks/a-place.ts'
import { BESIDE, WORKFLOWS } from '../corpora/workflows.ts'
import { createFuzzer, expectSame, expectThat } from '../fuzzer.ts'
import { YAML_SIGNS } from '../mutate/signs.ts'
import { mutatedText } from '../mutate/text.ts'
import { yamlText } from '../mutate/yaml.ts'

const PATH = '.github/workflows/ci.yml'
const WORDS = [
  ...YAML_SIGNS,
  ...['|\n', '>\n', '? ', 'on: ', 'jobs: '],
  ...[
    '${{ ',
    ' }}',
    'matrix.',
    'fromJSON(',
    'toJSON(github)',
    'format(',
    "'{0}'",
    ' && ',
    ' || ',
    '!',
    ' == ',
    'always()',
  ],
  ...[
    'github.event',
    '.*',
    '[0]',
    "hashFiles('**')",
    '**',
    '!',
    '[a-z]',
    '[z-a]',
    '+',
    '?',
    'include: ',
    'exclude: ',
  ],
]
const PATTERNS = [
  'main',
  'release/**',
  '**/*.js',
  '!docs/**',
  '*',
  '**',
  '[a-c]x?',
  '[z-a]',
  'a+',
  '\\*',
  '[',
  '?',
  '+',
  '**/',
]
const place = aPlace(BESIDE)

/** Workflow files on anybody's branch: what the server, `try` and the runner make of them before anything runs. */
export const workflows = createFuzzer({
  name: 'workflows',
  input: fc.record({
    text: mutatedText(yamlText(WORKFLOWS), WORDS),
    pattern: mutatedText(PATTERNS, PATTERNS),
    path: mutatedText(['src/a.js', 'docs/b/c.md', 'main', 'release/1/x'], ['/', '.', '*', '[', 'a']),
  }),
  async holds({ text, pattern, path }) {
    matchesPatterns([pattern, `!${pattern}`], path.slice(0, 1_000))
    const jobs = readWorkflowJobs(PATH, text, (path) => BESIDE[path])
    expectThat(
      jobs.every(({ name }) => name !== ''),
      'a job without a name',
    )
    runsOnPullRequests(text)
    expectFile(text)
    const repository = { owner: 'acme', name: 'shop', branch: 'main' }
    const planned = await planChecks([{ path: PATH, text }], { repository, place })
    const lines = text.split('\n').length
    for (const { name, line, obstacles } of planned) {
      expectThat(typeof name === 'string', 'a check without a name')
      for (const at of [line, ...obstacles.map((one) => one.line)])
        expectThat(at !== undefined && at >= 1 && at <= lines, 'no line', { at, lines })
    }
  },
})

function expectFile(text: string): void {
  const file = readWorkflowFile(text)
  if ('unreadable' in file) {
    expectThat(!file.unreadable.includes('\n'), 'a reason on several lines', file)
    return
  }
  for (const { job, lines } of file.jobs) {
    expectThat(lines.first >= 1 && lines.last >= lines.first, 'no lines', lines)
    const combinations = matrixCombinations(job?.strategy)
    expectThat((combinations?.length ?? 0) <= 256 + 256, 'more jobs than GitHub runs', combinations?.length)
    expectSame(matrixCombinations(job?.strategy), combinations, 'other combinations the second time')
  }
}
