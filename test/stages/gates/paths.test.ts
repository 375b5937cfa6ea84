import { describe, expect, it } from 'vitest'
import { PROTECTED_PATHS } from '../../../src/domain/judgement/protected-paths.ts'
import { protectedPathTouched } from '../../../src/stages/gates/paths.ts'

const touched = (path: string) =>
  protectedPathTouched(
    [{ path, status: 'modified', insertions: 1, deletions: 0, binary: false, mode: '100644', bytes: 1 }],
    PROTECTED_PATHS,
  )

describe('a path that folds to another', () => {
  it('counts as that one, whatever stands at its end', () => {
    for (const path of ['.github. /a.yml', '.github:stream/a.yml', '.github:a\nb/a.yml'])
      expect(touched(path), path).toBeDefined()
  })

  it('is read once, however long it is', () => {
    expect(touched(`src/${'. '.repeat(500_000)}a.ts`)).toBeUndefined()
  })
})

describe('S5: what other CI systems run, and what starts by itself where somebody opens the folder, is protected', () => {
  it.each([
    '.circleci/config.yml',
    'Jenkinsfile',
    'some\nfolder/.codex/config.toml',
    '.github/ISSUE\nTEMPLATE/a.md',
    'deploy/Jenkinsfile.nightly',
    '.gitlab-ci.yml',
    '.gitlab/ci/test.yml',
    'azure-pipelines.yml',
    'build/azure-pipelines-pr.yaml',
    '.buildkite/pipeline.yml',
    '.buildkite/hooks/pre-command',
    '.drone.yml',
    '.DRONE.yml',
    '.woodpecker/test.yaml',
    '.travis.yml',
    'appveyor.yml',
    '.appveyor.yml',
    'bitbucket-pipelines.yml',
    '.cirrus.yml',
    '.semaphore/semaphore.yml',
    '.teamcity/settings.kts',
    'Dangerfile',
    'dangerfile.ts',
    '.vscode/tasks.json',
    'packages/a/.vscode/settings.json',
    'all.code-workspace',
    '.devcontainer/devcontainer.json',
    '.devcontainer.json',
    '.envrc',
    'sub/.envrc',
    '.idea/workspace.xml',
  ])('%s', (path) => {
    expect(touched(path)).toBe(path)
  })

  it.each([
    'src/jenkins.ts',
    'docs/circleci.md',
    'src/vscode/index.ts',
    'lib/build.yml',
    'test/travis.yml',
    'src/envrc.js',
    'gitlab/ci.js',
  ])('leaves %s alone', (path) => {
    expect(touched(path)).toBeUndefined()
  })
})
