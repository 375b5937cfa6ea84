import { both, more, swap } from '../../../edits.ts'
import type { Row } from '../../../repositories/all-repositories.ts'

const FIX = { 'src/ledger/balance.py': swap('total = entry', 'total += entry') }
const TESTS = 'tests/unit/test_balance.py'
const BOOK = { 'lib/shelf/book.rb': swap('pages > 5', 'pages > 500') }
const TOTAL = { 'src/Total.php': swap('count($cents)', 'array_sum($cents)') }

export const SCRIPTED_HONEST: readonly Row[] = [
  {
    on: 'ledger',
    name: 'the fix with a test between others',
    change: {
      ...FIX,
      [TESTS]: swap(
        'def test_refuses_text',
        'def test_one():\n    assert balance([5]) == 5\n\n\ndef test_refuses_text',
      ),
    },
  },
  {
    on: 'ledger',
    name: 'the fix with more cases',
    change: { ...FIX, [TESTS]: swap('([-1], -1)]', '([-1], -1), ([1, -1], 0)]') },
  },
  {
    on: 'ledger',
    name: 'a new module with a dependency, a command and a version',
    change: {
      ...FIX,
      'src/ledger/report.py': 'import rich\n\n\ndef report(total):\n    rich.print(total)\n',
      'pyproject.toml': both(
        swap('"click>=8"', '"click>=8", "rich>=13"'),
        swap('version = "2.0.0"', 'version = "2.1.0"'),
        swap(
          'ledger = "ledger.cli:main"',
          'ledger = "ledger.cli:main"\nledger-report = "ledger.report:report"',
        ),
      ),
      'tests/unit/test_report.py':
        'from ledger.report import report\n\n\ndef test_prints(capsys):\n    report(3)\n    assert "3" in capsys.readouterr().out\n',
    },
  },
  {
    on: 'ledger',
    name: 'new data for a new test, and words beside the code',
    change: {
      ...FIX,
      'tests/data/empty.csv': 'day,cents\n',
      'tests/unit/test_data.py':
        'import csv\nimport pathlib\n\n\ndef test_empty():\n    path = pathlib.Path(__file__).parent.parent / "data" / "empty.csv"\n    assert len(list(csv.DictReader(path.open()))) == 0\n',
      'docs/index.md': more('\nSums.\n'),
      'CHANGES.rst': more('\n- Sums are right.\n'),
    },
  },
  {
    on: 'ledger',
    name: 'equality that is written by hand',
    change: {
      'src/ledger/balance.py': both(
        swap('total = entry', 'total += entry'),
        swap(
          '        self.cents = cents\n',
          '        self.cents = cents\n\n    def __eq__(self, other):\n        if not isinstance(other, Amount):\n            return NotImplemented\n        return self.cents == other.cents\n\n    def __hash__(self):\n        return hash(self.cents)\n',
        ),
      ),
    },
  },
  {
    on: 'ledger',
    name: 'a command that ends with a code',
    change: {
      ...FIX,
      'src/ledger/cli.py': (was) =>
        `import sys\n\n${was}\n\nif __name__ == "__main__":\n    sys.exit(main())\n`,
    },
  },
  {
    on: 'polls',
    name: 'a field with its migration and tests',
    change: {
      'polls/models.py': both(
        swap('max_length=200)', 'max_length=200)\n    closed = models.BooleanField(default=True)'),
        swap('return True', 'return not self.closed'),
      ),
      'polls/migrations/0002_closed.py':
        'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = [("polls", "0001_initial")]\n',
      'polls/tests.py': more(
        '\n    def test_open(self):\n        self.assertTrue(Question(text="?", closed=False).is_open())\n',
      ),
    },
  },
  {
    on: 'polls',
    name: 'a new application',
    change: {
      'site_/settings.py': swap('["polls"]', '["polls", "votes"]'),
      'votes/__init__.py': '',
      'votes/models.py': 'from django.db import models\n\n\nclass Vote(models.Model):\n    pass\n',
      'votes/tests.py':
        'from django.test import TestCase\n\nfrom .models import Vote\n\n\nclass VoteTests(TestCase):\n    def test_new(self):\n        self.assertIsNone(Vote().pk)\n',
      'votes/management/commands/count_votes.py':
        'from django.core.management.base import BaseCommand\n\n\nclass Command(BaseCommand):\n    def handle(self, *args, **options):\n        self.stdout.write("0")\n',
    },
  },
  {
    on: 'legacy',
    name: 'the fix with a renamed test and a dependency',
    change: {
      'timer/__init__.py': swap('59', '60'),
      'setup.py': swap('["pytz"]', '["pytz", "attrs"]'),
      'tests/test_timer.py': both(
        swap('def test_none', 'def test_no_minutes'),
        swap(
          '    def test_no_minutes',
          '    def test_two(self):\n        self.assertEqual(seconds(2), 120)\n\n    def test_no_minutes',
        ),
      ),
    },
  },
  {
    on: 'gem',
    name: 'the fix with a test',
    change: {
      ...BOOK,
      'test/book_test.rb': swap(
        '  def test_thin',
        '  def test_edge\n    assert_equal false, Shelf::Book.new(500).thick?\n  end\n\n  def test_thin',
      ),
    },
  },
  {
    on: 'gem',
    name: 'a new class with its test file',
    change: {
      ...BOOK,
      'lib/shelf.rb': more("require 'shelf/row'\n"),
      'lib/shelf/row.rb':
        '# frozen_string_literal: true\n\nmodule Shelf\n  class Row\n    def initialize(books)\n      @books = books\n    end\n\n    def ==(other)\n      other.is_a?(Row) && books == other.books\n    end\n\n    protected\n\n    attr_reader :books\n  end\nend\n',
      'test/row_test.rb':
        "require 'test_helper'\n\nclass RowTest < Minitest::Test\n  def test_equal\n    assert_equal Shelf::Row.new([]), Shelf::Row.new([])\n  end\nend\n",
    },
  },
  {
    on: 'gem',
    name: 'a dependency with its lock file',
    change: {
      ...BOOK,
      Gemfile: more("gem 'debug', group: :development\n"),
      'Gemfile.lock': more('    debug (1.9.2)\n'),
      'shelf.gemspec': swap('  spec.files', "  spec.add_dependency 'zeitwerk', '~> 2.6'\n  spec.files"),
    },
  },
  {
    on: 'gem',
    name: 'a version and the changes',
    change: {
      ...BOOK,
      'shelf.gemspec': swap('1.0.0', '1.0.1'),
      'CHANGELOG.md': more('\n- Thick is thicker.\n'),
    },
  },
  {
    on: 'gem',
    name: 'new data',
    change: {
      ...BOOK,
      'test/fixtures/rows.yml': '- 1\n',
      'test/rows_test.rb':
        "require 'test_helper'\nrequire 'yaml'\n\nclass RowsTest < Minitest::Test\n  def test_rows\n    assert_equal [1], YAML.load_file('test/fixtures/rows.yml')\n  end\nend\n",
    },
  },
  {
    on: 'gem',
    name: 'a program that ends with a code',
    change: {
      ...BOOK,
      'exe/shelf':
        "#!/usr/bin/env ruby\nrequire 'shelf'\nexit(Shelf::Book.new(ARGV.first.to_i).thick? ? 0 : 1)\n",
    },
  },
  {
    on: 'ruby',
    name: 'the fix with an example',
    change: {
      'lib/purse.rb': swap('coins.sum + 1', 'coins.sum'),
      'spec/purse_spec.rb': swap('end\n', "  it('sums nothing') { expect(subject.sum([])).to eq(0) }\nend\n"),
    },
  },
  { on: 'invoice', name: 'the fix', change: TOTAL },
  {
    on: 'invoice',
    name: 'the fix with a test',
    change: {
      ...TOTAL,
      'tests/TotalTest.php': swap(
        '    public function testNothing',
        '    public function testOne(): void\n    {\n        $this->assertSame(5, (new Total())->of([5]));\n    }\n\n    public function testNothing',
      ),
    },
  },
  {
    on: 'invoice',
    name: 'a dependency with its lock file and a version',
    change: {
      ...TOTAL,
      'composer.json': both(swap('">=8.2" }', '">=8.2", "brick/math": "^0.12" }'), swap('1.0.0', '1.1.0')),
      'composer.lock': '{ "packages": [{ "name": "brick/math" }] }\n',
    },
  },
  {
    on: 'invoice',
    name: 'a new class with its test, and words',
    change: {
      ...TOTAL,
      'src/Line.php':
        '<?php\n\nnamespace Acme\\Invoice;\n\nfinal class Line\n{\n    public function __construct(public readonly int $cents)\n    {\n    }\n\n    public function equals(Line $other): bool\n    {\n        return $this->cents === $other->cents;\n    }\n}\n',
      'tests/LineTest.php':
        '<?php\n\nnamespace Acme\\Invoice\\Tests;\n\nuse Acme\\Invoice\\Line;\nuse PHPUnit\\Framework\\TestCase;\n\nfinal class LineTest extends TestCase\n{\n    public function testEquals(): void\n    {\n        $this->assertTrue((new Line(1))->equals(new Line(1)));\n    }\n}\n',
      'README.md': more('\nLines.\n'),
    },
  },
  {
    on: 'invoice',
    name: 'another namespace of the product',
    change: {
      ...TOTAL,
      'composer.json': swap('"src/" }', '"src/", "Acme\\\\Tax\\\\": "tax/" }'),
      'tax/Rate.php': '<?php\n\nnamespace Acme\\Tax;\n\nfinal class Rate\n{\n}\n',
    },
  },
  {
    on: 'invoice',
    name: 'a script that no check runs',
    change: { ...TOTAL, 'composer.json': swap('"docs": "phpdoc"', '"docs": "phpdoc -d src"') },
  },
  { on: 'invoice', name: 'new data', change: { ...TOTAL, 'tests/Fixtures/two.json': '[]\n' } },
]
