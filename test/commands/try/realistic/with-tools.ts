import { execa } from 'execa'
import { inSandbox } from '../../../adapters/sandbox/test-sandbox.ts'
import { NEEDS } from './needs.ts'

interface Tool {
  /** A command that ends well where all that the tests need of it is there. */
  readonly ask: string
  /** Debian's packages. */
  readonly packages: string
  /** `.ci/run` installs it: there no test goes without it. */
  readonly isInCi?: true
}

const TOOLS = {
  node: { ask: 'npm --version', packages: 'npm', isInCi: true },
  python: { ask: "python3 -c 'import venv, ensurepip'", packages: 'python3-venv', isInCi: true },
  gcc: { ask: 'gcc --version && make --version', packages: 'gcc libc6-dev make', isInCi: true },
  ruby: {
    ask: "ruby -e 'require %(minitest); require %(rake)'",
    packages: 'ruby ruby-minitest',
    isInCi: true,
  },
  go: { ask: 'go version', packages: 'golang-go' },
  rust: { ask: 'cargo --version', packages: 'cargo' },
  java: { ask: 'javac -version', packages: 'default-jdk-headless' },
} satisfies Record<string, Tool>

/** Long enough for a machine that does much else at the same time. */
const LONG = 300_000

/** A test in a sandbox that needs a tool of the machine. Where it is missing, it is left out with the words by which `NeedsTools` lists it. */
export function inSandboxWith(name: keyof typeof TOOLS, title: string, body: () => Promise<void>): void {
  inSandbox(title, { timeout: LONG }, async ({ skip }) => {
    const tool: Tool = TOOLS[name]
    const { failed } = await execa('sh', ['-c', tool.ask], { reject: false })
    skip(failed && !(tool.isInCi && process.env.CI !== undefined), `${NEEDS}${tool.packages}`)
    await body()
  })
}
