import type { Defeat } from './find-defeats.ts'

/** Code as far as it is read by words. */
export interface ReadCode {
  readonly path: string
  readonly source: string
  readonly grammar: string
  /** From an offset up to another, in the order of the text. */
  readonly comments: readonly (readonly [start: number, end: number])[]
}

interface Rule {
  readonly of: RegExp
  readonly what: Defeat['what']
  readonly pattern: RegExp
  /** In comments as well: a compiler reads them. */
  readonly inComments?: true
}

const SCRIPT = /script$|^tsx$/
const ANY = /^/
/** A file of tests by its name, as a literal that a path of the project begins with. */
const TEST_FILE =
  '["\'`](?:\\.{1,2}/){0,5}(?:(?:tests?|spec|__tests__)/[\\w./-]{0,80}\\.(?:py|[cm]?[jt]sx?|rb|go|php|java|rs|c|cpp|cs)|[\\w./-]{0,80}(?:\\bconftest\\.py|\\btest_\\w{1,60}\\.py|_test\\.(?:py|go|rb)|_spec\\.rb|\\.(?:test|spec)\\.[cm]?[jt]sx?|Test\\.(?:php|java)))["\'`]'
const PYTHON_WORD =
  '["\'][^"\'\\n]{0,40}(?:\\btest_|_test\\b|\\btests?/|/tests?\\b|py\\.?test|unittest|conftest)'
const SCRIPT_WORD =
  '["\'`/][^"\'`\\n]{0,40}(?:\\\\?\\.(?:test|spec)\\b|__tests__|\\bvitest|\\bjest|\\bmocha|node:test)'
/** Linkers let code of the product stand for these. */
const ENDINGS = '(?:_*exit|_Exit|quick_exit|abort|raise|__assert_fail|__assert_rtn|__assert)'

