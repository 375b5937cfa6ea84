import { asList, asMapping, asText, dig, readToml } from '../../files/read-data.ts'

/** Where packages come from that do not come from where packages of their name come from, by their names. */
type Origins = Readonly<Record<string, string>>

const REGISTRIES = /^https?:\/\/registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)\//

/** Of package-lock.json: links, other registries, and packages of another name. */
export function npmOrigins(text: string): unknown {
  const lock: unknown = attempt(() => JSON.parse(text))
  if (lock === undefined) return undefined
  const origins: Record<string, string> = Object.create(null)
  for (const [path, one] of Object.entries(asMapping(dig(lock, 'packages')))) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (!path.includes('node_modules/')) continue
    const link = dig(one, 'link') === true
    note(origins, name, link ? `link ${asText(dig(one, 'resolved'))}` : asText(dig(one, 'resolved')))
  }
  const waiting: unknown[] = [lock]
  for (
    let at = waiting.pop(), count = 0;
    at !== undefined && count < 100_000;
    at = waiting.pop(), count += 1
  ) {
    for (const [name, one] of Object.entries(asMapping(dig(at, 'dependencies')))) {
      if (typeof one !== 'object') continue
      note(origins, name, asText(dig(one, 'resolved')))
      waiting.push(one)
    }
  }
  return { origins: { ...origins } }
}

function note(origins: Record<string, string>, name: string, resolved: string | undefined): void {
  if (resolved === undefined || isOwn(name, resolved)) return
  origins[name] = `${origins[name] ?? ''} ${resolved}`
}

function isOwn(name: string, resolved: string): boolean {
  if (!REGISTRIES.test(resolved)) return false
  const path = resolved.replace(REGISTRIES, '')
  return path.startsWith(`${name}/-/`)
}

/** Of yarn.lock, both of its ways, and of pnpm-lock.yaml: line by line, because they are long. */
export function lineOrigins(text: string): unknown {
  const origins: Record<string, string> = Object.create(null)
  let name = ''
  for (const line of text.split('\n')) {
    const [, entry] =
      /^ {0,2}["'/]?((?:@[\w.-]{1,100}\/)?[\w.-]{1,100})@[^\n]{0,300}:$/.exec(line.trimEnd()) ?? []
    if (entry !== undefined) name = entry
    const [, resolved] = /^\s+resolved "([^"\n]{1,400})"/.exec(line) ?? []
    const [, berry] = /^\s+resolution: "?((?:@[\w.-]{1,100}\/)?[\w.-]{1,100}@[^"\n]{1,400})/.exec(line) ?? []
    const [, pnpm] = /^\s+resolution: \{([^}\n]{1,600})\}/.exec(line) ?? []
    if (name === '') continue
    if (resolved !== undefined) note(origins, name, resolved)
    else if (berry !== undefined && !berry.startsWith(`${name}@npm:`) && !berry.includes('@workspace:'))
      origins[name] = berry
    else if (pnpm !== undefined && /\b(?:tarball|directory|repo|path|type):/.test(pnpm)) origins[name] = pnpm
  }
  return { origins: { ...origins } }
}

