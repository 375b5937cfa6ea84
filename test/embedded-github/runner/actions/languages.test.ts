// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { thisMachine } from '../../../../packages/embedded-github/src/runner/machine/machine.ts'
import { removeTemporaryFolders } from '../../../temporary-folder.ts'
import type { MachineParts } from '../machine/a-machine.ts'
import { job, jobs, useMachine } from './run-with.ts'

afterAll(removeTemporaryFolders)

const runWith = useMachine()

const NODES: MachineParts = {
  programs: {
    'nvm/versions/node/v220.1.0/bin/node': '#!/bin/sh\necho "node 220 $@"\n',
    'nvm/versions/node/v220.1.0/bin/npm': '#!/bin/sh\necho "prefix $npm_config_prefix"\n',
    'nvm/versions/node/v218.0.0/bin/node': '#!/bin/sh\necho "node 218 $@"\n',
  },
}
const nvm = (root: string) => ({ NVM_DIR: join(root, 'nvm') })

describe('R1, R5: setup-node takes the version of this machine that serves', () => {
  it('the version that a matrix asks for is found first on PATH, with its npm, and its outputs are told', async () => {
    const steps = `
- uses: actions/setup-node@v4
  id: node
  with: { node-version: '\${{ matrix.node }}', cache: npm }
- run: node --eval x
- run: 'echo "output \${{ steps.node.outputs.node-version }} hit=\${{ steps.node.outputs.cache-hit }}"'`
    const ran = await runWith(NODES, job(steps, 'strategy: { matrix: { node: [220, 218.x] } }'), nvm)
    expect(ran.conclusions).toEqual({ 'test (220)': 'success', 'test (218.x)': 'success' })
    expect(await ran.log('test (220)')).toContain('node 220 --eval x')
    expect(await ran.log('test (220)')).toContain('output v220.1.0 hit=false')
    expect(await ran.log('test (218.x)')).toContain('node 218 --eval x')
  })

  it('a version that is not there is refused by name, and its brothers run', async () => {
    const steps = `
- uses: actions/setup-node@v4
  with: { node-version: '\${{ matrix.node }}' }
- run: 'true'`
    const ran = await runWith(NODES, job(steps, 'strategy: { matrix: { node: [220.1.1, 220] } }'), nvm)
    expect(ran.conclusions).toEqual({ 'test (220.1.1)': 'failure', 'test (220)': 'success' })
    expect(ran.check('test (220.1.1)').output.title).toMatch(
      /^`actions\/setup-node@v4` asks for Node 220\.1\.1; this machine has .*218\.0\.0 and 220\.1\.0$/,
    )
  })

  it('what `npm install -g` installs stays in the job, and a registry is written without a token', async () => {
    const steps = `
- uses: actions/setup-node@v4
  with: { node-version: 220, registry-url: 'https://registry.example/npm', scope: Ada }
- run: npm
- run: cat "$NPM_CONFIG_USERCONFIG"; test -n "$NODE_AUTH_TOKEN"`
    const ran = await runWith(NODES, job(steps), nvm)
    expect(ran.conclusions).toEqual({ test: 'success' })
    expect(await ran.log('test')).toMatch(/prefix \S+\/temp\/_tools\/npm-global/)
    expect(await ran.log('test')).toContain('@ada:registry=https://registry.example/npm/')
    expect(await ran.log('test')).toContain('//registry.example/npm/:_authToken=${NODE_AUTH_TOKEN}')
  })

  it('a file says the version: .nvmrc, engines, and the manifest that Volta extends', async () => {
    const steps = (file: string) => `
- uses: actions/setup-node@v4
  with: { node-version-file: ${file} }
- run: node`
    const files = {
      '.nvmrc': 'v218.0.0\n',
      'package.json': '{"volta":{"node":"220.1.0"}}',
      'sub/package.json': '{"volta":{"extends":"../package.json"}}',
      'old.nvmrc': '7.7.7',
    }
    const jobs = ['.nvmrc', 'sub/package.json', 'old.nvmrc', 'none', '../../etc/passwd'].map((file, index) =>
      job(steps(file)).replace('test:', `j${index}:`),
    )
    const ran = await runWith(NODES, jobs.join('\n'), nvm, files)
    expect(ran.conclusions).toEqual({
      j0: 'success',
      j1: 'success',
      j2: 'failure',
      j3: 'failure',
      j4: 'failure',
    })
    expect(await ran.log('j0')).toContain('node 218')
    expect(await ran.log('j1')).toContain('node 220')
    expect(ran.check('j2').output.title).toContain('asks for Node 7.7.7 (`old.nvmrc`); this machine has')
    expect(ran.told('j3')).toContain('the file `none` is not there')
    expect(ran.told('j4')).toContain('the file `../../etc/passwd` is not there')
  })

  it('another architecture is refused, and an input without effect is told', async () => {
    const steps = `
- uses: actions/setup-node@v4
  with: { node-version: 220, architecture: s390x, foo: bar, cache: npm }`
    const ran = await runWith(NODES, job(steps), nvm)
    expect(ran.told('test')).toMatch(/asks for s390x; this machine is \w+/)
    const other = await runWith(NODES, job(steps.replace('architecture: s390x, ', '')), nvm)
    expect(other.conclusions).toEqual({ test: 'success' })
    expect(other.told('test')).toContain('`actions/setup-node@v4`: `foo`, `cache` has no effect here')
  })
})

