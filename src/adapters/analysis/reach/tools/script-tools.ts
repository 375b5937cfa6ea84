import type { Tool } from './tool.ts'

/** https://rspec.info/features/3-13/rspec-core/configuration/read-options-from-file · https://docs.rubocop.org/rubocop/configuration.html · https://github.com/minitest/minitest (plugins) */
const RUBY: readonly Tool[] = [
  {
    names: 'rspec parallel_rspec turbo_tests',
    reads: '.rspec .rspec-local .rspec_parallel',
    loads: 'spec/spec_helper.rb spec/rails_helper.rb .simplecov',
    modules: 'rspec rspec/core rspec/expectations rspec/mocks',
    with: ['ruby'],
  },
  {
    names: 'rake rails bin/rails ruby minitest m parallel_test spring',
    loads: 'test/test_helper.rb .minitest* .simplecov',
    modules: 'minitest minitest/autorun test/unit test-unit',
    with: ['ruby'],
  },
  {
    names: 'cucumber',
    reads: 'cucumber.yml cucumber.yaml config/cucumber.yml .config/cucumber.yml',
    loads: 'features/support/**',
    modules: 'cucumber',
    with: ['ruby'],
  },
  {
    names: 'rubocop',
    anywhere: '*.rb#rubocop:disable',
    reads: '.rubocop.yml .rubocop_todo.yml .rubocop config/rubocop.yml',
    modules: 'rubocop',
    with: ['ruby'],
  },
  {
    names: 'standardrb standard',
    reads: '.standard.yml .standard_todo.yml',
    modules: 'standard',
    with: ['ruby'],
  },
  {
    names: 'reek brakeman erb_lint erblint haml-lint slim-lint fasterer',
    reads:
      '.reek.yml config/brakeman.ignore config/brakeman.yml .erb_lint.yml .erb-lint.yml .haml-lint.yml .slim-lint.yml .fasterer.yml',
    with: ['ruby'],
  },
  { names: 'srb sorbet steep tapioca', reads: 'sorbet/config Steepfile sorbet/rbi/shims/**', with: ['ruby'] },
  { names: 'simplecov', with: ['ruby'] },
  { names: 'appraisal', reads: 'Appraisals', with: ['ruby'] },
  { names: 'bundle bundler gem', with: ['ruby'] },
]

/** https://docs.phpunit.de/en/12.4/configuration.html · https://phpstan.org/config-reference · https://psalm.dev/docs/running_psalm/configuration · https://getcomposer.org/doc/03-cli.md */
const PHP: readonly Tool[] = [
  {
    names: 'phpunit paratest simple-phpunit',
    reads: 'phpunit.xml phpunit.xml.dist phpunit.dist.xml phpunit*.xml phpunit*.xml.dist',
    loads: 'tests/bootstrap.php .env.test .env.test.local .env.testing',
    modules: 'phpunit',
    with: ['php'],
  },
  {
    names: 'pest',
    reads: 'phpunit.xml phpunit.xml.dist phpunit.dist.xml',
    loads: 'tests/Pest.php Pest.php tests/bootstrap.php .env.test .env.test.local .env.testing',
    modules: 'pest',
    with: ['php'],
  },
  {
    names: 'codecept behat phpspec',
    reads:
      'codeception.yml codeception.dist.yml behat.yml behat.yml.dist behat.php behat.dist.* phpspec.yml phpspec.yml.dist .phpspec.yml tests/*.suite.yml tests/*.suite.dist.yml',
    with: ['php'],
  },
  {
    names: 'phpstan',
    reads:
      'phpstan.neon phpstan.neon.dist phpstan.dist.neon phpstan-baseline.neon phpstan-baseline.php .phpstan.neon',
    modules: 'phpstan',
    with: ['php'],
  },
  { names: 'psalm', reads: 'psalm.xml psalm.xml.dist psalm-baseline.xml', modules: 'psalm', with: ['php'] },
  {
    names: 'phpcs phpcbf',
    anywhere: '*.php#phpcs:ignoreFile',
    reads: '.phpcs.xml phpcs.xml .phpcs.xml.dist phpcs.xml.dist CodeSniffer.conf',
    with: ['php'],
  },
  {
    names: 'php-cs-fixer',
    reads: '.php-cs-fixer.php .php-cs-fixer.dist.php .php_cs .php_cs.dist',
    with: ['php'],
  },
  { names: 'pint', reads: 'pint.json', with: ['php'] },
  {
    names: 'phpmd phan infection deptrac rector phplint phpbench parallel-lint',
    reads:
      'phpmd.xml phpmd.xml.dist phpmd*.xml .phan/** infection.json infection.json.dist infection.json5 infection.json5.dist deptrac.yaml deptrac.yml rector.php .phplint.yml phpbench.json phpbench.json.dist',
    with: ['php'],
  },
  { names: 'composer', with: ['php'] },
  { names: 'robo', reads: 'RoboFile.php robo.yml', with: ['php'] },
  { names: 'castor', reads: 'castor.php .castor/**', with: ['php'] },
  { names: 'phing', reads: 'build.xml build.properties', with: ['php'] },
  { names: 'php artisan symfony', loads: 'php.ini .user.ini .env.testing', with: ['php'] },
]

/** https://www.shellcheck.net/wiki/Directive · https://bats-core.readthedocs.io · https://github.com/hadolint/hadolint#configure */
const SHELL: readonly Tool[] = [
  { names: 'shellcheck', reads: '.shellcheckrc shellcheckrc' },
  { names: 'shfmt', reads: '.editorconfig' },
  { names: 'bats', loads: 'test/test_helper/** test/test_helper.bash tests/test_helper.bash' },
  { names: 'hadolint', reads: '.hadolint.yaml .hadolint.yml' },
  { names: 'actionlint zizmor', reads: 'zizmor.yml .zizmor.yml' },
  { names: 'editorconfig-checker ec', reads: '.editorconfig .ecrc .editorconfig-checker.json' },
  {
    names: 'super-linter megalinter mega-linter-runner trunk',
    reads: '.mega-linter.yml .trunk/trunk.yaml .super-linter.env',
  },
  { names: 'lefthook husky', reads: 'lefthook.* .lefthook.* lefthook-local.* .husky/**' },
  { names: 'buck2 pants', reads: '.buckconfig pants.toml' },
  {
    names: 'swift swiftlint swiftformat xcodebuild',
    reads: '.swiftlint.yml .swiftformat .swift-version *.xctestplan',
  },
  {
    names: 'dart flutter',
    reads: 'analysis_options.yaml dart_test.yaml',
    anywhere: 'flutter_test_config.dart',
  },
  {
    names: 'mix elixir',
    reads: '.formatter.exs .credo.exs .dialyzer_ignore.exs coveralls.json',
    loads: 'test/test_helper.exs',
  },
  { names: 'lua luacheck busted stylua', reads: '.luacheckrc .busted stylua.toml .stylua.toml' },
]

export const SCRIPT_TOOLS: readonly Tool[] = [...RUBY, ...PHP, ...SHELL]
