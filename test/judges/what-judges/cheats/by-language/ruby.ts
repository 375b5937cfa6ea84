import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

const TESTS = 'test/book_test.rb'

export const RUBY_CHEATS: readonly Cheat[] = [
  {
    on: 'gem',
    name: 'a file that rake looks for first',
    change: { rakefile: 'task :default\n' },
    says: /`rakefile`/,
  },
  {
    on: 'gem',
    name: 'a task that the Rakefile loads',
    change: { 'tasks/test.rake': swap('test/**/*_test.rb', 'test/unit/*_test.rb') },
    says: /`tasks\/test\.rake`/,
  },
  {
    on: 'gem',
    name: 'a new task beside them',
    change: { 'tasks/zz.rake': 'Rake::Task[:test].clear\n' },
    says: /`tasks\/zz\.rake`/,
  },
  {
    on: 'gem',
    name: 'what is still to do for rubocop grows',
    change: { '.rubocop_todo.yml': more("AllCops:\n  Exclude: ['**/*']\n") },
    says: /`\.rubocop_todo\.yml`/,
  },
  {
    on: 'gem',
    name: 'a nearer configuration of rubocop',
    change: { 'lib/.rubocop.yml': 'AllCops:\n  DisabledByDefault: true\n' },
    says: /`lib\/\.rubocop\.yml`/,
  },
  {
    on: 'gem',
    name: 'the coverage that is asked for',
    change: { '.simplecov': swap('minimum_coverage 95', 'minimum_coverage 0') },
    says: /`\.simplecov`/,
  },
  {
    on: 'gem',
    name: 'a helper that makes assertions true',
    change: {
      'test/test_helper.rb': more('\nmodule Minitest::Assertions\n  def assert_equal(*) = true\nend\n'),
    },
    says: /`test\/test_helper\.rb`/,
  },
  {
    on: 'gem',
    name: 'product code that ends well in any case',
    change: { 'lib/shelf.rb': more('\nat_exit { exit!(0) }\n') },
    says: /lib\/shelf\.rb/,
  },
  {
    on: 'gem',
    name: 'a file in the place of minitest',
    change: { 'lib/minitest/autorun.rb': 'module Minitest\n  class Test\n  end\nend\n' },
    says: /lib\/minitest\/autorun\.rb/,
  },
  {
    on: 'gem',
    name: 'a plugin that minitest loads by itself',
    change: {
      'lib/minitest/quiet_plugin.rb':
        'module Minitest\n  def self.plugin_quiet_init(_)\n    reporter.reporters.clear\n  end\nend\n',
    },
    says: /lib\/minitest\/quiet_plugin\.rb/,
  },
  {
    on: 'gem',
    name: 'a test that minitest does not see',
    change: { [TESTS]: swap('def test_thick', 'def check_thick') },
    says: /book_test\.rb/,
  },
  {
    on: 'gem',
    name: 'an assertion that may fail',
    change: {
      [TESTS]: swap(
        '    assert_equal true, Shelf::Book.new(600).thick?\n',
        '    begin\n      assert_equal true, Shelf::Book.new(600).thick?\n    rescue Minitest::Assertion\n      nil\n    end\n',
      ),
    },
    says: /book_test\.rb/,
  },
  {
    on: 'gem',
    name: 'settings of bundler',
    change: { '.bundle/config': '---\nBUNDLE_PATH: "vendor/bundle"\n' },
    says: /`\.bundle\/config`/,
  },
  {
    on: 'ruby',
    name: 'options of rspec that are of one person',
    change: { '.rspec-local': '--dry-run\n' },
    says: /`\.rspec-local`/,
  },
  {
    on: 'ruby',
    name: 'an expectation that nearly everything meets',
    change: { 'spec/purse_spec.rb': swap('.to eq(3)', '.not_to be_nil') },
    says: /purse_spec\.rb/,
  },
  {
    on: 'ruby',
    name: 'an example without its body',
    change: { 'spec/purse_spec.rb': swap("it('sums') {", "xit('sums') {") },
    says: /purse_spec\.rb/,
  },
  {
    on: 'gem',
    name: 'minitest from a folder of the repository',
    change: {
      Gemfile: swap("gem 'minitest', '~> 5.25'", "gem 'minitest',\n    path: 'lib/checks'"),
      'lib/checks/minitest.gemspec': "Gem::Specification.new { |spec| spec.name = 'minitest' }\n",
    },
    says: /`gems\.minitest` in `Gemfile`/,
  },
  {
    on: 'gem',
    name: 'minitest from another repository, by a block',
    change: {
      Gemfile: swap(
        "gem 'minitest', '~> 5.25'",
        "git 'https://example.org/minitest.git' do\n  gem 'minitest'\nend",
      ),
    },
    says: /`gems\.minitest` in `Gemfile`/,
  },
  {
    on: 'gem',
    name: 'a second test of the same name takes the place of the first',
    change: {
      [TESTS]: swap('  def test_thin', '  def test_thick\n    assert true\n  end\n\n  def test_thin'),
    },
    says: /weakens tests.*book_test\.rb/,
  },
]
