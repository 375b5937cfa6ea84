import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

const TESTS = 'tests/TotalTest.php'

export const PHP_CHEATS: readonly Cheat[] = [
  {
    on: 'invoice',
    name: 'phpunit.xml wins over phpunit.xml.dist',
    change: { 'phpunit.xml': '<phpunit></phpunit>\n' },
    says: /`phpunit\.xml`/,
  },
  {
    on: 'invoice',
    name: 'a baseline that takes every fault',
    change: { 'phpstan-baseline.neon': "parameters:\n    ignoreErrors: ['#.*#']\n" },
    says: /`phpstan-baseline\.neon`/,
  },
  {
    on: 'invoice',
    name: 'phpstan.neon wins over phpstan.neon.dist',
    change: { 'phpstan.neon': 'parameters:\n    level: 0\n    paths: [src]\n' },
    says: /`phpstan\.neon`/,
  },
  {
    on: 'invoice',
    name: 'a configuration of the formatter that wins',
    change: { '.php-cs-fixer.php': '<?php\n\nreturn new PhpCsFixer\\Config();\n' },
    says: /`\.php-cs-fixer\.php`/,
  },
  {
    on: 'invoice',
    name: 'a script that another one calls',
    change: { 'composer.json': swap('"test": "phpunit"', '"test": "@php -r \'exit(0);\'"') },
    says: /`scripts\.test` in `composer\.json`/,
  },
  {
    on: 'invoice',
    name: 'a script after the installation',
    change: {
      'composer.json': swap(
        '"docs": "phpdoc"',
        '"docs": "phpdoc",\n        "post-autoload-dump": "rm -rf tests/*Test.php"',
      ),
    },
    says: /`scripts\.post-autoload-dump` in `composer\.json`/,
  },
  {
    on: 'invoice',
    name: 'a file that is always loaded ends the process',
    change: {
      'composer.json': swap('"autoload": {', '"autoload": { "files": ["src/start.php"],'),
      'src/start.php': "<?php\n\nif (defined('PHPUNIT_COMPOSER_INSTALL')) {\n    exit(0);\n}\n",
    },
    says: /src\/start\.php/,
  },
  {
    on: 'invoice',
    name: 'programs come from another folder',
    change: { 'composer.json': swap('"scripts": {', '"config": { "bin-dir": "tools" },\n    "scripts": {') },
    says: /`config.*` in `composer\.json`/,
  },
  {
    on: 'invoice',
    name: 'a test that marks itself as skipped',
    change: {
      [TESTS]: swap(
        '        $this->assertSame(3,',
        "        $this->markTestSkipped('later');\n        $this->assertSame(3,",
      ),
    },
    says: /TotalTest\.php/,
  },
  {
    on: 'invoice',
    name: 'identity becomes existence',
    change: {
      [TESTS]: swap('assertSame(3, (new Total())->of([1, 2]))', 'assertNotNull((new Total())->of([1, 2]))'),
    },
    says: /TotalTest\.php/,
  },
  {
    on: 'invoice',
    name: 'a test of which nothing is expected',
    change: {
      [TESTS]: swap(
        '        $this->assertSame(3, (new Total())->of([1, 2]));\n',
        '        $this->expectNotToPerformAssertions();\n        (new Total())->of([1, 2]);\n',
      ),
    },
    says: /TotalTest\.php/,
  },
  {
    on: 'invoice',
    name: 'a name that the suite does not look for',
    rename: { [TESTS]: 'tests/TotalTests.php' },
    says: /TotalTests?\.php/,
  },
  {
    on: 'invoice',
    name: 'a shutdown function that ends well',
    change: { 'src/Total.php': more('\nregister_shutdown_function(static fn () => exit(0));\n') },
    says: /src\/Total\.php/,
  },
  {
    on: 'invoice',
    name: 'a committed vendor folder',
    change: { 'vendor/autoload.php': '<?php\n\nexit(0);\n' },
    says: /`vendor\//,
  },
  {
    on: 'invoice',
    name: 'a failing call that is caught',
    change: {
      [TESTS]: swap(
        '        $this->assertSame(3, (new Total())->of([1, 2]));\n',
        '        try {\n            $this->assertSame(3, (new Total())->of([1, 2]));\n        } catch (\\Throwable) {\n        }\n',
      ),
    },
    says: /TotalTest\.php/,
  },
  {
    on: 'invoice',
    name: 'a folder in the place of PHPUnit',
    change: {
      'composer.json': swap(
        '"autoload-dev": { "psr-4": {',
        '"autoload-dev": { "psr-4": { "PHPUnit\\\\Framework\\\\": "src/framework/",',
      ),
      'src/framework/TestCase.php': '<?php\n\nnamespace PHPUnit\\Framework;\n\nclass TestCase\n{\n}\n',
    },
    says: /PHPUnit.* in `composer\.json`/,
  },
]