/** Makes a virtual environment as Python would. */
const PYTHON = (version: string) => `#!/bin/sh
if [ "$1" = -VV ]; then echo "Python ${version} (main) [GCC 12]"; exit; fi
if [ "$1 $2" = "-m venv" ]; then mkdir -p "$4/bin" && cp "$0" "$4/bin/python"; exit; fi
echo "${version} $(basename "$0") $*"
`

const hasVirtualenv = (await thisMachine().tools('virtualenv')).length > 0

describe('R1: setup-python', () => {
  const programs = {
    'pyenv/versions/3.98.1/bin/python': PYTHON('3.98.1'),
    'pyenv/versions/3.99.2/bin/python': PYTHON('3.99.2'),
    'pyenv/versions/3.97.0rc1/bin/python': PYTHON('3.97.0rc1'),
  }
  const pyenv = (root: string) => ({ PYENV_ROOT: join(root, 'pyenv') })

  it('makes an environment of the job, so that pip may install into it, and tells where it is', async () => {
    const steps = `
- uses: actions/setup-python@v5
  id: py
  with: { python-version: '3.98', pip-version: '26.1', cache: pip }
- run: python -m pip install .
- run: test "$pythonLocation" = "$Python3_ROOT_DIR"
- run: 'echo "is \${{ steps.py.outputs.python-version }} at \${{ steps.py.outputs.python-path }}"'`
    const ran = await runWith({ programs }, job(steps), pyenv)
    expect(ran.conclusions).toEqual({ test: 'success' })
    const log = await ran.log('test')
    expect(log).toContain('3.98.1 python -m pip install --upgrade pip==26.1')
    expect(log).toContain('3.98.1 python -m pip install .')
    expect(log).toMatch(/is 3\.98\.1 at \S+\/temp\/_tools\/venv-3\.98\.1\/bin\/python/)
    expect(await readdir(join(ran.root, 'pyenv/versions/3.98.1'))).toEqual(['bin'])
  })

  it('of several versions the last is python, and the others stand beside it by name', async () => {
    const steps = `
- uses: actions/setup-python@v5
  with:
    python-version: |
      3.99
      3.98
- run: python a
- run: python3.99 b`
    const ran = await runWith({ programs }, job(steps), pyenv)
    expect(await ran.log('test')).toContain('3.98.1 python a')
    expect(await ran.log('test')).toContain('3.99.2 python3.99 b')
  })

  it('an early version serves where the workflow allows it', async () => {
    const steps = (more: string) => `
- uses: actions/setup-python@v5
  with: { python-version: '3.97'${more} }`
    const refused = await runWith({ programs }, job(steps('')), pyenv)
    expect(refused.check('test').output.title).toContain('asks for Python 3.97; this machine has')
    const allowed = await runWith({ programs }, job(steps(', allow-prereleases: true')), pyenv)
    expect(allowed.conclusions).toEqual({ test: 'success' })
  })

  it.skipIf(hasVirtualenv)(
    'a Python without what an environment takes is refused before the job',
    async () => {
      const poor = '#!/bin/sh\nif [ "$1" = -VV ]; then echo "Python 3.95.0"; else exit 1; fi\n'
      const steps = `
- uses: actions/setup-python@v5
  with: { python-version: '3.95' }`
      const ran = await runWith({ programs: { 'usr/bin/python3.95': poor } }, job(steps), pyenv)
      expect(ran.check('test').output.title).toContain('asks for Python 3.95.0 with virtual environments')
    },
  )

  it('a Python that cannot make an environment is told as such', async () => {
    const broken = PYTHON('3.96.0').replace('mkdir -p', 'false &&')
    const parts = { programs: { 'pyenv/versions/3.96.0/bin/python': broken } }
    const steps = `
- uses: actions/setup-python@v5
  with: { python-version: '3.96' }`
    const ran = await runWith(parts, job(steps), pyenv)
    expect(ran.conclusions).toEqual({ test: 'failure' })
    expect(ran.told('test')).toContain('Python 3.96.0 of this machine cannot make a virtual environment')
  })
})

