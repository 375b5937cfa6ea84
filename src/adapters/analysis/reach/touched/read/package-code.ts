/** Statements of an `__init__.py` that do nothing but name something. */
const HARMLESS: readonly RegExp[] = [
  /^(?:pass|\.\.\.)$/,
  /^(?:import (?:os|os\.path|pathlib|typing)|from (?:__future__|os|os\.path|pathlib|typing) import [\w, ()]{1,200})$/,
  // A value that is written out, also over several lines; `HERE = Path(__file__).parent`.
  /^(?:[A-Za-z]\w*|__\w+__)(?:\s*:\s*[\w.[\], ]{1,100})?\s*=\s*(?:[bru]?["'][^"'`]*["']|[-\d._]+|True|False|None|[[({])?,?$/,
  /^\w+\s*=\s*(?:[\w.]*\(){0,3}(?:os\.path\.\w+|(?:pathlib\.)?Path)\((?:[\w.]*\(){0,3}__file__[\w.()\s,'"/-]{0,100}$/,
  /^\w+\s*=\s*[[({][\w\s.,:'"-]*[\])}]$/,
  /^(?:[bru]?["'][^"'`]*["']|[-\d._]+)?(?:\s*:\s*(?:[bru]?["'][^"'`]*["']|[-\d._]+))?\s*,?\s*[\])}]?,?$/,
]
/** Runners call these by their names, before or among the tests. */
const HOOK =
  /^(?:async )?def (?:load_tests|setup\w*|setUp\w*|teardown\w*|tearDown\w*|pytest_\w+|__getattr__)\b/
const QUOTES = /"""|'''/g

/** Lines of a package of tests that do something when it is loaded, which is before each of its tests. */
export function packageCode(text: string): readonly string[] {
  const found: string[] = []
  let isInText = false
  let below: number | undefined
  for (const line of text.split('\n')) {
    const quotes = line.match(QUOTES)?.length ?? 0
    const wasInText = isInText
    if (quotes % 2 === 1) isInText = !isInText
    const plain = line.replace(/(^|\s)#.*$/, '').trim()
    if (wasInText || /^[bru]?(?:"""|''')/i.test(plain) || plain === '') continue
    const depth = line.search(/\S/)
    if (below !== undefined && depth > below) continue
    below = undefined
    if (HOOK.test(plain)) found.push(plain)
    // What a function does, it does when it is called.
    else if (/^(?:async )?def /.test(plain)) below = depth
    else if (!/^class \w+(?:\([\w.]*\))?:$/.test(plain) && !HARMLESS.some((one) => one.test(plain)))
      found.push(plain)
  }
  return found
}
