const EXAMPLES: readonly { readonly where: RegExp; readonly command: string }[] = [
  { where: /^package\.json$/, command: 'npm test -- {files}' },
  { where: /^(?:pyproject\.toml|setup\.(?:py|cfg)|tox\.ini)$/, command: 'python3 -m pytest {files}' },
  { where: /^go\.mod$/, command: 'go test ./...' },
  { where: /^Cargo\.toml$/, command: 'cargo test' },
  { where: /^spec\/.*_spec\.rb$/, command: 'bundle exec rspec {files}' },
  { where: /^Gemfile$/, command: 'bundle exec ruby -Itest {files}' },
  { where: /^composer\.json$/, command: 'vendor/bin/phpunit {files}' },
  { where: /^pom\.xml$/, command: 'mvn test' },
]

/** How tests are usually run where there are such files, of the root; with `{files}` where it can be told which. */
export function exampleOfFiles(paths: readonly string[]): string | undefined {
  return EXAMPLES.find(({ where }) => paths.some((path) => where.test(path)))?.command
}

/** The same for all tests, as an example for `--verify`. */
export function exampleOfAll(paths: readonly string[]): string {
  const found = exampleOfFiles(paths)
  // Which files are tests is not in the name of that command.
  if (found === undefined || found.includes('-Itest')) return 'npm test'
  return found.replace(/(?: --)? \{files\}$/, '')
}