/** `pytest @ git+https://…`, and options that say where packages come from. */
export function requirementOrigins(text: string): unknown {
  const lines = text.split('\n').map((line) => line.replace(/(^|\s)#.*$/, '').trim())
  const index = lines.filter((line) =>
    /^(?:-i|-f|--(?:index-url|extra-index-url|find-links|no-index|trusted-host))\b/.test(line),
  )
  return { origins: fromElsewhere(lines), ...(index.length > 0 && { index }) }
}

/** Of pyproject.toml, with what it says itself. */
export function projectOrigins(text: string): unknown {
  const project = readToml(text)
  if (project === undefined) return undefined
  const lists = [
    dig(project, 'project', 'dependencies'),
    ...Object.values(asMapping(dig(project, 'project', 'optional-dependencies'))),
    ...Object.values(asMapping(dig(project, 'dependency-groups'))),
    ...Object.values(asMapping(dig(project, 'tool', 'pdm', 'dev-dependencies'))),
    dig(project, 'tool', 'uv', 'dev-dependencies'),
    dig(project, 'build-system', 'requires'),
  ]
  const written = fromElsewhere(lists.flatMap(asList).flatMap((one) => asText(one) ?? []))
  const groups = Object.values(asMapping(dig(project, 'tool', 'poetry', 'group')))
  const tables = [
    dig(project, 'tool', 'uv', 'sources'),
    dig(project, 'tool', 'poetry', 'dependencies'),
    dig(project, 'tool', 'poetry', 'dev-dependencies'),
    ...groups.map((one) => dig(one, 'dependencies')),
  ]
  const named = tables.flatMap((table) =>
    Object.entries(asMapping(table)).flatMap(([name, value]): [string, string][] =>
      isElsewhere(value) ? [[plainName(name), JSON.stringify(value)]] : [],
    ),
  )
  return { ...asMapping(project), origins: { ...written, ...Object.fromEntries(named) } }
}

function fromElsewhere(requirements: readonly string[]): Origins {
  return Object.fromEntries(
    requirements.flatMap((line): [string, string][] => {
      const [, name, from] =
        /^([\w.-]{1,100})(?:\[[^\]\n]{0,200}\])?\s{0,10}@\s{0,10}(\S{1,400})/.exec(line) ?? []
      const [, egg] = /^(?:-e|--editable)?\s{0,10}\S{1,400}#egg=([\w.-]{1,100})/.exec(line) ?? []
      if (name !== undefined && from !== undefined) return [[plainName(name), from]]
      return egg === undefined ? [] : [[plainName(egg), line]]
    }),
  )
}

/** https://packaging.python.org/en/latest/specifications/name-normalization */
function plainName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** What names a folder, an address or a branch, whatever version it names besides. */
export function isElsewhere(value: unknown): boolean {
  const elsewhere = [
    'path',
    'git',
    'url',
    'file',
    'registry',
    'registry-index',
    'index',
    'editable',
    'github',
    'branch',
    'rev',
    'workspace',
  ]
  return Object.entries(asMapping(value)).some(
    ([key, one]) => elsewhere.includes(key) && !(key === 'workspace' && one === true),
  )
}

/** Of whom tests on the virtual machine of Java are, by how their artifacts begin. */
const GROUPS: readonly (readonly [artifact: RegExp, group: RegExp])[] = [
  [
    /^junit(?:-|$)/,
    /^(?:junit|org\.junit(?:\.\w+)*|org\.jetbrains\.kotlin|de\.mannodermaus\.\w+|net\.jqwik|com\.tngtech\.\w+)$/,
  ],
  [/^testng$/, /^org\.testng$/],
  [/^assertj-/, /^org\.assertj$/],
  [/^mockito-/, /^(?:org\.mockito(?:\.\w+)*|org\.mockito\.kotlin)$/],
  [/^hamcrest/, /^org\.hamcrest$/],
  [/^kotest-/, /^io\.kotest(?:\.\w+)*$/],
  [/^mockk/, /^io\.mockk$/],
  [/^truth/, /^com\.google\.truth(?:\.\w+)*$/],
  [/^kotlin-test/, /^org\.jetbrains\.kotlin$/],
  [/^spock-/, /^org\.spockframework$/],
  [/^(?:maven-)?surefire/, /^org\.apache\.maven(?:\.\w+)*$/],
]

/** `org.example.fake:junit-jupiter`: an artifact with the name of what tests, of somebody else. */
export function isForeignArtifact(group: string, artifact: string): boolean {
  const known = GROUPS.find(([name]) => name.test(artifact))
  return known !== undefined && !/^\$/.test(group) && !known[1].test(group)
}

/** Of a version catalog of Gradle. */
export function catalogOrigins(text: string): unknown {
  const catalog = readToml(text)
  if (catalog === undefined) return undefined
  const origins = Object.entries(asMapping(dig(catalog, 'libraries'))).flatMap(
    ([alias, value]): [string, string][] => {
      const whole =
        asText(value) ??
        asText(dig(value, 'module')) ??
        `${asText(dig(value, 'group'))}:${asText(dig(value, 'name'))}`
      const [group = '', artifact = ''] = whole.split(':')
      return isForeignArtifact(group, artifact) ? [[alias, whole]] : []
    },
  )
  return { origins: Object.fromEntries(origins) }
}

/** Of pom.xml: the dependencies of a module and those that it manages. */
export function mavenOrigins(project: unknown): Origins {
  const lists = [
    dig(project, 'dependencies', 'dependency'),
    dig(project, 'dependencyManagement', 'dependencies', 'dependency'),
  ]
  const found = lists.flatMap(asList).flatMap((one): [string, string][] => {
    const [group = '', artifact = ''] = [asText(dig(one, 'groupId')), asText(dig(one, 'artifactId'))]
    return isForeignArtifact(group, artifact) ? [[artifact, group]] : []
  })
  return Object.fromEntries(found)
}

function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return undefined
  }
}
