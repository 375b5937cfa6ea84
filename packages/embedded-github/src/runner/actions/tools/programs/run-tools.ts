import type { ActionCall } from '../../served-action.ts'
import type { ToolAction } from '../tool-action.ts'
import { type RunTool, runTool, wordsOf } from './run-tool.ts'

type Inputs = ActionCall['inputs']

/** As the actions put them together, with their defaults. */
const TOOLS: readonly RunTool[] = [
  {
    names: ['pre-commit/action'],
    tool: 'pre-commit',
    title: 'pre-commit',
    follows: ['extra_args'],
    parameters: ({ extra_args: more = '--all-files' }) => [
      ...['run', '--show-diff-on-failure', '--color=always'],
      ...wordsOf(more),
    ],
  },
  {
    names: ['crate-ci/typos'],
    tool: 'typos',
    title: 'typos',
    follows: ['files', 'config', 'isolated', 'write_changes'],
    parameters: (inputs) => [
      ...option('--config', inputs.config),
      ...flag('--isolated', inputs.isolated),
      ...flag('--write-changes', inputs.write_changes),
      ...wordsOf(inputs.files ?? '.'),
    ],
  },
  {
    names: ['psf/black'],
    tool: 'black',
    title: 'Black',
    version: 'version',
    follows: ['options', 'src', 'black_args', 'jupyter'],
    parameters: ({ options = '--check --diff', src = '.', black_args: more }) => [
      ...[...wordsOf(options), ...wordsOf(more), ...wordsOf(src)],
    ],
  },
  {
    names: ['astral-sh/ruff-action', 'chartboost/ruff-action'],
    tool: 'ruff',
    title: 'Ruff',
    version: 'version',
    follows: ['args', 'src', 'changed-files', 'fix_args'],
    parameters: ({ args = 'check', src = '.' }) => [...wordsOf(args), ...wordsOf(src)],
  },
  {
    names: ['isort/isort-action', 'jamescurtin/isort-action'],
    tool: 'isort',
    title: 'isort',
    version: 'isort-version',
    follows: ['configuration', 'sort-paths'],
    parameters: ({ configuration = '--check-only --diff', 'sort-paths': paths = '.' }) => [
      ...[...wordsOf(configuration), ...wordsOf(paths)],
    ],
  },
  {
    names: ['codespell-project/actions-codespell'],
    tool: 'codespell',
    title: 'codespell',
    follows: [
      ...['check_filenames', 'check_hidden', 'exclude_file', 'skip', 'builtin', 'ignore_words_file'],
      ...['ignore_words_list', 'uri_ignore_words_list', 'path'],
    ],
    parameters: (inputs) => [
      ...flag('--check-filenames', inputs.check_filenames),
      ...flag('--check-hidden', inputs.check_hidden),
      ...option('--exclude-file', inputs.exclude_file),
      ...option('--skip', inputs.skip),
      ...option('--builtin', inputs.builtin),
      ...option('--ignore-words', inputs.ignore_words_file),
      ...option('--ignore-words-list', inputs.ignore_words_list),
      ...option('--uri-ignore-words-list', inputs.uri_ignore_words_list),
      ...wordsOf(inputs.path ?? '.'),
    ],
  },
  {
    names: ['embarkstudios/cargo-deny-action'],
    tool: 'cargo-deny',
    title: 'cargo-deny',
    follows: ['command', 'arguments', 'manifest-path', 'log-level', 'command-arguments', 'rust-version'],
    parameters: (inputs) => [
      ...['--manifest-path', inputs['manifest-path'] ?? './Cargo.toml'],
      ...['--log-level', inputs['log-level'] ?? 'warn'],
      ...[...wordsOf(inputs.arguments ?? '--all-features'), ...wordsOf(inputs.command ?? 'check')],
      ...wordsOf(inputs['command-arguments']),
    ],
  },
  {
    names: ['dominikh/staticcheck-action'],
    tool: 'staticcheck',
    title: 'Staticcheck',
    version: 'version',
    folder: 'working-directory',
    follows: ['build-tags', 'checks', 'install-go', 'cache-key', 'use-cache', 'min-go-version'],
    parameters: (inputs) => [
      ...option('-tags', inputs['build-tags']),
      ...option('-checks', inputs.checks),
      './...',
    ],
  },
  {
    names: ['golang/govulncheck-action'],
    tool: 'govulncheck',
    title: 'govulncheck',
    folder: 'work-dir',
    follows: ['go-package', 'go-version-input', 'go-version-file', 'repo-checkout'],
    parameters: (inputs) => wordsOf(inputs['go-package'] ?? './...'),
  },
  {
    names: ['davidanson/markdownlint-cli2-action'],
    tool: 'markdownlint-cli2',
    title: 'markdownlint-cli2',
    follows: ['globs', 'config', 'fix', 'separator'],
    parameters: (inputs) => [
      ...(inputs.config === undefined ? [] : ['--config', inputs.config]),
      ...flag('--fix', inputs.fix),
      ...linesOf(inputs.globs ?? '*.{md,markdown}', inputs.separator),
    ],
  },
  {
    names: ['ibiqlik/action-yamllint'],
    tool: 'yamllint',
    title: 'yamllint',
    follows: ['file_or_dir', 'config_file', 'config_data', 'format', 'strict', 'no_warnings'],
    parameters: (inputs) => [
      ...option('--config-file', inputs.config_file),
      ...option('--config-data', inputs.config_data),
      ...['--format', inputs.format ?? 'colored'],
      ...flag('--strict', inputs.strict),
      ...flag('--no-warnings', inputs.no_warnings),
      ...wordsOf(inputs.file_or_dir ?? '.'),
    ],
  },
  {
    names: ['hadolint/hadolint-action'],
    tool: 'hadolint',
    title: 'hadolint',
    follows: ['dockerfile', 'config', 'failure-threshold', 'ignore'],
    parameters: (inputs) => [
      ...option('--config', inputs.config),
      ...option('--failure-threshold', inputs['failure-threshold'] ?? 'info'),
      ...linesOf(inputs.ignore ?? '', ',').flatMap((rule) => ['--ignore', rule]),
      inputs.dockerfile ?? 'Dockerfile',
    ],
  },
  {
    names: ['raven-actions/actionlint', 'devops-actions/actionlint'],
    tool: 'actionlint',
    title: 'actionlint',
    version: 'version',
    follows: ['files', 'flags', 'shellcheck', 'pyflakes', 'matcher', 'fail-on-error', 'group-result'],
    parameters: ({ files, flags }) => [...wordsOf(flags), ...wordsOf(files)],
  },
  {
    names: ['zizmorcore/zizmor-action'],
    tool: 'zizmor',
    title: 'zizmor',
    version: 'version',
    follows: [
      'inputs',
      'persona',
      'online-audits',
      'min-severity',
      'min-confidence',
      'advanced-security',
      'config',
    ],
    parameters: (inputs) => [
      ...option('--persona', inputs.persona),
      ...option('--min-severity', inputs['min-severity']),
      ...option('--min-confidence', inputs['min-confidence']),
      ...option('--config', inputs.config),
      // What it finds goes to GitHub then, and fails nothing.
      ...(inputs['advanced-security'] === 'false' ? [] : ['--no-exit-codes']),
      ...wordsOf(inputs.inputs ?? '.'),
    ],
  },
  {
    names: ['jakebailey/pyright-action'],
    tool: 'pyright',
    title: 'Pyright',
    version: 'version',
    folder: 'working-directory',
    follows: ['project', 'python-version', 'python-platform', 'extra-args', 'annotate', 'no-comments'],
    parameters: (inputs) => [
      ...option('--project', inputs.project),
      ...option('--pythonversion', inputs['python-version']),
      ...option('--pythonplatform', inputs['python-platform']),
      ...wordsOf(inputs['extra-args']),
    ],
  },
  {
    names: ['lycheeverse/lychee-action'],
    tool: 'lychee',
    title: 'lychee',
    version: 'lycheeversion',
    follows: ['args', 'lycheeversion', 'fail', 'format', 'output', 'jobsummary'],
    parameters: ({ args = "--verbose --no-progress './**/*.md' './**/*.html' './**/*.rst'" }) =>
      wordsOf(args),
  },
  {
    names: ['actions-rs/cargo', 'actions-rs/clippy-check', 'clechasseur/rs-cargo'],
    tool: 'cargo',
    title: 'cargo',
    folder: 'working-directory',
    follows: ['command', 'args', 'toolchain', 'name', 'use-cross'],
    parameters: ({ command = 'clippy', args, toolchain }) => [
      ...(toolchain === undefined ? [] : [`+${toolchain.replace(/^\+/, '')}`]),
      ...[command, ...wordsOf(args)],
    ],
  },
]

/** Actions that run one tool, served by that of the machine. */
export const runTools: readonly ToolAction[] = TOOLS.map(runTool)

function option(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [name, value]
}

function flag(name: string, value: Inputs[string] | undefined): readonly string[] {
  return value === 'true' ? [name] : []
}

function linesOf(text: string, separator = '\n'): readonly string[] {
  return text
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
