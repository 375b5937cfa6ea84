import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runScript } from '../../../job/steps/run-script.ts'
import type { InstalledTool } from '../../../machine/installed-tool.ts'
import { matchRange } from '../../../versions/match-range.ts'
import type { ActionCall, ActionResult } from '../../served-action.ts'
import { askVersion } from '../serve/ask-version.ts'
import { linkPrograms } from '../serve/link-programs.ts'
import type { CheckedTool, CheckRequest, ToolAction } from '../tool-action.ts'

/** https://github.com/shivammathur/setup-php: extensions and tools are those of the machine, which are never added to. */
export const setupPhp: ToolAction = {
  names: ['shivammathur/setup-php'],
  tool: 'php',
  title: 'PHP',
  follows: [
    ...['php-version', 'php-version-file', 'extensions', 'tools', 'ini-values', 'coverage', 'ini-file'],
  ],
  asked: (request) =>
    askVersion(request, {
      version: 'php-version',
      file: 'php-version-file',
      defaults: ['.php-version'],
      versionsIn: (_, text) => [text.trim()],
    }),
  match: () => matchRange,
  check,
  setUp,
}

async function check({ inputs, tools, machine }: CheckRequest): Promise<CheckedTool> {
  const [php] = tools
  if (php === undefined) return {}
  const own = await modulesOf(php)
  const has = `, which PHP ${php.version} of this machine does not have`
  const coverage = inputs.coverage ?? 'none'
  const extensions = [...extensionsIn(inputs.extensions), ...(coverage === 'none' ? [] : [coverage])]
  const missing = await missingTools(inputs.tools, machine)
  return {
    missing: [
      ...extensions.filter((name) => !own.has(name)).map((name) => `the extension \`${name}\`${has}`),
      ...missing.map((name) => `\`${name}\`, which this machine does not have`),
    ],
  }
}

/** `:name` and `none` take extensions away, which no program shows; `name-1.2` asks for a version of it. */
function extensionsIn(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'none' && !name.startsWith(':'))
    .map((name) => name.replace(/-(?:\d|stable|beta|alpha|devel|snapshot|[\w.]*@|\w+\/).*$/, ''))
    .map((name) => name.replace(/[^\w.-]/g, ''))
    .map((name) => OTHER_NAMES[name] ?? name)
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
  opcache: 'zend opcache',
  sqlite: 'sqlite3',
  ...{ mysql: 'mysqli', xdebug3: 'xdebug', xdebug2: 'xdebug' },
}

/** What it prints as `[PHP Modules]` and `[Zend Modules]`. */
async function modulesOf({ program }: InstalledTool): Promise<ReadonlySet<string>> {
  const lines: string[] = []
  await runScript({
    command: [program, '-m'],
    directory: '/',
    environment: {},
    onLine: (line) => lines.push(line.trim().toLowerCase()),
    signal: AbortSignal.timeout(10_000),
    graceMs: 100,
  })
  return new Set(lines)
}

/** `composer:v2, phpstan:1.10, cs2pr`: a name, and perhaps a version. */
async function missingTools(
  text: string | undefined,
  machine: CheckRequest['machine'],
): Promise<readonly string[]> {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim().split(/[:@]/)[0] ?? '')
    .filter((name) => name !== '' && name !== 'none')
    .map((name) => (name.split('/').at(-1) ?? '').replace(/[^\w.-]/g, ''))
  const found = await Promise.all(names.map((name) => machine.tools(name)))
  return names.filter((_, index) => found[index]?.length === 0)
}

async function setUp(
  { directory, inputs }: ActionCall,
  [php]: readonly InstalledTool[],
): Promise<ActionResult> {
  if (php === undefined) return {}
  const folder = await linkPrograms(directory, php, ['php', 'phpize', 'php-config', 'phpdbg', 'php-cgi'])
  const settings = (inputs['ini-values'] ?? '').split(',').filter((line) => line.includes('='))
  const result = { outputs: { 'php-version': php.version }, path: [folder] }
  if (settings.length === 0) return result
  const scanned = join(directory.temp, '_tools', 'php-ini')
  await mkdir(scanned, { recursive: true })
  await writeFile(join(scanned, 'workflow.ini'), `${settings.map((line) => line.trim()).join('\n')}\n`)
  // Empty before the colon: the folder that was built into it, too.
  return { ...result, env: { PHP_INI_SCAN_DIR: `:${scanned}` } }
}