/** Each names what ends or holds a run of tests, and not only what programs ask about themselves. */
const RULES: readonly Rule[] = [
  {
    of: /^go$/,
    what: 'hides-failure',
    pattern:
      /^func init\(\)\s{0,5}\{[^}]{0,300}?\bos\.Args\b(?:\[[^\]\n]{0,20}\])?\s{0,5}=(?!=)[^\n]{0,80}|\bos\.Args\b[^\n=]{0,20}=(?!=)[^\n]{0,200}"-{1,2}test\.[^\n]{0,40}|\bflag\.(?:Set|CommandLine\.Set)\(\s{0,20}"test\.\w{1,20}"/gm,
  },
  {
    of: /^go$/,
    what: 'hides-failure',
    inComments: true,
    pattern:
      /^\/\/go:linkname \w{1,80} (?:os\.(?:Exit|runtime_beforeExit)|testing\.\S{1,80}|syscall\.Exit|runtime\.(?:exit|throw|fatal\w*|gopanic|main\w*))\b/gm,
  },
  {
    of: /^go$/,
    what: 'hides-failure',
    inComments: true,
    pattern: new RegExp(`#cgo\\b[^\\n]{0,200}LDFLAGS[^\\n]{0,300}-(?:wrap|defsym)[=,]${ENDINGS}\\b`, 'g'),
  },
  {
    of: /^rust$/,
    what: 'hides-failure',
    pattern: new RegExp(
      `#\\[(?:unsafe\\()?(?:no_mangle\\)?\\](?:\\s|#\\[[^\\]\\n]{0,80}\\]){0,20}(?:pub(?:\\(\\w{1,10}\\))?\\s{1,5})?(?:unsafe\\s{1,5})?extern\\s{1,5}(?:"[\\w-]{1,20}"\\s{0,5})?fn\\s{1,5}${ENDINGS}\\s{0,5}\\(|export_name\\s{0,5}=\\s{0,5}"${ENDINGS}")`,
      'g',
    ),
  },
  {
    of: /^python$/,
    what: 'ends-process',
    pattern:
      /\bgetattr\(\s{0,5}(?:os|posix)\s{0,5},\s{0,5}["'](?:_exit|abort)["']|\b(?:vars\(os\)|os\.__dict__)\[["'](?:_exit|abort)["']\]/g,
  },
  {
    of: /^python$/,
    what: 'hides-failure',
    pattern:
      /\.testsfailed\s{0,5}=(?!=)|\bgc\.get_(?:objects|referrers)\([^\n]{0,20}\)[\s\S]{0,200}?\b(?:pytest|unittest|TestResult|wasSuccessful|TestReport)\b|\bsys\.excepthook\s{0,5}=\s{0,5}lambda[^:\n]{0,80}:\s{0,5}(?:None|0|\.\.\.|True|False)\s{0,5}$/gm,
  },
  {
    of: /^python$/,
    what: 'detects-tests',
    pattern: new RegExp(
      `(?:\\binspect\\.(?:stack|currentframe|getouterframes)\\(|\\bsys\\._getframe\\(|\\btraceback\\.(?:extract|format)_stack\\()[^\\n]{0,160}?${PYTHON_WORD}|${PYTHON_WORD}[^\\n]{0,120}\\b(?:inspect\\.(?:stack|currentframe)|sys\\._getframe|traceback\\.(?:extract|format)_stack)\\(`,
      'g',
    ),
  },
  {
    of: /^python$/,
    what: 'detects-tests',
    pattern:
      /\bsys\.(?:argv|orig_argv)\b[^\n]{0,80}["'][^"'\n]{0,40}(?:\bpy\.?test|\bunittest|\bnosetests)\b|["'][^"'\n]{0,40}(?:\bpy\.?test|\bunittest|\bnosetests)["'][^\n]{0,60}\bsys\.(?:orig_)?argv\b/g,
  },
  {
    of: SCRIPT,
    what: 'detects-tests',
    pattern: new RegExp(
      `\\bError\\([^()\\n]{0,40}\\)\\??\\.stack\\b[\\s\\S]{0,160}?${SCRIPT_WORD}|${SCRIPT_WORD}[^\\n]{0,60}\\bError\\([^()\\n]{0,40}\\)\\??\\.stack\\b`,
      'g',
    ),
  },
  {
    of: SCRIPT,
    what: 'detects-tests',
    pattern:
      /\b(?:module\.parent|require\.main)\??\.(?:filename|path|id|children)\b[^\n]{0,100}["'`/][^"'`\n]{0,40}(?:\btests?\b|\bspec\b|\bjest|\bvitest|\bmocha)/g,
  },
  {
    of: /^ruby$/,
    what: 'detects-tests',
    pattern:
      /\bconst_(?:defined\?|get)[( ]\s{0,5}:?["']?(?:RSpec|Minitest|Test::Unit)\b|\$(?:0|PROGRAM_NAME)\b[^\n]{0,60}(?:\b(?:rspec|minitest)\b|["'/](?:tests?|specs?|test_)["'/])|\bcaller(?:_locations)?\b[^\n]{0,100}["'/][^"'\n]{0,40}(?:_spec|_test|rspec|minitest)/g,
  },
  {
    of: /^php$/,
    what: 'detects-tests',
    pattern: /\bdebug_backtrace\([^;]{0,200}?PHPUnit|\bargv\b[^;\n]{0,80}\bphpunit\b/g,
  },
  {
    of: SCRIPT,
    what: 'detects-tests',
    pattern:
      /\bimport\.meta\.vitest\s{0,5}(?:\?(?!\.)|&&)|\bif\s{0,5}\(\s{0,5}!?import\.meta\.vitest\s{0,5}\)\s{0,5}\{?\s{0,20}(?:return|throw)\b/g,
  },
  {
    of: /^c-sharp$/,
    what: 'detects-tests',
    pattern:
      /\b(?:GetAssemblies\(\)|GetEntryAssembly\(\)|GetCurrentProcess\(\)|FriendlyName|ProcessName)[^;]{0,160}"[^"\n]{0,40}(?:xunit|nunit|mstest|testhost|TestPlatform|vstest)/gi,
  },
  {
    of: /^cpp$/,
    what: 'detects-tests',
    pattern:
      /(?:\bprogram_invocation(?:_short)?_name|\b__progname|\bgetprogname\(\))\s{0,5}(?:\[\s{0,5}\d{1,4}\s{0,5}\]\s{0,5}[!=]=|,\s{0,5}"[^"\n]{0,40}test)/g,
  },
  {
    of: /^go$/,
    what: 'detects-tests',
    pattern:
      /\bruntime\.(?:Callers?|CallersFrames|Stack|FuncForPC)\([\s\S]{0,300}?(?:_test\.go|testing\.tRunner)/g,
  },
  {
    of: ANY,
    what: 'edits-tests',
    pattern: new RegExp(
      `\\b(?:f?open|openSync)\\(\\s{0,20}${TEST_FILE}\\s{0,20},\\s{0,20}(?:mode\\s{0,5}=\\s{0,5})?["'][rb]{0,2}[wax+]|\\b(?:(?:write|append|copy)File(?:Sync)?|unlink(?:Sync)?|rm(?:Sync)?|os\\.(?:remove|Remove|RemoveAll|WriteFile|Create|rename|Rename)|File\\.(?:write|delete|unlink|rename)|file_put_contents)\\(\\s{0,20}${TEST_FILE}|\\bPath\\(\\s{0,5}${TEST_FILE}\\s{0,5}\\)\\.(?:write_text|write_bytes|unlink|rename|replace)\\(|\\bPath\\(\\s{0,5}["'](?:\\./)?tests?["']\\s{0,5}\\)\\.r?(?:glob|iterdir)\\([^\\n]{0,100}[\\s\\S]{0,200}?\\.(?:write_text|write_bytes|unlink|rename)\\(|\\brmtree\\(\\s{0,5}["'](?:\\./)?tests?/?["']`,
      'g',
    ),
  },
]

/** What code does to the run that tests it, recognised by the words for it. */
export function reachesRunner(code: ReadCode): readonly Defeat[] {
  const words = withoutComments(code)
  const found: { what: Defeat['what']; index: number; text: string }[] = []
  for (const { of, what, pattern, inComments } of RULES) {
    if (!of.test(code.grammar) || (what === 'edits-tests' && GENERATES.test(code.path))) continue
    for (const { 0: text, index } of (inComments ? code.source : words).matchAll(pattern))
      found.push({ what, index, text })
  }
  return [...found, ...puzzled(words)].map(({ what, index, text }) => ({
    what,
    key: text.replace(/\s+/g, ' ').trim().slice(0, 120),
    line: code.source.slice(0, index).split('\n').length,
  }))
}

/** Code that creates projects writes their tests as well. */
const GENERATES =
  /(?:^|\/)(?:bin|cli|cmd|scripts?|tools?|commands?|generators?|templates?|scaffold\w*|codegen)(?:\/|\.\w+$)/i

/** Of a runner, and of how to end a process: nobody who wants to be read writes them in parts. */
const PUZZLES =
  /^(?:VITEST\w*|JEST_WORKER_ID|NODE_TEST_CONTEXT|PYTEST_\w+|MOCHA_\w+|PHPUNIT_\w+|RSpec|Minitest|Test::Unit|PHPUnit\\.*|_?pytest|unittest|vitest|jest|_exit|conftest\.py)$/
const PARTS =
  /(?:["'`][^"'`\n\\]{0,30}["'`]\s{0,5}[+.]\s{0,5}){1,10}["'`][^"'`\n\\]{1,30}["'`]|\[(?:\s{0,5}["'`][^"'`\n\\]{0,30}["'`],?){2,20}\s{0,5}\]\.(?:join|reverse)\((?:\s{0,5}["'`][^"'`\n\\]{0,5}["'`])?/g

function puzzled(words: string): { what: Defeat['what']; index: number; text: string }[] {
  return [...words.matchAll(PARTS)].flatMap(({ 0: text, index }) => {
    const between = /\.join\(\s*["'`]([^"'`]*)["'`]$/.exec(text)?.[1]
    const parts = text.match(/["'`][^"'`\n\\]{0,30}["'`]/g) ?? []
    const named = between === undefined ? parts : parts.slice(0, -1)
    const name = named.map((part) => part.slice(1, -1)).join(between ?? '')
    return PUZZLES.test(name) ? [{ what: 'detects-tests' as const, index, text }] : []
  })
}

function withoutComments({ source, comments }: ReadCode): string {
  let at = 0
  let text = ''
  for (const [start, end] of comments) {
    if (start < at) continue
    text += source.slice(at, start) + source.slice(start, end).replace(/[^\n]/g, ' ')
    at = end
  }
  return text + source.slice(at)
}
