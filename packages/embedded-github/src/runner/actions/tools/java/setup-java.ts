import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InstalledTool } from '../../../machine/installed-tool.ts'
import { ARCHITECTURE } from '../../../machine/tool-kinds.ts'
import { javaVersionIn } from '../../../versions/files/java-version-file.ts'
import { matchJava } from '../../../versions/match-java.ts'
import type { ActionCall, ActionResult } from '../../served-action.ts'
import { askVersion } from '../serve/ask-version.ts'
import type { Asked, AskRequest, CheckedTool, CheckRequest, ToolAction } from '../tool-action.ts'

/** https://github.com/actions/setup-java */
export const setupJava: ToolAction = {
  names: ['actions/setup-java'],
  tool: 'java',
  title: 'Java',
  follows: [
    ...[
      'java-version',
      'java-version-file',
      'distribution',
      'java-package',
      'set-default',
      'jdkfile',
      'jdk-file',
    ],
    // Of a login to a registry that nothing here has, and of keys.
    ...['server-id', 'server-username', 'server-password', 'settings-path', 'overwrite-settings'],
    ...['server-username-env-var', 'server-password-env-var', 'gpg-private-key', 'gpg-passphrase'],
  ],
  asked,
  match: () => matchJava,
  check,
  setUp,
}

/** https://github.com/graalvm/setup-graalvm: another compiler, which no other JDK stands in for. */
export const setupGraalvm: ToolAction = {
  ...setupJava,
  names: ['graalvm/setup-graalvm'],
  title: 'GraalVM',
  follows: [...setupJava.follows, 'components', 'native-image-job-reports', 'native-image-musl', 'version'],
  match: () => (version, installed) => matchJava(version, installed.filter(isGraal)),
  check: () => ({}),
}

function isGraal({ flavour = '' }: InstalledTool): boolean {
  return flavour === 'GraalVM'
}

function asked(request: AskRequest): Promise<Asked> | Asked {
  if ('jdkfile' in request.inputs || 'jdk-file' in request.inputs)
    return { kind: 'impossible', reason: 'a JDK from a file is not supported by this runner' }
  return askVersion(request, {
    version: 'java-version',
    file: 'java-version-file',
    versionsIn: (path, text) => {
      const version = javaVersionIn(path, text)
      return version === undefined ? [] : [version]
    },
  })
}

/** Most distributions are the same source built by others; a package with more in it is not the plain one. */
function check({ inputs, tools }: CheckRequest): CheckedTool {
  const kind = inputs['java-package'] ?? 'jdk'
  if (kind !== 'jdk' && kind !== 'jre') return { missing: [`the package \`${kind}\` of Java`] }
  const { distribution } = inputs
  if (distribution === undefined) return {}
  if (/graal/.test(distribution) && tools.some((tool) => !isGraal(tool)))
    return { missing: [`Java of \`${distribution}\`, which this machine does not have`] }
  const others = tools.filter(({ flavour = '' }) => !VENDORS[distribution]?.test(flavour))
  return {
    notices: others.map(
      ({ version, flavour = 'an unknown vendor' }) =>
        `\`distribution: ${distribution}\`: Java ${version} of this machine is from ${flavour}`,
    ),
  }
}

const VENDORS: Readonly<Record<string, RegExp>> = {
  temurin: /Adoptium|Temurin/,
  adopt: /Adopt/,
  zulu: /Azul/,
  liberica: /BellSoft/,
  microsoft: /Microsoft/,
  corretto: /Amazon/,
  oracle: /Oracle/,
  semeru: /IBM|Semeru/,
  sapmachine: /SAP/,
  dragonwell: /Alibaba/,
}

async function setUp(call: ActionCall, tools: readonly InstalledTool[]): Promise<ActionResult> {
  const [main] = tools.toReversed()
  if (main?.home === undefined) return {}
  const { distribution = 'system' } = call.inputs
  await writeToolchains(call, tools, distribution)
  const named = tools.map(({ version, home = '' }) => [
    `JAVA_HOME_${/^\d+/.exec(version)?.[0]}_${ARCHITECTURE.toUpperCase()}`,
    home,
  ])
  const isDefault = call.inputs['set-default'] !== 'false'
  return {
    outputs: { distribution, version: main.version, path: main.home, 'cache-hit': 'false' },
    env: { ...Object.fromEntries(named), ...(isDefault ? { JAVA_HOME: main.home } : {}) },
    path: isDefault ? main.folders : [],
  }
}

/** For builds of Maven that choose a JDK by its version: https://maven.apache.org/guides/mini/guide-using-toolchains.html. */
async function writeToolchains(
  { directory, environment }: ActionCall,
  tools: readonly InstalledTool[],
  vendor: string,
): Promise<void> {
  const folder = join(environment.HOME ?? directory.home, '.m2')
  const file = join(folder, 'toolchains.xml')
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (isThere) return
  await mkdir(folder, { recursive: true })
  await writeFile(file, toolchains(tools, vendor))
}

function toolchains(tools: readonly InstalledTool[], vendor: string): string {
  const name = vendor.replace(/[^\w.-]/g, '')
  const entries = tools.map(({ version, home = '' }) => {
    const major = /^\d+/.exec(version)?.[0] ?? version
    return `  <toolchain>
    <type>jdk</type>
    <provides><version>${major}</version><vendor>${name}</vendor><id>${name}_${major}</id></provides>
    <configuration><jdkHome>${home.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</jdkHome></configuration>
  </toolchain>`
  })
  return `<?xml version="1.0"?>\n<toolchains>\n${entries.join('\n')}\n</toolchains>\n`
}
