import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, describe, expect, it } from 'vitest'
import { ownManagers } from '../../../../packages/embedded-github/src/runner/job/own-managers.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

let machine: string
let own: string

beforeEach(async () => {
  machine = await temporaryFolder()
  own = await temporaryFolder()
})

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(machine, path)), { recursive: true })
  await writeFile(join(machine, path), text, { mode: 0o755 })
}

/** What a command prints with the managers of a job, and how it ends. */
async function said(command: string, variables: Readonly<Record<string, string>>) {
  const managers = await ownManagers({ home: join(own, 'managers'), standIns: own }, variables)
  const PATH = [own, managers.PATH ?? '', '/usr/bin', '/bin'].join(delimiter)
  const { exitCode, all } = await execa('sh', ['-ec', command], {
    reject: false,
    all: true,
    env: { ...managers, PATH },
  })
  return { exitCode, all }
}

/** As pyenv and its relatives lay out their folders. */
async function pyenv() {
  const root = join(machine, 'pyenv')
  await write('pyenv/versions/3.99.1/bin/python', '#!/bin/sh\necho "python 3.99.1"\n')
  await write('pyenv/version', '3.99.1\n')
  for (const name of ['pip', 'python'])
    await write(
      `pyenv/shims/${name}`,
      `#!/bin/sh\nexport PYENV_ROOT="${root}"\nexec "$PYENV_ROOT/versions/$(cat "$PYENV_ROOT/version")/bin/\${0##*/}" "$@"\n`,
    )
  return { PYENV_ROOT: root, PATH: join(root, 'shims') }
}

describe('R5: version managers', () => {
  it('have their versions in a job, and what it installs or makes its default is the job’s', async () => {
    const variables = await pyenv()
    const script = `python
mkdir -p "$PYENV_ROOT/versions/3.98.0/bin"
printf '#!/bin/sh\\necho "python 3.98.0"\\n' > "$PYENV_ROOT/versions/3.98.0/bin/python"
chmod +x "$PYENV_ROOT/versions/3.98.0/bin/python"
echo 3.98.0 > "$PYENV_ROOT/version"
python`
    expect(await said(script, variables)).toEqual({ exitCode: 0, all: 'python 3.99.1\npython 3.98.0' })
    expect(await readdir(join(machine, 'pyenv/versions'))).toEqual(['3.99.1'])
    expect(await readFile(join(machine, 'pyenv/version'), 'utf8')).toBe('3.99.1\n')
  })

  it('that a machine has not are no variables of a job', async () => {
    const standIns = await temporaryFolder()
    expect(await ownManagers({ home: own, standIns }, { PATH: '/bin' })).toEqual({ PATH: '/bin' })
    expect(await readdir(standIns)).toEqual([])
  })
})

describe('R5: rustup', () => {
  const stable = 'stable-x86_64-unknown-linux-gnu'
  const rustup = async (command: string) => {
    await write(`rustup/toolchains/${stable}/bin/rustc`, '')
    await write(`rustup/toolchains/nightly-2030-01-02-x86_64-unknown-linux-gnu/bin/rustc`, '')
    await write(
      'bin/rustup',
      `#!/bin/sh
case "$*" in
  "show active-toolchain") echo "${stable} (default)" ;;
  "component list --installed "*) printf '%s\\n' cargo-x86_64-unknown-linux-gnu clippy-x86_64-unknown-linux-gnu rust-src ;;
  "target list --installed "*) printf '%s\\n' x86_64-unknown-linux-gnu ;;
  *) echo "really: $*" ;;
esac
`,
    )
    return said(command, { RUSTUP_HOME: join(machine, 'rustup'), PATH: join(machine, 'bin') })
  }

  it.each([
    'rustup component add clippy rust-src',
    'rustup +stable component add clippy-preview',
    `rustup component add --toolchain=${stable} clippy`,
    'rustup target add x86_64-unknown-linux-gnu',
    'rustup update',
    'rustup update stable --no-self-update',
    'rustup toolchain install stable --profile minimal --component clippy,rust-src --no-self-update',
    'rustup self update',
  ])('is content with what is there, and changes nothing: %s', async (command) => {
    expect(await rustup(command)).toEqual({ exitCode: 0, all: expect.stringContaining('of this machine') })
  })

  it.each([
    ['rustup component add clippy llvm-tools', 'llvm-tools'],
    ['rustup target add --toolchain stable wasm32-unknown-unknown', 'wasm32-unknown-unknown'],
    ['rustup toolchain install stable -c miri -t wasm32-wasip1', 'miri wasm32-wasip1'],
  ])('names what a toolchain of the machine lacks: %s', async (command, missing) => {
    const { exitCode, all } = await rustup(command)
    expect(exitCode).toBe(1)
    expect(all).toMatch(new RegExp(`of this machine, which lacks ${missing}$`))
  })

  it.each([
    [
      'rustup toolchain install 1.70.0 -c clippy',
      'install --profile minimal --no-self-update 1.70.0 --component clippy',
    ],
    ['rustup update nightly', 'install --profile minimal --no-self-update nightly'],
  ])('installs for the job what the machine has not: %s', async (command, really) => {
    expect(await rustup(command)).toEqual({ exitCode: 0, all: `really: toolchain ${really}` })
  })

  it.each(['rustup default stable', 'rustup show', 'rustup run stable cargo test'])(
    'is asked everything else as it is: %s',
    async (command) => {
      expect((await rustup(command)).all).toBe(`really: ${command.slice('rustup '.length)}`)
    },
  )
})
