import type { Patch } from '../../../../domain/patch.ts'
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

/** New files that are found by the name with which tests ask for another one. */
export async function standIns({ files }: Patch, { before }: PatchContents): Promise<readonly string[]> {
  const gone = new Set(
    files.flatMap(({ path, status, previousPath }) =>
      status === 'deleted' ? [path] : status === 'renamed' && previousPath ? [previousPath] : [],
    ),
  )
  const found: string[] = []
  const added = files.filter(({ status }) => ['added', 'renamed', 'copied'].includes(status))
  for (const { path } of added.slice(0, MAX_ASKED)) {
    const others = namesakes(path).filter((one) => !gone.has(one))
    if (HEADERS.test(path)) found.push(path)
    else {
      const known = await Promise.all(others.map((one) => before(one)))
      if (known.some((one) => one !== undefined)) found.push(path)
    }
  }
  return found
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
