import { expect } from 'vitest'
import { judge, type Project, passed } from './judge.ts'
import { inSandboxWith } from './with-tools.ts'

const CI = `name: Ruby

on:
  push:
    branches: [ main ]
  pull_request:
    branches: [ '**' ]

jobs:
  test:
    runs-on: \${{ matrix.os }}
    continue-on-error: \${{ matrix.ruby == 'head' }}
    strategy:
      fail-fast: false
      matrix:
        os: [ ubuntu-latest ]
        ruby: [ ruby, '2.1', truffleruby-24 ]
        include:
          - os: macos-latest
            ruby: ruby
    steps:
    - uses: actions/checkout@v4
    - name: Set up Ruby \${{ matrix.ruby }}
      uses: ruby/setup-ruby@v1
      with:
        ruby-version: \${{ matrix.ruby }}
    - name: Run the tests
      run: rake test
      env:
        RUBYOPT: -W:deprecated

  rubocop:
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@v4
    - uses: reviewdog/action-rubocop@v2
`

const LIB = `# frozen_string_literal: true

require_relative "slug/version"
require_relative "slug/letters"

# Makes of a title what stands in the address of its page.
module Slug
  MAX = 40

  def self.of(title, max: MAX)
    plain = title.downcase.gsub(/[^a-z0-9]/) { |letter| LETTERS.fetch(letter, " ") }
    words = plain.split
    raise ArgumentError, "no word in #{title.inspect}" if words.empty?

    words.join("-")[0, max]
  end
end
`
const RIGHT = LIB.replace(
  '    words.join("-")[0, max]\n',
  `    slug = words.shift[0, max]
    slug << "-" << words.shift while words.any? && slug.size + 1 + words.first.size <= max
    slug
`,
).replace('words.shift[0, max]', '+words.shift[0, max]')
/** The hyphen at the end goes, the half word stays. */
const WRONG = LIB.replace('[0, max]\n', '[0, max].delete_suffix("-")\n')

const TESTS = `# frozen_string_literal: true

require "test_helper"

class TestSlug < Minitest::Test
  def test_words
    assert_equal "hello-world", Slug.of("Hello, World!")
  end

  def test_letters
    assert_equal "strasse-nach-koeln", Slug.of("Straße nach Köln")
  end

  def test_no_word
    assert_raises(ArgumentError) { Slug.of("?!") }
  end

  def test_long_word
    assert_equal 40, Slug.of("a" * 60).size
  end
end
`
const MORE = TESTS.replace(
  /end\n$/,
  `
  def test_cuts_between_words
    assert_equal "one-two", Slug.of("One two three", max: 8)
    assert_equal "one-two", Slug.of("One two three", max: 10)
    assert_equal "one-two-three", Slug.of("One two three", max: 13)
  end
end
`,
)

const PROJECT: Project = {
  name: 'slug',
  files: {
    '.github/workflows/ruby.yml': CI,
    '.gitignore': '/pkg/\n/coverage/\n*.gem\n',
    '.rubocop.yml': 'AllCops:\n  TargetRubyVersion: 2.6\n',
    Rakefile: `# frozen_string_literal: true

require "rake/testtask"

Rake::TestTask.new(:test) do |t|
  t.libs << "test"
  t.libs << "lib"
  t.test_files = FileList["test/**/test_*.rb"] - ["test/test_helper.rb"]
end

task default: :test
`,
    'README.md': '# slug\n',
    'slug.gemspec': `# frozen_string_literal: true

require_relative "lib/slug/version"

Gem::Specification.new do |spec|
  spec.name = "slug"
  spec.version = Slug::VERSION
  spec.summary = "Titles as addresses"
  spec.authors = ["Ada"]
  spec.files = Dir["lib/**/*.rb"]
  spec.add_development_dependency "minitest", "~> 5.0"
end
`,
    'lib/slug.rb': LIB,
    'lib/slug/letters.rb': `# frozen_string_literal: true

module Slug
  LETTERS = { "ä" => "ae", "ö" => "oe", "ü" => "ue", "ß" => "ss", "'" => "" }.freeze
end
`,
    'lib/slug/version.rb': '# frozen_string_literal: true\n\nmodule Slug\n  VERSION = "1.2.0"\nend\n',
    'test/test_helper.rb': '# frozen_string_literal: true\n\nrequire "slug"\nrequire "minitest/autorun"\n',
    'test/test_slug.rb': TESTS,
  },
  issue: `# Long titles are cut in the middle of a word

\`Slug.of("One two three", max: 10)\` is \`one-two-th\`, and with \`max: 8\` it ends in a hyphen. It should end after a whole word;
only a first word that is too long itself is cut.
`,
  agents: {
    right: { 'lib/slug.rb': RIGHT, 'test/test_slug.rb': MORE },
    wrong: { 'lib/slug.rb': WRONG },
    cheat: {
      'lib/slug.rb': LIB.replace('[0, max]', '[0, [max, 20].min]'),
      'test/test_slug.rb': TESTS.replace(/\n {2}def test_long_word[\s\S]*?\n {2}end\n/, ''),
    },
  },
}

inSandboxWith('ruby', 'R1: a Ruby gem with a matrix of versions', async () => {
  const { winner, rows, leftOut, exitCode, stderr } = await judge(PROJECT)
  expect([exitCode, winner], stderr).toEqual([0, 'right'])
  expect(passed(rows.right)).toContain('test (ubuntu-latest, ruby)')
  expect(rows.wrong).toMatchObject({
    result: 'reject',
    reason: expect.stringMatching(/^fails `\S*test_cuts_between_words/),
  })
  expect(rows.cheat).toMatchObject({ result: 'reject', reason: expect.stringContaining('weakens tests: ') })
  expect(leftOut).toMatchObject({
    'test (ubuntu-latest, 2.1)': expect.stringContaining('asks for Ruby 2.1'),
    'test (ubuntu-latest, truffleruby-24)': expect.stringContaining('asks for Ruby truffleruby-24'),
    'test (macos-latest, ruby)': expect.stringContaining('macos-latest'),
    rubocop: expect.stringContaining('reviewdog/action-rubocop@v2'),
  })
})