describe('R1: the other languages', () => {
  it('setup-go: a version, and the least that a module asks for', async () => {
    const go = (version: string) => `#!/bin/sh\necho "go ${version} $*"\n`
    const parts = {
      programs: {
        'goenv/versions/1.97.4/bin/go': go('1.97.4'),
        'goenv/versions/1.99.1/bin/go': go('1.99.1'),
      },
      files: { 'goenv/versions/1.97.4/VERSION': 'go1.97.4', 'goenv/versions/1.99.1/VERSION': 'go1.99.1' },
    }
    const steps = (input: string) => `
- uses: actions/setup-go@v5
  id: go
  with: { ${input} }
- run: go test ./... \${{ steps.go.outputs.go-version }}
- run: 'case ":$PATH:" in *":$HOME/go/bin:"*) true ;; *) false ;; esac'`
    const jobs = ["go-version: '1.97'", 'go-version-file: go.mod', "go-version: '1.98'"].map((input, index) =>
      job(steps(input)).replace('test:', `j${index}:`),
    )
    const environment = (root: string) => ({ GOENV_ROOT: join(root, 'goenv') })
    const ran = await runWith(parts, jobs.join('\n'), environment, { 'go.mod': 'module x\n\ngo 1.98.0\n' })
    expect(ran.conclusions).toEqual({ j0: 'success', j1: 'success', j2: 'failure' })
    expect(await ran.log('j0')).toContain('go 1.97.4 test ./... 1.97.4')
    expect(await ran.log('j1')).toContain('go 1.99.1 test ./... 1.99.1')
  })

  it('setup-java: several versions with their variables, and another vendor is told', async () => {
    const jdk = (version: string, vendor: string) => `IMPLEMENTOR="${vendor}"\nJAVA_VERSION="${version}"\n`
    const parts = {
      programs: {
        'sdk/candidates/java/a/bin/javac': '',
        'sdk/candidates/java/a/bin/java': 'java a',
        'sdk/candidates/java/b/bin/javac': '',
        'sdk/candidates/java/b/bin/java': 'java b',
      },
      files: {
        'sdk/candidates/java/a/release': jdk('97.0.1', 'Eclipse Adoptium'),
        'sdk/candidates/java/b/release': jdk('98.0.2', 'Debian'),
      },
    }
    const steps = `
- uses: actions/setup-java@v4
  id: java
  with:
    distribution: temurin
    java-version: |
      97
      98
- run: java
- run: test "$JAVA_HOME" = "\${{ steps.java.outputs.path }}"
- run: env | grep JAVA_HOME_97_
- run: grep -c '<toolchain>' ~/.m2/toolchains.xml`
    const ran = await runWith(parts, job(steps), (root) => ({ SDKMAN_DIR: join(root, 'sdk') }))
    expect(ran.conclusions).toEqual({ test: 'success' })
    expect(await ran.log('test')).toContain('java b')
    expect(ran.told('test')).toContain('`distribution: temurin`: Java 98.0.2 of this machine is from Debian')
    expect(ran.told('test')).not.toContain('97.0.1 of this machine is from')
  })

  it('setup-ruby: the file says the version, and bundler-cache installs by the lock file', async () => {
    const bundle = '#!/bin/sh\necho "bundle $*"\n'
    const parts = {
      programs: {
        'rbenv/versions/9.8.7/bin/ruby': '#!/bin/sh\necho "ruby here"\n',
        'rbenv/versions/9.8.7/bin/bundle': bundle,
        'rbenv/versions/9.7.0/bin/ruby': '#!/bin/sh\necho "ruby here"\n',
      },
    }
    const steps = (more: string) => `
- uses: ruby/setup-ruby@v1
  with: { bundler-cache: true${more} }
- run: ruby; case "$GEM_HOME" in "$RUNNER_TEMP"/*) true ;; *) false ;; esac`
    const jobs = ['', ", ruby-version: '9.7'"].map((more, index) =>
      job(steps(more)).replace('test:', `j${index}:`),
    )
    const files = { '.ruby-version': '9.8.7\n', Gemfile: 'source "x"\n', 'Gemfile.lock': '' }
    const ran = await runWith(parts, jobs.join('\n'), (root) => ({ RBENV_ROOT: join(root, 'rbenv') }), files)
    expect(ran.conclusions).toEqual({ j0: 'success', j1: 'failure' })
    const log = await ran.log('j0')
    expect(log).toMatch(/bundle config --local path \S+\/vendor\/bundle/)
    expect(log).toContain('bundle config --local deployment true')
    expect(log).toContain('bundle install --jobs 4')
    expect(ran.check('j1').output.title).toBe(
      '`ruby/setup-ruby@v1` asks for Bundler, which Ruby 9.7.0 of this machine does not have',
    )
  })

  it('rust-toolchain: the ref names it, components and targets are looked for, warnings stay the job’s own', async () => {
    const home = 'rustup/toolchains/1.197.0-x86_64-unknown-linux-gnu'
    const parts = {
      programs: {
        [`${home}/bin/rustc`]: 'rustc 1.197.0 (abc 2030-01-01)',
        [`${home}/bin/cargo`]: 'cargo 1.197.0',
      },
      files: {
        [`${home}/lib/rustlib/components`]:
          'rustc-x86_64-unknown-linux-gnu\nclippy-preview-x86_64-unknown-linux-gnu\n',
        [`${home}/lib/rustlib/x86_64-unknown-linux-gnu/lib/x`]: '',
      },
    }
    const uses = [
      '- uses: dtolnay/rust-toolchain@1.197.0\n- run: rustc --version && cargo --version',
      '- uses: dtolnay/rust-toolchain@master\n  with: { toolchain: "1.197", components: "clippy, rustfmt" }',
      '- uses: dtolnay/rust-toolchain@1.197\n  with: { targets: wasm32-unknown-unknown }',
      '- uses: dtolnay/rust-toolchain@1.196.0',
      '- uses: actions-rust-lang/setup-rust-toolchain@v1\n- run: test "$RUSTFLAGS" = "-D warnings" && rustc --version',
    ]
    const jobs = uses.map((steps, index) => job(steps).replace('test:', `j${index}:`))
    const files = { 'rust-toolchain.toml': '[toolchain]\nchannel = "1.197.0"\n' }
    const ran = await runWith(
      parts,
      jobs.join('\n'),
      (root) => ({ RUSTUP_HOME: join(root, 'rustup') }),
      files,
    )
    expect(ran.conclusions).toEqual({
      j0: 'success',
      j1: 'failure',
      j2: 'failure',
      j3: 'failure',
      j4: 'success',
    })
    expect(await ran.log('j0')).toContain('rustc 1.197.0 (abc 2030-01-01)')
    expect(await ran.log('j0')).toContain('cargo 1.197.0')
    expect(ran.check('j1').output.title).toBe(
      '`dtolnay/rust-toolchain@master` asks for the component `rustfmt`, which Rust 1.197.0 of this machine does not have',
    )
    expect(ran.check('j2').output.title).toContain('asks for the target `wasm32-unknown-unknown`')
    expect(ran.check('j3').output.title).toContain('asks for Rust 1.196.0; this machine has')
  })
})

describe('what a candidate may have written', () => {
  it('a version file that leads out of the checkout, or is endless, is no version and takes no time', async () => {
    const steps = (file: string) => `
- run: ln -s /etc/hostname link; head -c 300000 /dev/zero | tr '\\0' '9' > long; printf '%0300000d\\342\\200\\250' 0 | tr 0 '#' > marks
- uses: actions/setup-python@v5
  with: { python-version-file: ${file} }`
    const ran = await runWith({}, jobs(steps('link'), steps('long'), steps('marks')), () => ({}))
    expect(ran.conclusions).toEqual({ j0: 'failure', j1: 'failure', j2: 'failure' })
    expect(ran.told('j0')).toContain('the file `link` is not there')
    expect(ran.told('j1')).toMatch(/asks for Python 9{60} \(`long`\); this machine has/)
    expect(ran.told('j2')).toContain('`marks` names no version')
  })
})
