// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import { workflow } from './workflow.ts'

export const FRAMEWORKS = {
  /** Gradle with conventions in buildSrc, checkstyle with suppressions, a version catalog. */
  orchard: {
    ...workflow('actions/setup-java@v4', './gradlew build --no-daemon'),
    gradlew: '#!/bin/sh\nexec java -jar gradle/wrapper/gradle-wrapper.jar "$@"\n',
    'gradle/wrapper/gradle-wrapper.properties':
      'distributionUrl=https\\://services.gradle.org/distributions/gradle-8.10-bin.zip\n',
    'gradle/libs.versions.toml':
      '[versions]\njunit = "5.11.0"\n\n[libraries]\njunit = { module = "org.junit.jupiter:junit-jupiter", version.ref = "junit" }\n',
    'settings.gradle': "rootProject.name = 'orchard'\ninclude 'app', 'lib'\n",
    'gradle.properties': 'version=1.3.0\norg.gradle.caching=true\n',
    'buildSrc/build.gradle': "plugins { id 'groovy-gradle-plugin' }\n",
    'buildSrc/src/main/groovy/orchard.java-conventions.gradle':
      "plugins {\n    id 'java'\n    id 'checkstyle'\n}\n\ntasks.named('test') {\n    useJUnitPlatform()\n}\n",
    'config/checkstyle/checkstyle.xml':
      '<?xml version="1.0"?>\n<module name="Checker"><module name="SuppressionFilter"><property name="file" value="${config_loc}/suppressions.xml"/></module></module>\n',
    'config/checkstyle/suppressions.xml': '<?xml version="1.0"?>\n<suppressions></suppressions>\n',
    'app/build.gradle':
      "plugins {\n    id 'orchard.java-conventions'\n    id 'application'\n}\n\ndependencies {\n    implementation project(':lib')\n    testImplementation libs.junit\n}\n\napplication {\n    mainClass = 'orchard.App'\n}\n",
    'lib/build.gradle':
      "plugins {\n    id 'orchard.java-conventions'\n}\n\ndependencies {\n    testImplementation libs.junit\n}\n",
    'app/src/main/java/orchard/App.java':
      'package orchard;\n\npublic class App {\n    public static void main(String[] args) {\n        System.out.println(new Tree().apples());\n    }\n}\n',
    'lib/src/main/java/orchard/Tree.java':
      'package orchard;\n\npublic class Tree {\n    private int apples;\n\n    public int apples() {\n        return apples;\n    }\n\n    public void grow() {\n        apples = 1;\n    }\n}\n',
    'lib/src/test/java/orchard/TreeTest.java': `package orchard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TreeTest {
    @Test
    void grows() {
        var tree = new Tree();
        tree.grow();
        tree.grow();
        assertEquals(2, tree.apples());
    }

    @Test
    void startsEmpty() {
        assertEquals(0, new Tree().apples());
    }
}
`,
    'lib/src/test/resources/trees.json': '[]\n',
    'README.md': '# orchard\n',
  },
  /** Maven with modules. */
  harbour: {
    ...workflow('actions/setup-java@v4', 'mvn -B -ntp verify'),
    'pom.xml': `<?xml version="1.0" encoding="UTF-8"?>
<project>
  <groupId>org.example</groupId>
  <artifactId>harbour</artifactId>
  <version>3.0.0</version>
  <packaging>pom</packaging>
  <modules>
    <module>core</module>
    <module>web</module>
  </modules>
  <dependencyManagement>
    <dependencies>
      <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>5.11.0</version></dependency>
    </dependencies>
  </dependencyManagement>
  <build>
    <pluginManagement>
      <plugins>
        <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.3.1</version></plugin>
      </plugins>
    </pluginManagement>
  </build>
</project>
`,
    'core/pom.xml': `<?xml version="1.0" encoding="UTF-8"?>
<project>
  <parent><groupId>org.example</groupId><artifactId>harbour</artifactId><version>3.0.0</version></parent>
  <artifactId>harbour-core</artifactId>
  <dependencies>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><scope>test</scope></dependency>
  </dependencies>
</project>
`,
    'web/pom.xml': `<?xml version="1.0" encoding="UTF-8"?>
<project>
  <parent><groupId>org.example</groupId><artifactId>harbour</artifactId><version>3.0.0</version></parent>
  <artifactId>harbour-web</artifactId>
</project>
`,
    'core/src/main/java/org/example/Ship.java':
      'package org.example;\n\npublic final class Ship {\n    private final String name;\n\n    public Ship(String name) {\n        this.name = name;\n    }\n\n    public String name() {\n        return null;\n    }\n}\n',
    'core/src/test/java/org/example/ShipTest.java': `package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShipTest {
    @Test
    void hasName() {
        assertEquals("Ida", new Ship("Ida").name());
    }
}
`,
  },
  /** A gem with rake, minitest and tasks of its own. */
  gem: {
    ...workflow('ruby/setup-ruby@v1', 'bundle exec rake'),
    Gemfile:
      "source 'https://rubygems.org'\n\ngemspec\n\ngem 'minitest', '~> 5.25'\ngem 'rake'\ngem 'rubocop', '~> 1.66'\n",
    'Gemfile.lock': 'GEM\n  specs:\n',
    'shelf.gemspec':
      "Gem::Specification.new do |spec|\n  spec.name = 'shelf'\n  spec.version = '1.0.0'\n  spec.files = Dir['lib/**/*.rb']\nend\n",
    Rakefile: "Dir.glob('tasks/*.rake').each { |task| load task }\n\ntask default: %i[test rubocop]\n",
    'tasks/test.rake':
      "require 'rake/testtask'\n\nRake::TestTask.new do |t|\n  t.libs << 'test'\n  t.pattern = 'test/**/*_test.rb'\nend\n",
    'tasks/rubocop.rake': "require 'rubocop/rake_task'\n\nRuboCop::RakeTask.new\n",
    '.rubocop.yml': 'inherit_from: .rubocop_todo.yml\n\nAllCops:\n  NewCops: enable\n',
    '.rubocop_todo.yml': 'Metrics/MethodLength:\n  Max: 15\n',
    '.simplecov': 'SimpleCov.start do\n  minimum_coverage 95\nend\n',
    'lib/shelf.rb': "# frozen_string_literal: true\n\nrequire 'shelf/book'\n",
    'lib/shelf/book.rb':
      '# frozen_string_literal: true\n\nmodule Shelf\n  class Book\n    attr_reader :pages\n\n    def initialize(pages)\n      @pages = pages\n    end\n\n    def thick?\n      pages > 5\n    end\n  end\nend\n',
    'test/test_helper.rb': "require 'simplecov'\nrequire 'shelf'\nrequire 'minitest/autorun'\n",
    'test/book_test.rb': `require 'test_helper'

class BookTest < Minitest::Test
  def test_thick
    assert_equal true, Shelf::Book.new(600).thick?
  end

  def test_thin
    assert_equal false, Shelf::Book.new(60).thick?
  end
end
`,
    'test/fixtures/books.yml': '- 60\n',
    'CHANGELOG.md': '# Changes\n',
  },
  /** Composer scripts that call each other, with distributed configuration files. */
  invoice: {
    ...workflow('shivammathur/setup-php@v2', 'composer install --no-progress', 'composer run ci'),
    'composer.json': `{
    "name": "acme/invoice",
    "version": "1.0.0",
    "require": { "php": ">=8.2" },
    "require-dev": { "phpunit/phpunit": "^11", "phpstan/phpstan": "^1.12" },
    "autoload": { "psr-4": { "Acme\\\\Invoice\\\\": "src/" } },
    "autoload-dev": { "psr-4": { "Acme\\\\Invoice\\\\Tests\\\\": "tests/" } },
    "scripts": {
        "ci": ["@cs", "@stan", "@test"],
        "cs": "php-cs-fixer check --diff",
        "stan": "phpstan analyse",
        "test": "phpunit",
        "docs": "phpdoc"
    }
}
`,
    'composer.lock': '{ "packages": [] }\n',
    'phpunit.xml.dist':
      '<?xml version="1.0"?>\n<phpunit bootstrap="vendor/autoload.php" failOnRisky="true"><testsuites><testsuite name="unit"><directory>tests</directory></testsuite></testsuites></phpunit>\n',
    'phpstan.neon.dist':
      'includes:\n    - phpstan-baseline.neon\nparameters:\n    level: max\n    paths: [src]\n',
    'phpstan-baseline.neon': 'parameters:\n    ignoreErrors: []\n',
    '.php-cs-fixer.dist.php': "<?php\n\nreturn (new PhpCsFixer\\Config())->setRules(['@PSR12' => true]);\n",
    'src/Total.php':
      '<?php\n\nnamespace Acme\\Invoice;\n\nfinal class Total\n{\n    /** @param list<int> $cents */\n    public function of(array $cents): int\n    {\n        return count($cents);\n    }\n}\n',
    'tests/TotalTest.php': `<?php

namespace Acme\\Invoice\\Tests;

use Acme\\Invoice\\Total;
use PHPUnit\\Framework\\TestCase;

final class TotalTest extends TestCase
{
    public function testSum(): void
    {
        $this->assertSame(3, (new Total())->of([1, 2]));
    }

    public function testNothing(): void
    {
        $this->assertSame(0, (new Total())->of([]));
    }
}
`,
    'tests/Fixtures/invoice.json': '{}\n',
    'README.md': '# invoice\n',
  },
}
