import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { commandRunner, knownRunner } from '../../../../src/adapters/proof/run/test-runner.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

describe('how named files are run', () => {
  it.each([
    ['node --test', 'node --test --test-reporter=tap "$@"', 'node --test --test-reporter=tap'],
    [
      'node --import tsx --test test/',
      'node --import tsx --test --test-reporter=tap "$@"',
      'node --import tsx --test --test-reporter=tap test/',
    ],
    [
      'npx mocha --reporter spec --check-leaks test/ test/acceptance/',
      'mocha --check-leaks --reporter tap "$@"',
      'mocha --check-leaks --reporter tap test/ test/acceptance/',
    ],
    [
      'nyc --reporter=html mocha -r ./setup',
      'mocha -r ./setup --reporter tap "$@"',
      'mocha -r ./setup --reporter tap',
    ],
    ['vitest run --coverage', 'vitest run --run --reporter=json "$@"', 'vitest run --run --reporter=json'],
    [
      'python3 -m pytest -x tests',
      'python3 -m pytest -p no:cacheprovider -q -rA --tb=short --color=no "$@"',
      'python3 -m pytest -p no:cacheprovider -q -rA --tb=short --color=no tests',
    ],
    [
      'go test -race ./...',
      'go test -v -count=1 -vet=off "./$(dirname "$1")"',
      'go test -v -count=1 -vet=off ./...',
    ],
    [
      'phpunit --bootstrap vendor/autoload.php --testsuite unit',
      'phpunit --bootstrap vendor/autoload.php --testsuite unit --teamcity --no-coverage "$@"',
      'phpunit --bootstrap vendor/autoload.php --testsuite unit --teamcity --no-coverage',
    ],
    [
      'go test -tags integration -timeout 30s ./pkg/...',
      'go test -tags integration -timeout 30s -v -count=1 -vet=off "./$(dirname "$1")"',
      'go test -tags integration -timeout 30s -v -count=1 -vet=off ./pkg/...',
    ],
    ['tape', 'tape "$@"', "tape 'test/**/*.js' 'tests/**/*.js'"],
    ['tape test/**/*.js', 'tape "$@"', "tape 'test/**/*.js'"],
    [
      "mocha 'test/**/*.js' lib/*.test.js",
      'mocha --reporter tap "$@"',
      "mocha --reporter tap 'test/**/*.js' lib/*.test.js",
    ],
    [
      'python3 -m unittest discover --start-directory tests -v',
      'e=0; for f do python3 -m unittest discover --start-directory tests -v -p "$(basename "$f")" || e=$?; done; exit $e',
      'python3 -m unittest discover --start-directory tests -v',
    ],
    [
      'python3 -m unittest discover tests *_test.py',
      'e=0; for f do python3 -m unittest discover -s tests -p *_test.py -v -p "$(basename "$f")" || e=$?; done; exit $e',
      'python3 -m unittest discover -s tests -p *_test.py -v',
    ],
    [
      'python3 -m unittest -b tests.test_a',
      'python3 -m unittest -b -v "$@"',
      'python3 -m unittest -b -v tests.test_a',
    ],
    ['ruby -Itest test/all_test.rb', 'ruby -Itest "$@" -v', 'ruby -Itest test/all_test.rb -v'],
  ])('%s', (command, files, whole) => {
    expect(knownRunner(command)).toMatchObject({ files, whole })
  })

  it('tells where it only guesses that all tests are run', () => {
    const guessed = ['tape', 'ruby -Itest test', 'mocha', 'node --test', 'npx tape lib/*.test.js'].filter(
      (command) => knownRunner(command)?.isWholeGuessed,
    )
    expect(guessed).toEqual(['tape'])
    expect(commandRunner('npx mocha {files}').isWholeGuessed).toBeUndefined()
    expect(commandRunner('npx tape {files}').isWholeGuessed).toBe(true)
    expect(commandRunner('ruby {files}').isWholeGuessed).toBe(true)
  })

  it('several files of Ruby are all loaded, whatever they are called', () => {
    expect(knownRunner('ruby -Itest test/spec_a.rb test/spec_b.rb')?.whole).toBe(
      "ruby -Itest -e 'ARGV.reject! { |f| File.file?(f) && (require(File.expand_path(f)) || true) }' -- test/spec_a.rb test/spec_b.rb -v",
    )
    expect(knownRunner('ruby -Itest')?.whole).toContain('spec_*')
  })

  it.each([
    ['tests/parse.rs', '--manifest-path ./Cargo.toml --test parse'],
    ['tests/suite/main.rs', '--manifest-path ./Cargo.toml --test suite'],
    ['tests/suite/more.rs', '--manifest-path ./Cargo.toml --test suite'],
    ['src/parse.rs', '--manifest-path ./Cargo.toml --lib --bins'],
    ['crates/tool/src/main.rs', '--manifest-path crates/tool/Cargo.toml --bins'],
    ['crates/tool/tests/a b; echo no.rs', '--manifest-path crates/tool/Cargo.toml --tests'],
  ])('cargo is told the target that %s belongs to', async (file, reported) => {
    const folder = await temporaryFolder()
    const files = ['tests/parse.rs', 'tests/suite/main.rs', 'src/lib.rs', 'crates/tool/src/main.rs']
    for (const one of [...files, 'Cargo.toml', 'crates/tool/Cargo.toml']) {
      await mkdir(dirname(join(folder, one)), { recursive: true })
      await writeFile(join(folder, one), '')
    }
    const script = knownRunner('cargo test')?.files.replace('cargo test --offline', 'echo') ?? ''
    const { stdout } = await execa('/bin/sh', ['-c', script, 'tests', file], { cwd: folder })
    await rm(folder, { recursive: true })
    expect(stdout).toBe(reported)
  })

  it('a Python that only its set-up calls `python` is found by the name that a machine has for it', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'python3'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 })
    const script = knownRunner('python -m unittest')?.whole ?? ''
    const { stdout } = await execa('/bin/sh', ['-c', script], { env: { PATH: folder }, extendEnv: false })
    expect(stdout).toBe('-m unittest -v')
  })

  it.each(['make test', 'npm test', 'node build.js', 'mocha && rm -rf /', 'eslint test', 'jestify'])(
    'knows nothing of %s',
    (command) => {
      expect(knownRunner(command)).toBeUndefined()
    },
  )

  it('puts named files where a command of the maintainers says', () => {
    expect(commandRunner('make check FILES="{files}" -s')).toEqual({
      name: 'command',
      format: 'counts',
      files: 'make check FILES="$@" -s',
      whole: 'make check FILES= -s',
      isWholeGuessed: true,
    })
  })
})
