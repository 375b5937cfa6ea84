import { describe, expect, it } from 'vitest'
import type { FileChange } from '../../../src/domain/candidate/patch.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { guardPatch } from '../../../src/stages/gates/gates.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'

/** What the other cases of S5 do not name, and where their tools look for it. */
const PATHS = [
  '.woodpecker.yml',
  '.woodpecker.yaml',
  '.semaphore/pipelines/deploy.yml',
  'bitbucket-pipelines.yml',
  '.teamcity/pom.xml',
  '.appveyor.yml',
  '.circleci/scripts/setup.sh',
  'services/api/Jenkinsfile',
  '.gitlab-ci.yaml',
  '.azure-pipelines/steps/test.yml',
  'eng/azure-pipelines-nightly.yml',
  '.pipelines/ci.yml',
  'buildkite.yml',
  '.buildkite/hooks/environment',
  '.drone.star',
  '.forgejo/workflows/ci.yaml',
  '.gitea/workflows/ci.yaml',
  '.builds/alpine.yml',
  'cloudbuild.yaml',
  'buildspec-test.yml',
  '.tekton/push.yaml',
  '.kokoro/presubmit.cfg',
  '.github/actions/set-up/action.yml',
  'tools/lint/action.yml',
  '.devcontainer/Dockerfile',
  'packages/api/.devcontainer/post-create.sh',
  '.husky/pre-commit',
  'web/.husky/_/husky.sh',
  'lefthook.yml',
  '.gitmodules',
  'lib/.gitattributes',
  'docs/CODEOWNERS',
  'api/AGENTS.md',
  'api/.claude/settings.json',
  '.mcp.json',
  '.vscode/tasks.json',
  'api/.envrc',
  '.mise.toml',
  'codecov.yml',
]

const NOTHING_OF_THE_KIND = [
  'src/husky.ts',
  'docs/pre-commit.md',
  'src/lefthook/index.js',
  'src/mise.ts',
  'buildkite/client.go',
  'test/codecov.test.js',
  'src/devcontainer/parse.ts',
  'src/semaphore.c',
  'pipelines/train.py',
]

const settings = Settings.parse({})
const refused = (file: FileChange) =>
  guardPatch(aCase({ settings, patch: aPatch('one', [file]) })).some(({ gate }) => gate === 'protected path')

const fullWidth = (path: string) => path.replace(/[a-z]/i, (letter) => wide(letter))
const wide = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)
const inLastName = (path: string, sign: string) => path.replace(/([^/])([^/]*)$/, `$1${sign}$2`)

const WAYS: readonly (readonly [string, (path: string) => FileChange])[] = [
  ['as it is written', (path) => aFile(path)],
  ['new', (path) => aFile(path, { status: 'added', deletions: 0 })],
  ['deleted', (path) => aFile(path, { status: 'deleted', insertions: 0 })],
  ['in capitals', (path) => aFile(path.toUpperCase())],
  ['in letters of full width', (path) => aFile(fullWidth(path))],
  ['with a sign of no width in its name', (path) => aFile(inLastName(path, '\u200b'))],
  ['with a sign that turns the direction', (path) => aFile(inLastName(path, '\u202e'))],
  ['with a selector of variants', (path) => aFile(inLastName(path, '\ufe0f'))],
  ['with a dot at its end', (path) => aFile(`${path}.`)],
  ['with blanks at its end', (path) => aFile(`${path}  `)],
  ['with backslashes', (path) => aFile(path.replaceAll('/', '\\'))],
  ['as a stream of NTFS', (path) => aFile(`${path}::$DATA`)],
  ['renamed to another name', (path) => aFile('src/moved.js', { status: 'renamed', previousPath: path })],
  ['renamed from another name', (path) => aFile(path, { status: 'renamed', previousPath: 'src/a.js' })],
  ['made a link', (path) => aFile(path, { mode: '120000', linkTarget: 'src/a.js' })],
  [
    'under a link that leads to it',
    (path) => aFile('src/deep/link', { mode: '120000', linkTarget: `../../${path}` }),
  ],
]

describe('T1, S5: what runs or judges the code of others is refused', () => {
  describe.each(WAYS)('%s', (_, change) => {
    it.each(PATHS)('%s', (path) => {
      expect(refused(change(path))).toBe(true)
    })
  })

  it.each(NOTHING_OF_THE_KIND)('and %s may be changed', (path) => {
    expect(refused(aFile(path))).toBe(false)
  })
})
