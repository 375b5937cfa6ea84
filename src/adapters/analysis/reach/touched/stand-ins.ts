import type { Patch } from '../../../../domain/candidate/patch.ts'
import { linkedPath } from '../../../../domain/checks/fold-path.ts'
import type { PatchContents } from '../../../../ports/analysis.ts'
import { classOfPath } from '../../content/classify-file.ts'

const SCRIPT = /\.(?:[cm]?[jt]s|[jt]sx)$/
const ENDINGS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.jsx', '.tsx']
const TESTS = ['tests/', 'test/', 'spec/', 't/']
const PRODUCT = ['', 'src/', 'include/', 'lib/', 'inc/']
/** Headers that tests of C cannot do without: one of that name in the include path is taken in their place. */
const HEADERS =
  /(?:^|\/)(?:assert|stdio|stdlib|setjmp|cmocka|unity|doctest|catch|gtest\/gtest|gmock\/gmock|criterion\/criterion|CUnit\/\w+)\.(?:h|hpp)$/
const MAX_ASKED = 300

/** New files that are found by the name with which tests, or a tool that checks types, ask for another one. */
export async function standIns(
  { files }: Patch,
  contents: PatchContents,
  { readsStubs }: { readsStubs: boolean },
): Promise<readonly string[]> {
  const { before } = contents
  const gone = new Set(
    files.flatMap(({ path, status, previousPath }) =>
      status === 'deleted' ? [path] : status === 'renamed' && previousPath ? [previousPath] : [],
    ),
  )
  const found = await linkedAway(files, contents)
  const added = files.filter(({ status }) => ['added', 'renamed', 'copied'].includes(status))
  for (const { path } of added.slice(0, MAX_ASKED)) {
    const others = [...namesakes(path), ...(readsStubs ? stubbed(path) : [])].filter((one) => !gone.has(one))
    if (HEADERS.test(path)) found.push(path)
    else {
      const known = await Promise.all(others.map((one) => before(one)))
      if (known.some((one) => one !== undefined)) found.push(path)
    }
  }
  return found
}

/** What tests read, in the place of which there is a link now that leads to something else. */
async function linkedAway(files: Patch['files'], { before, after }: PatchContents): Promise<string[]> {
  const links = files.filter(
    ({ path, status, mode }) =>
      mode === '120000' &&
      status !== 'added' &&
      status !== 'deleted' &&
      /^(?:test|fixture|snapshot)$/.test(classOfPath(path)),
  )
  const found: string[] = []
  for (const { path, linkTarget = '' } of links.slice(0, MAX_ASKED)) {
    const target = linkedPath(path, linkTarget)
    const [was, is] = [await before(path), target && (await after(target))]
    if (!was || !is || !Buffer.from(was).equals(Buffer.from(is))) found.push(path)
  }
  return found
}

/** A stub says of a module whatever it likes, and who checks types looks at nothing else: https://peps.python.org/pep-0561 */
function stubbed(path: string): readonly string[] {
  if (!path.endsWith('.pyi')) return []
  const module = path.replace(/(?:\/__init__)?\.pyi$/, '')
  const plain = module.replace(
    /^(?:[\w.-]+\/)*?(?:typings|stubs|typeshed|types|mypy_stubs|[\w-]+-stubs)\//,
    '',
  )
  const own = /-stubs\//.test(module) ? [module.replace(/-stubs\//, '/')] : []
  return [module, plain, `src/${plain}`, `lib/${plain}`, ...own].flatMap((one) => [
    `${one}.py`,
    `${one}/__init__.py`,
  ])
}

/** What the same name would have meant. */
function namesakes(path: string): readonly string[] {
  if (SCRIPT.test(path)) {
    const stem = path.replace(SCRIPT, '')
    const isHelper = classOfPath(path) === 'test' && !/[._-](?:test|spec)$/.test(stem)
    return isHelper ? ENDINGS.map((end) => stem + end).filter((one) => one !== path) : []
  }
  if (/\.(?:h|hh|hpp|rb)$/.test(path)) return acrossFolders(path)
  if (!path.endsWith('.py')) return []
  const module = path.replace(/(?:\/__init__)?\.py$/, '')
  const own = path.endsWith('/__init__.py') && classOfPath(path) === 'test' ? [`${module}.py`] : []
  const isTop = !module.includes('/') && module !== 'setup' && module !== 'conftest'
  return [...own, ...(isTop ? [`src/${module}/__init__.py`, `src/${module}.py`] : [])]
}

/** Of product and tests, each is found before the other, as the folders to look in are listed. */
function acrossFolders(path: string): readonly string[] {
  const inTests = TESTS.find((one) => path.startsWith(one))
  const inProduct = PRODUCT.findLast((one) => path.startsWith(one)) ?? ''
  const rest = path.slice((inTests ?? inProduct).length)
  return (inTests ? PRODUCT : TESTS).map((folder) => folder + rest)
}
