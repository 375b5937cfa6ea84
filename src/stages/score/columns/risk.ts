import { changedLines, type FileChange, type Patch } from '../../../domain/candidate/patch.ts'
import type { Risk, RiskLevel } from '../../../domain/checks/evidence.ts'
import type { FileClass, Measures } from '../../../domain/judgement/measures.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { touchedJudgesText } from '../../../messages/reach/touched-judges.ts'
import { isOfTests, linesInTests, linesOfWords } from './lines-without-size.ts'

interface RiskRule {
  readonly level: RiskLevel
  readonly reason: string
  readonly applies: (file: FileChange, fileClass: FileClass | undefined) => boolean
  /** Classes it is not about, where files are classified: what only tests or describes a thing is not the thing. */
  readonly except?: readonly FileClass[]
}

const TESTS_AND_WORDS: readonly FileClass[] = ['test', 'fixture', 'snapshot', 'documentation']

const path = (pattern: RegExp) => (file: FileChange) =>
  pattern.test(file.path) || pattern.test(file.previousPath ?? '')

/** Stated rules, highest first; the highest that applies is the level, and all that apply are listed. */
const RULES: readonly RiskRule[] = [
  {
    level: 'critical',
    reason: 'changes a database migration',
    applies: path(/(^|\/)(migrations?|db\/migrate|alembic\/versions)\//i),
    except: TESTS_AND_WORDS,
  },
  {
    level: 'high',
    reason: 'changes authentication, permissions or cryptography',
    applies: path(/(^|[/._-])(auth|oauth|login|session|permission|acl|crypto|secret|password)/i),
    except: TESTS_AND_WORDS,
  },
  {
    level: 'high',
    reason: 'changes how tests are run',
    applies: path(
      /(^|\/)((vitest|jest|playwright|cypress|karma)\.(config|workspace|setup)\.[cm]?[jt]s(on)?|\.mocharc[^/]*|pytest\.ini|tox\.ini|conftest\.py|phpunit\.xml(\.dist)?|\.rspec)$/,
    ),
  },
  {
    level: 'high',
    reason: 'changes what CI runs',
    applies: path(
      /^(\.github\/(workflows|actions)\/|\.circleci\/|\.buildkite\/|\.gitlab-ci\.yml$|\.travis\.yml$|azure-pipelines[^/]*\.yml$|Jenkinsfile$)/,
    ),
  },
  {
    level: 'high',
    reason: 'deletes a test file',
    applies: (file, fileClass) => file.status === 'deleted' && fileClass === 'test',
  },
  {
    level: 'high',
    reason: 'changes how the project is built or deployed',
    applies: path(/(^|\/)(Dockerfile|Makefile|docker-compose[^/]*|[^/]+\.tf|helm|k8s)(\/|$)/),
  },
  {
    level: 'medium',
    reason: 'changes dependencies',
    applies: path(
      /(^|\/)(package(-lock)?\.json|[^/]*requirements[^/]*\.txt|pyproject\.toml|go\.(mod|sum)|Cargo\.(toml|lock)|Gemfile(\.lock)?|pom\.xml|[^/]+\.gradle(\.kts)?|yarn\.lock|pnpm-lock\.yaml)$/,
    ),
  },
  {
    level: 'medium',
    reason: 'changes what a lock file pins',
    applies: (_, fileClass) => fileClass === 'lock',
  },
  {
    level: 'medium',
    reason: 'changes vendored code',
    applies: (_, fileClass) => fileClass === 'vendored',
  },
  { level: 'medium', reason: 'deletes a file', applies: (file) => file.status === 'deleted' },
  { level: 'medium', reason: 'adds or changes a binary file', applies: (file) => file.binary },
]

const LARGE_LINES = 300
const MANY_FILES = 15
const ORDER: readonly RiskLevel[] = ['low', 'medium', 'high', 'critical']

/** How much could go wrong if this were merged, judged from what it touches and how much of it somebody wrote. */
export function assessRisk(patch: Patch, measures: Measures | undefined): Risk {
  const classes = new Map(measures?.files.map((one) => [one.path, one.class]))
  const found = RULES.flatMap((rule) => {
    const file = patch.files.find((one) => {
      const fileClass = classes.get(one.path)
      return rule.applies(one, fileClass) && (fileClass === undefined || !rule.except?.includes(fileClass))
    })
    return file ? [{ level: rule.level, reason: `${rule.reason} (${codeSpan(file.path, 120)})` }] : []
  })
  const tests = linesInTests(patch, measures)
  const words = linesOfWords(measures)
  if (changedLines(measures?.written ?? patch) - changedLines(tests) - changedLines(words) > LARGE_LINES)
    found.push({ level: 'medium', reason: `changes more than ${LARGE_LINES} lines` })
  found.push(...changedJudges(patch, measures), ...changedExpectations(measures))
  if (patch.files.filter(({ path }) => !isOfTests(classes.get(path))).length > MANY_FILES)
    found.push({ level: 'medium', reason: `touches more than ${MANY_FILES} files` })
  if (found.length === 0)
    return { level: 'low', reasons: ['small and bounded: no rule for a higher risk applies'] }
  const level = found.reduce<RiskLevel>(
    (worst, one) => (ORDER.indexOf(one.level) > ORDER.indexOf(worst) ? one.level : worst),
    'low',
  )
  return { level, reasons: found.map((one) => one.reason) }
}

/** What the checks run or read is rejected, or allowed by an exception of the repository: no small matter either way. */
function changedJudges(
  { files }: Patch,
  measures: Measures | undefined,
): readonly { level: RiskLevel; reason: string }[] {
  const rejected = touchedJudgesText(measures?.judges ?? [], files)
  const excepted = touchedJudgesText(measures?.excepted ?? [], files)
  return [
    ...(rejected === undefined ? [] : [{ level: 'high' as const, reason: rejected }]),
    ...(excepted === undefined
      ? []
      : [{ level: 'medium' as const, reason: `${excepted}, allowed by \`verifier.may_change\`` }]),
  ]
}

/** An issue may ask for other behaviour, and a cheat may make a test agree with the bug: nobody can tell from the patch alone. */
function changedExpectations(
  measures: Measures | undefined,
): readonly { level: RiskLevel; reason: string }[] {
  const reason = expectationsText(measures)
  return reason === undefined ? [] : [{ level: 'medium', reason }]
}

/** What the tests of the base are made to expect; undefined when they are left as they are. */
export function expectationsText(measures: Measures | undefined): string | undefined {
  const changed = measures?.tests.changedExpectations ?? []
  const [first] = changed
  if (!first) return undefined
  const tests = new Set(changed.map(({ path, test }) => `${path} ${test}`)).size
  const what = tests === 1 ? 'an existing test expects' : `${tests} existing tests expect`
  const now = first.after === '' ? 'is gone' : `is now ${codeSpan(first.after, 100)}`
  return `changes what ${what}: ${codeSpan(first.before, 100)} ${now} (${codeSpan(first.path, 120)}, line ${first.line})`
}
