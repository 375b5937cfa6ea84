// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { removeTemporaryFolders } from '../../../temporary-folder.ts'
import { job, jobs, useMachine } from './run-with.ts'

afterAll(removeTemporaryFolders)

const runWith = useMachine()

/** Tells its version, and else what it was called with. */
function program(answer: string, name: string): string {
  return `#!/bin/sh
case "$1" in --version | version) echo '${answer}' ;; *) echo "${name} $*" ;; esac
`
}

describe('R1: package managers and builders', () => {
  it('pnpm: the version of packageManager, installations in YAML, and what it installs globally stays in the job', async () => {
    const parts = { programs: { 'volta/tools/image/pnpm/197.1.0/bin/pnpm': program('197.1.0', 'pnpm') } }
    const steps = `
- uses: pnpm/action-setup@v4
  id: pnpm
  with:
    run_install: |
      - recursive: true
        args: [--frozen-lockfile]
      - args: [--global, gulp]
- run: pnpm test && test -d "$PNPM_HOME"
- run: 'test -x "\${{ steps.pnpm.outputs.bin_dest }}/pnpm"'`
    const refused = `
- uses: pnpm/action-setup@v4
  with: { version: 198 }`
    const files = { 'package.json': '{"packageManager":"pnpm@197.1.0+sha512.abc"}' }
    const volta = (root: string) => ({ VOLTA_HOME: join(root, 'volta') })
    const ran = await runWith(parts, jobs(steps, refused), volta, files)
    expect(ran.conclusions).toEqual({ j0: 'success', j1: 'failure' })
    const log = await ran.log('j0')
    expect(log).toContain('pnpm recursive install --frozen-lockfile')
    expect(log).toContain('pnpm install --global gulp')
    expect(log).toContain('pnpm test')
    expect(ran.check('j1').output.title).toMatch(/asks for pnpm 198; this machine has .*197\.1\.0$/)
  })

  it('uv: a version, a Python of this machine, and an environment', async () => {
    const uv = `#!/bin/sh
case "$1" in
  --version) echo "uv 97.1.2" ;;
  venv) mkdir -p "$2/bin" && echo "venv with $UV_PYTHON" ;;
  *) echo "uv $*" ;;
esac
`
    const parts = {
      programs: { 'usr/bin/uv': uv, 'pyenv/versions/3.98.1/bin/python': 'never asked' },
    }
    const steps = `
- uses: astral-sh/setup-uv@v6
  id: uv
  with: { version: '97.x', python-version: '3.98', activate-environment: true, enable-cache: true }
- run: uv sync
- run: 'test "$VIRTUAL_ENV" = "$GITHUB_WORKSPACE/.venv" && echo "uv is \${{ steps.uv.outputs.uv-version }}"'`
    const newest = '- uses: hynek/setup-cached-uv@v2\n- run: uv build'
    const required = '- uses: astral-sh/setup-uv@v6\n  with: { working-directory: old }'
    const environment = (root: string) => ({ PYENV_ROOT: join(root, 'pyenv') })
    const files = { 'old/pyproject.toml': '[tool.uv]\nrequired-version = ">=98"\n' }
    const ran = await runWith(parts, jobs(steps, newest, required), environment, files)
    expect(ran.conclusions).toEqual({ j0: 'success', j1: 'success', j2: 'failure' })
    const log = await ran.log('j0')
    expect(log).toMatch(/venv with \S+\/pyenv\/versions\/3\.98\.1\/bin\/python/)
    expect(log).toContain('uv is 97.1.2')
    expect(await ran.log('j1')).toContain('uv build')
    expect(ran.check('j2').output.title).toMatch(
      /asks for uv >=98 \(`old\/pyproject\.toml`\); this machine has/,
    )
  })

  it('PHP: extensions and tools must be there, and settings reach it', async () => {
    const php = `#!/bin/sh
case "$1" in --version) echo "PHP 98.2.0 (cli)" ;; -m) printf '[PHP Modules]\nmbstring\nZend OPcache\n' ;; *) echo "php $*" ;; esac
`
    const parts = {
      programs: { 'phpenv/versions/98.2.0/bin/php': php, 'usr/bin/composer': 'Composer version 2.8.1' },
    }
    const uses = (more: string) =>
      `- uses: shivammathur/setup-php@v2\n  with: { php-version: '98.2', ${more} }`
    const fine = `${uses('extensions: "mbstring, opcache, :redis", tools: "composer:v2", ini-values: "memory_limit=-1", coverage: none')}
- run: php test && cat "\${PHP_INI_SCAN_DIR#:}/workflow.ini"`
    const texts = [
      fine,
      uses('extensions: "redis-5.3, mbstring"'),
      uses('tools: phpstan-97'),
      uses('coverage: xdebug'),
    ]
    const ran = await runWith(parts, jobs(...texts), (root) => ({ PHPENV_ROOT: join(root, 'phpenv') }))
    expect(ran.conclusions).toEqual({ j0: 'success', j1: 'failure', j2: 'failure', j3: 'failure' })
    expect(await ran.log('j0')).toContain('memory_limit=-1')
    const title = (name: string) => ran.check(name).output.title
    expect(title('j1')).toBe(
      '`shivammathur/setup-php@v2` asks for the extension `redis`, which PHP 98.2.0 of this machine does not have',
    )
    expect(title('j2')).toContain('asks for `phpstan-97`, which this machine does not have')
    expect(title('j3')).toContain('asks for the extension `xdebug`')
  })

  it('Gradle: nothing where the wrapper builds, a version where one is named, and what the older action ran itself', async () => {
    const parts = {
      programs: { 'sdk/candidates/gradle/98.1.0/bin/gradle': program('Gradle 98.1.0', 'gradle') },
    }
    const texts = [
      '- uses: gradle/actions/setup-gradle@v4\n- uses: gradle/actions/wrapper-validation@v4',
      "- uses: gradle/actions/setup-gradle@v4\n  with: { gradle-version: '98.1.0' }\n- run: gradle check",
      "- uses: gradle/gradle-build-action@v2\n  with: { gradle-version: '98.1.0', arguments: build --scan }",
      "- uses: gradle/actions/setup-gradle@v4\n  with: { gradle-version: '97.0' }",
    ]
    const ran = await runWith(parts, jobs(...texts), (root) => ({ SDKMAN_DIR: join(root, 'sdk') }))
    expect(ran.conclusions).toEqual({ j0: 'success', j1: 'success', j2: 'success', j3: 'failure' })
    expect(await ran.log('j1')).toContain('gradle check')
    expect(await ran.log('j2')).toContain('gradle build --scan')
  })

  it('install-action: what it would install must be there, by the input or by the ref', async () => {
    const parts = { programs: { 'usr/bin/cargo-nextest': 'cargo-nextest 0.997.1 (abc 2030-01-01)' } }
    const texts = [
      '- uses: taiki-e/install-action@nextest\n- run: cargo-nextest',
      '- uses: taiki-e/install-action@v2\n  with: { tool: nextest@0.997 }',
      '- uses: taiki-e/install-action@v2\n  with: { tool: "nextest@0.996, cargo-nothing" }',
      `- uses: taiki-e/install-action@${'a'.repeat(40)}\n  with: { tool: nextest }`,
    ]
    const ran = await runWith(parts, jobs(...texts))
    expect(ran.conclusions).toEqual({ j0: 'success', j1: 'success', j2: 'failure', j3: 'success' })
    expect(ran.told('j2')).toContain(
      '`taiki-e/install-action@v2` asks for nextest 0.996; this machine has 0.997.1',
    )
    expect(ran.told('j2')).toContain('asks for cargo-nothing; this machine has no such program')
  })

  it('Composer and golangci-lint are run as their actions run them', async () => {
    const lint = `#!/bin/sh
case "$1" in --version) echo 'golangci-lint has version 97.1.0 built' ;; *) echo "lint $*"; exit "$LINT" ;; esac
`
    const parts = {
      programs: {
        'usr/bin/composer': program('Composer version 2.8.1', 'composer'),
        'usr/bin/golangci-lint': lint,
      },
    }
    const texts = [
      '- uses: ramsey/composer-install@v3\n  with: { dependency-versions: lowest, composer-options: --ignore-platform-reqs }',
      "- uses: golangci/golangci-lint-action@v8\n  env: { LINT: '0' }\n  with: { version: v97.1, args: --timeout=5m }",
      "- uses: golangci/golangci-lint-action@v8\n  env: { LINT: '1' }",
    ]
    const ran = await runWith(parts, jobs(...texts))
    expect(ran.conclusions).toEqual({ j0: 'success', j1: 'success', j2: 'failure' })
    expect(await ran.log('j0')).toContain(
      'composer update --no-interaction --no-progress --ansi --prefer-lowest --prefer-stable --ignore-platform-reqs',
    )
    expect(await ran.log('j1')).toContain('lint run --timeout=5m')
    expect(ran.told('j2')).toContain('golangci-lint found issues')
  })

  it('two tools of one action: both, or the one that is named', async () => {
    const parts = {
      programs: {
        'asdf/installs/erlang/97.1/bin/erl': program('', 'erl'),
        'asdf/installs/elixir/97.2.0/bin/elixir': program('Elixir 97.2.0', 'elixir'),
        'usr/bin/bun': program('97.0.5', 'bun'),
      },
      files: { 'asdf/installs/erlang/97.1/releases/97/OTP_VERSION': '97.1\n' },
    }
    const texts = [
      "- uses: erlef/setup-beam@v1\n  id: beam\n  with: { otp-version: '97', elixir-version: '97.2' }\n- run: 'erl a; elixir b; echo \"${{ steps.beam.outputs.otp-version }} ${{ steps.beam.outputs.elixir-version }}\"'",
      "- uses: erlef/setup-beam@v1\n  with: { otp-version: '97', elixir-version: '96' }",
      "- uses: erlef/setup-beam@v1\n  with: { otp-version: '97' }",
      '- uses: oven-sh/setup-bun@v2\n  with: { bun-version: latest }\n- run: bun test',
    ]
    const ran = await runWith(parts, jobs(...texts), (root) => ({ ASDF_DATA_DIR: join(root, 'asdf') }))
    expect(ran.conclusions).toEqual({ j0: 'success', j1: 'failure', j2: 'success', j3: 'success' })
    expect(await ran.log('j0')).toContain('erl a')
    expect(await ran.log('j0')).toContain('elixir b')
    expect(await ran.log('j0')).toContain('97.1 97.2.0')
    expect(await ran.log('j3')).toContain('bun test')
    expect(ran.told('j3')).toContain("asks for Bun latest: this machine's newest is 97.0.5")
  })

  it('what a step sets up first is found before what a later one does not touch', async () => {
    const parts = {
      programs: {
        'usr/bin/uv': program('uv 97.1.2', 'uv'),
        'usr/bin/node': program('v96.0.0', 'old node'),
        'nvm/versions/node/v220.1.0/bin/node': '#!/bin/sh\necho "node 220"\n',
      },
    }
    const steps = `
- uses: actions/setup-node@v4
  with: { node-version: 220 }
- uses: astral-sh/setup-uv@v6
- run: node`
    const ran = await runWith(parts, job(steps), (root) => ({ NVM_DIR: join(root, 'nvm') }))
    expect(await ran.log('test')).toContain('node 220')
    expect(await ran.log('test')).not.toContain('old node')
  })
})
