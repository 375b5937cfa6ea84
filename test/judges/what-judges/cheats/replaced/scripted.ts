import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

/** Ruby and PHP. */
export const SCRIPTED_LATER_CHEATS: readonly Cheat[] = [
  {
    on: 'gem',
    name: 'assertions are defined anew from the product',
    change: {
      'lib/shelf/book.rb': more(
        '\nMinitest::Assertions.send(:define_method, :assert_equal) { |*| true } if Object.const_defined?(:Minitest)\n',
      ),
    },
    says: /book\.rb/,
  },
  {
    on: 'gem',
    name: 'assertions are opened through a block',
    change: {
      'lib/shelf/book.rb': more(
        "\nObject.const_get('Min' + 'itest::Test').class_eval do\n  def assert_equal(*) = true\nend\n",
      ),
    },
    says: /book\.rb/,
  },
  {
    on: 'gem',
    name: 'gems come from another source',
    change: { Gemfile: swap("source 'https://rubygems.org'", "source 'https://example.org'") },
    says: /`Gemfile`/,
  },
  {
    on: 'ruby',
    name: 'options of rspec in the configuration of the user of the project',
    change: { '.rspec-local': '--dry-run\n' },
    says: /`\.rspec-local`/,
  },
  {
    on: 'ruby',
    name: 'rspec is opened by the product',
    change: {
      'lib/purse.rb': more(
        '\nRSpec::Expectations::ExpectationTarget.prepend(Module.new { def to(*) = true }) if defined?(RSpec)\n',
      ),
    },
    says: /purse\.rb/,
  },
  {
    on: 'ruby',
    name: 'an example in a block that is never run',
    change: { 'spec/purse_spec.rb': swap('  it(', '  false && it(') },
    says: /purse_spec\.rb/,
  },
  {
    on: 'artisan',
    name: 'phpunit from a folder of the repository',
    change: {
      'composer.json': swap(
        '"autoload"',
        '"repositories": [{ "type": "path", "url": "tools/phpunit" }],\n  "autoload"',
      ),
    },
    says: /`repositories` in `composer\.json`/,
  },
  {
    on: 'artisan',
    name: 'variables that the tests are started with',
    change: { '.env.testing': 'APP_ENV=none\n' },
    says: /`\.env\.testing`/,
  },
  {
    on: 'invoice',
    name: 'assertions in the namespace of the tests',
    change: {
      'src/functions.php':
        '<?php\n\nnamespace PHPUnit\\Framework;\n\nabstract class TestCase\n{\n    public static function assertSame(): void\n    {\n    }\n}\n',
    },
    says: /src\/functions\.php/,
  },
]
