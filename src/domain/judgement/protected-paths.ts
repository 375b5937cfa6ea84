/** What GitHub, agents and git read. */
const REPOSITORY = [
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
  // A local action; that of a repository which is one lies in its root, and judges only where its workflows use it.
  '*/**/action.{yml,yaml}',
]

/** They decide much, and what they run cannot be followed from here (S5). */
const OTHER_CI = [
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
  '.pipelines/**',
  '.vsts-*.{yml,yaml}',
  '.buildkite/**',
  'buildkite.{yml,yaml,json}',
  'buildkite/pipeline.{yml,yaml,json}',
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
  '.kokoro/**',
  '.bazelci/**',
  '.buddy/**',
  'buddy.{yml,yaml}',
  '.depot/**',
  'screwdriver.yaml',
  '.mergify.yml',
  '.prow.yaml',
  '**/[Dd]angerfile*',
]

/** What scanners and services of other people are told to overlook. */
const SCANNERS = [
  '{,.}codecov.{yml,yaml}',
  '.codeclimate.{yml,yaml}',
  '.deepsource.toml',
  '.scrutinizer.yml',
  'sonar-project.properties',
  '.sonarcloud.properties',
  '**/.snyk',
  '**/.semgrepignore',
  '.semgrep.{yml,yaml}',
  '.semgrep/**',
  '.gitleaks.toml',
  '.gitleaksignore',
  '.gitguardian.{yml,yaml}',
  '.trivyignore{,.yaml}',
]

/** What starts by itself on the machine of whoever opens the folder. */
const EDITORS = [
  '**/.vscode/**',
  '**/*.code-workspace',
  '**/.devcontainer/**',
  '**/.devcontainer.json',
  '**/.envrc',
  '**/.idea/**',
  '**/.zed/**',
  '.gitpod.{yml,Dockerfile}',
  '**/{,.}devfile.yaml',
  '.idx/**',
  '**/.mise/**',
  '**/{,.}mise{,.*}.toml',
  '**/.exrc',
  '**/.nvimrc',
  '**/.nvim.lua',
  '**/.dir-locals{,-2}.el',
]

/** What git starts for whoever commits or checks out, once its hooks have been set up. */
const GIT_HOOKS = [
  '**/.husky/**',
  '**/.githooks/**',
  '{,.}lefthook{,-local}.{yml,yaml,toml,json}',
  '.lefthook/**',
  '.overcommit.yml',
]

/** How many paths of a kind are named. */
const EXAMPLES = 4

/** T1: what decides how code is checked, reviewed or generated is never a candidate's to change. */
export const PROTECTED_PATHS: readonly string[] = [
  ...REPOSITORY,
  ...OTHER_CI,
  ...SCANNERS,
  ...EDITORS,
  ...GIT_HOOKS,
]

/** The same for whoever writes a patch: what is met in most repositories as it is, and of the rest what it is, in Markdown. */
export const PROTECTED_KINDS: readonly string[] = [
  ...REPOSITORY.map(code),
  kind('files of other CI systems', OTHER_CI),
  kind('what scanners and services of others are told to overlook', SCANNERS),
  kind('what an editor or a tool starts by itself when the folder is opened', EDITORS),
  kind('hooks of git', GIT_HOOKS),
]

function kind(what: string, paths: readonly string[]): string {
  return `${what}, such as ${paths.slice(0, EXAMPLES).map(code).join(', ')}`
}

function code(path: string): string {
  return `\`${path}\``
}
