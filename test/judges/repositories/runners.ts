import { workflow } from './workflow.ts'

/** Small repositories that are judged through a runner or a build of their own. */
export const RUNNERS = {
  /** pipenv, which loads `.env` and gives scripts names. */
  pipenv: {
    ...workflow('actions/setup-python@v5', 'pip install pipenv', 'pipenv install --dev', 'pipenv run check'),
    Pipfile:
      '[packages]\nrequests = "*"\n\n[dev-packages]\npytest = "*"\n\n[scripts]\ncheck = "python -m pytest -q"\nserve = "python -m pump"\n',
    'Pipfile.lock': '{}\n',
    'pump/__init__.py': 'def flow(litres):\n    return litres - 1\n',
    'tests/__init__.py': '',
    'tests/test_pump.py': 'from pump import flow\n\n\ndef test_flow():\n    assert flow(2) == 2\n',
  },
  /** pixi, with its own file. */
  pixi: {
    ...workflow('prefix-dev/setup-pixi@v0.8', 'pixi run test'),
    'pixi.toml':
      '[workspace]\nname = "kite"\nchannels = ["conda-forge"]\n\n[tasks]\ntest = "pytest tests"\ndocs = "mkdocs build"\n\n[dependencies]\npytest = "*"\n',
    'kite.py': 'def height(metres):\n    return metres + 1\n',
    'tests/test_kite.py': 'from kite import height\n\n\ndef test_height():\n    assert height(1) == 1\n',
  },
  /** Requirements in files, installed by pip. */
  wheel: {
    ...workflow('actions/setup-python@v5', 'pip install -r requirements/dev.txt -e .', 'pytest'),
    'requirements/dev.txt': '-r base.txt\npytest==8.3.2\n',
    'requirements/base.txt': 'attrs>=23\n',
    'setup.py':
      'from setuptools import setup\n\nsetup(name="wheel_", version="1.0", packages=["spokes"], install_requires=["attrs"])\n',
    'setup.cfg':
      '[metadata]\nname = wheel_\n\n[options.entry_points]\nconsole_scripts =\n    spokes = spokes:main\n',
    'spokes/__init__.py': 'def count(n):\n    return n + 1\n',
    'tests/test_spokes.py': 'from spokes import count\n\n\ndef test_count():\n    assert count(1) == 1\n',
  },
  /** meson. */
  meson: {
    ...workflow('meson setup build', 'meson test -C build'),
    'meson.build':
      "project('gear', 'c', version: '1.0')\n\ngear = library('gear', 'src/gear.c')\n\nt = executable('test-gear', 'tests/test-gear.c', link_with: gear)\ntest('gear', t)\n",
    'src/gear.c': '#include "gear.h"\n\nint teeth(int n)\n{\n    return n + 1;\n}\n',
    'src/gear.h': '#ifndef GEAR_H\n#define GEAR_H\nint teeth(int n);\n#endif\n',
    'tests/test-gear.c':
      '#include "../src/gear.h"\n#include <assert.h>\n\nstatic void test_none(void)\n{\n    assert(teeth(0) == 0);\n}\n\nint main(void)\n{\n    test_none();\n    return 0;\n}\n',
  },
  /** automake. */
  autotools: {
    ...workflow('autoreconf -i', './configure', 'make check'),
    'configure.ac':
      'AC_INIT([bolt], [1.0])\nAM_INIT_AUTOMAKE([foreign])\nAC_PROG_CC\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n',
    'Makefile.am':
      'bin_PROGRAMS = bolt\nbolt_SOURCES = bolt.c main.c\n\nTESTS = tests/run.sh tests/more.sh\n\nEXTRA_DIST = $(TESTS) README\n\ndocs:\n\tdoxygen\n',
    'bolt.c': 'int turn(int n)\n{\n    return n + 1;\n}\n',
    'main.c': 'int turn(int n);\nint main(void)\n{\n    return turn(0);\n}\n',
    'tests/run.sh': '#!/bin/sh\n./bolt\n',
    'tests/more.sh': '#!/bin/sh\ntest "$(./bolt)" = ""\n',
    README: 'bolt\n',
  },
  /** A Makefile that includes what need not be there. */
  local: {
    ...workflow('make test'),
    Makefile: '-include local.mk\n\nPROVE ?= prove\n\ntest:\n\t$(PROVE) -r t\n',
    't/one.t': '#!/bin/sh\necho 1..1\necho ok 1\n',
    'lib/one.sh': 'one() { echo 2; }\n',
  },
  /** Composer with repositories; Laravel's own command. */
  artisan: {
    ...workflow('shivammathur/setup-php@v2', 'composer install', 'php artisan test'),
    'composer.json':
      '{\n  "name": "acme/lamp",\n  "require": { "php": ">=8.2", "laravel/framework": "^11" },\n  "require-dev": { "phpunit/phpunit": "^11" },\n  "autoload": { "psr-4": { "App\\\\": "app/" } }\n}\n',
    'composer.lock': '{ "packages": [], "packages-dev": [] }\n',
    artisan: "#!/usr/bin/env php\n<?php\nrequire __DIR__.'/vendor/autoload.php';\n",
    'phpunit.xml':
      '<phpunit bootstrap="vendor/autoload.php"><testsuites><testsuite name="unit"><directory>tests</directory></testsuite></testsuites></phpunit>\n',
    'app/Lamp.php': '<?php\nnamespace App;\nclass Lamp { public function watts(): int { return 0; } }\n',
    'tests/LampTest.php':
      '<?php\nnamespace Tests;\nuse App\\Lamp;\nuse PHPUnit\\Framework\\TestCase;\nclass LampTest extends TestCase { public function testWatts(): void { $this->assertSame(60, (new Lamp)->watts()); } }\n',
  },
  /** mocha by a file of YAML that names what it loads. */
  mocha: {
    ...workflow('actions/setup-node@v4', 'npm ci', 'npm test'),
    'package.json':
      '{\n  "name": "dial",\n  "version": "1.0.0",\n  "scripts": { "test": "mocha" },\n  "devDependencies": { "mocha": "^10.0.0", "chai": "^4.0.0" }\n}\n',
    'package-lock.json':
      '{\n  "name": "dial",\n  "lockfileVersion": 3,\n  "packages": {\n    "node_modules/chai": { "version": "4.5.0", "resolved": "https://registry.npmjs.org/chai/-/chai-4.5.0.tgz", "integrity": "sha512-a" },\n    "node_modules/mocha": { "version": "10.7.0", "resolved": "https://registry.npmjs.org/mocha/-/mocha-10.7.0.tgz", "integrity": "sha512-b" }\n  }\n}\n',
    '.mocharc.yml': 'require: ./build/hooks.js\nfile:\n  - ./first.js\nspec: test/**/*.test.js\n',
    'build/hooks.js': 'exports.mochaHooks = { beforeEach() {} }\n',
    'first.js': "process.env.TZ = 'UTC'\n",
    'lib/dial.js': 'exports.turn = (n) => n - 1\n',
    'test/dial.test.js':
      "const { expect } = require('chai')\nconst { turn } = require('../lib/dial.js')\n\ndescribe('turn', () => {\n  it('turns', () => {\n    expect(turn(1)).to.equal(2)\n  })\n})\n",
  },
}
