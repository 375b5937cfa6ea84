import picomatch from 'picomatch'
import type { FileChange } from '../../domain/candidate/patch.ts'
import { foldPath, foldPattern, inOneLine, linkedPath } from '../../domain/checks/fold-path.ts'

/** T1: what decides how code is checked, reviewed or generated is never a candidate's to change. */
export const PROTECTED_PATHS: readonly string[] = [
  '.github/**',
  '**/CODEOWNERS',
  '**/AGENTS.md',
  '**/CLAUDE.md',
  '**/GEMINI.md',
  '**/.claude/**',
  '**/.mcp.json',
  '**/.cursor/**',
  '**/.cursorrules',
  '**/.opencode/**',
  '**/opencode.json',
  '**/.codex/**',
  '**/.gemini/**',
  '**/.gitmodules',
  '**/.gitattributes',
  // Other CI systems: what they run says as little to us as it decides a lot (S5).
  '.circleci/**',
  '**/Jenkinsfile*',
  '.jenkins/**',
  '**/*.jenkinsfile',
  '.gitlab-ci.yml',
  '.gitlab-ci.yaml',
  '.gitlab-ci/**',
  '.gitlab/**',
  '**/azure-pipelines*.{yml,yaml}',
  '.azure-pipelines/**',
  '.azuredevops/**',
  '.buildkite/**',
  '.drone.{yml,yaml,star,jsonnet}',
  '.woodpecker.{yml,yaml}',
  '.woodpecker/**',
  '.travis.{yml,yaml}',
  '{,.}appveyor*.{yml,yaml}',
  'bitbucket-pipelines.yml',
  '.semaphore/**',
  '.cirrus.{yml,yaml,star}',
  '.cirrus_*.Dockerfile',
  '.teamcity/**',
  '.forgejo/**',
  '.gitea/**',
  '.builds/**',
  '.build.yml',
  '.taskcluster.yml',
  '{,.}codefresh.{yml,yaml}',
  'buildspec*.{yml,yaml}',
  'cloudbuild*.{yml,yaml,json}',
  'wercker.yml',
  'codemagic.yaml',
  'bitrise.yml',
  '{.zuul,zuul}.{yml,yaml}',
  '{.zuul,zuul}.d/**',
  '.tekton/**',
  '.harness/**',
  '.mergify.yml',
  '.prow.yaml',
  '**/[Dd]angerfile*',
  // A local action; that of a repository which is one lies in its root, and judges only where its workflows use it.
  '*/**/action.{yml,yaml}',
  // What starts by itself on the machine of whoever opens the folder.
  '**/.vscode/**',
  '**/*.code-workspace',
  '**/.devcontainer/**',
  '**/.devcontainer.json',
  '**/.envrc',
  '**/.idea/**',
  '**/.zed/**',
  '.gitpod.{yml,Dockerfile}',
]

/** The first change that touches a protected path, also by rename, in other letters, or through a symbolic link. */
export function protectedPathTouched(
  files: readonly FileChange[],
  patterns: readonly string[],
): string | undefined {
  const isProtected = matcherOf(patterns)
  for (const file of files) {
    for (const path of [file.path, file.previousPath, targetOf(file)]) {
      if (path === undefined) continue
      const folded = foldPath(inOneLine(path))
      // A protected folder replaced by a file or link of its name is touched as well.
      if (isProtected(folded) || isProtected(`${folded}/x`)) return file.path
    }
  }
  return undefined
}

const matchers = new Map<string, (path: string) => boolean>()

/** The same few lists are asked for with every patch and every look at it, and to read them takes longer than to match. */
function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const key = JSON.stringify(patterns)
  const matcher = matchers.get(key) ?? picomatch(patterns.map(foldPattern), { dot: true, nonegate: true })
  if (matchers.size >= 100) matchers.clear()
  matchers.set(key, matcher)
  return matcher
}

/** True when a symbolic link points out of the repository, or at its git directory. */
export function linksOutside(file: FileChange): boolean {
  if (file.mode !== '120000') return false
  const target = targetOf(file)
  return target === undefined || target === '.git' || target.startsWith('.git/')
}

export function isSubmodule(file: FileChange): boolean {
  return file.mode === '160000'
}

/** Where a link leads within the repository; undefined when it is no link or leads out of it. */
function targetOf({ path, linkTarget }: FileChange): string | undefined {
  return linkTarget === undefined ? undefined : linkedPath(path, linkTarget)
}
