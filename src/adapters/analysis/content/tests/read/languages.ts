/** How tests look in one language; every pattern has the flags `g` and `m`. */
export interface TestLanguage {
  readonly extensions: RegExp
  /** Where comments begin; strings are kept, because names of tests are strings. */
  readonly comments: 'slashes' | 'hash' | 'both'
  /** A test case; the group `name` is its name. */
  readonly test: RegExp
  /** A suite or class around tests. */
  readonly group: RegExp
  /** Skips what is declared next, or by the same words. */
  readonly skipsNext: RegExp
  /** Skips the test it stands in. */
  readonly skipsHere: RegExp
  /** Runs nothing but what it marks. */
  readonly focus: RegExp | undefined
  readonly assertion: RegExp
}

const STRING = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|${'`'}(?:[^${'`'}\\]|\\.)*${'`'}`
/** `.each(table)` and the like, before the name. */
const CHAIN = String.raw`(?:\s*\.\s*\w+)*(?:\s*(?:\([^()]{0,500}\)|${'`'}[^${'`'}]{0,500}${'`'}))?`

/** node:test, vitest, jest, mocha, Deno, Playwright, ava. */
const scripts: TestLanguage = {
  extensions: /\.(?:[cm]?[jt]sx?)$/i,
  comments: 'slashes',
  test: new RegExp(
    String.raw`(?:(?<![\w$.])|\b(?:t|Deno)\.)(?:[xf]?(?:it|test|specify)|it|test)${CHAIN}\s*\(\s*(?<name>${STRING}|[\w$.]+(?=\s*,))`,
    'gm',
  ),
  group: new RegExp(
    String.raw`(?<![\w$.])(?:[xf]?(?:describe|context|suite))${CHAIN}\s*\(\s*(?<name>${STRING}|[\w$.]+(?=\s*,))`,
    'gm',
  ),
  skipsNext:
    /(?<![\w$.])(?:x(?:it|test|specify|describe|context)\b|(?:it|test|specify|describe|context|suite)(?:\s*\.\s*\w+)*?\s*\.\s*(?:skip|skipIf|runIf|todo|failing|fails|fixme)\b)/gm,
  skipsHere:
    /\b(?:t|this|ctx|context|test|pending)\.(?:skip|todo)\(|^[ \t]*(?:await\s+)?(?:t\.)?(?:it|test|specify|describe|suite)\b[^\n]{0,300}?,\s*\{[^}\n]{0,200}\b(?:skip|todo)\s*:(?!\s*false)/gm,
  focus:
    /(?<![\w$.])(?:f(?:it|describe|context)\s*\(|(?:it|test|specify|describe|context|suite)(?:\s*\.\s*\w+)*?\s*\.\s*only\b)|^[ \t]*(?:await\s+)?(?:t\.)?(?:it|test|specify|describe|suite)\b[^\n]{0,300}?,\s*\{[^}\n]{0,200}\bonly\s*:(?!\s*false)/gm,
  assertion:
    /(?<![\w$.])(?:expect|assert)\w*(?:\s*\.\s*\w+)*\s*(?:<[^>\n]*>)?\(|\.should\b|\bt\.(?:assert\.)?(?:is|not|ok|equal|strictEqual|deepEqual|notEqual|true|false|like|throws\w*|regex|rejects|same)\(|(?<![\w$.])(?:ok|equal|notEqual|strictEqual|deepEqual|deepStrictEqual|notStrictEqual|throws|doesNotThrow|rejects)\(/gm,
}

/** pytest and unittest. */
const python: TestLanguage = {
  extensions: /\.py$/,
  comments: 'hash',
  test: /^[ \t]*(?:async[ \t]+)?def[ \t]+(?<name>test\w*)[ \t]*\(/gm,
  group: /^[ \t]*class[ \t]+(?<name>\w+)/gm,
  skipsNext:
    /@(?:pytest\.mark\.(?:skip|skipif|xfail)\b|(?:unittest\.)?(?:skip(?:If|Unless)?|expectedFailure)\b)/gm,
  skipsHere:
    /\bpytest\.(?:skip|xfail|importorskip)\(|\bself\.skipTest\(|\bSkipTest\b|^pytestmark\s*=.*\b(?:skip|skipif|xfail)\b/gm,
  focus: undefined,
  assertion: /(?<![\w.])assert\b|\b\w+\.assert\w+\(|\bpytest\.(?:raises|warns)\(/gm,
}

/** testing, with testify, gomega and the like. */
const go: TestLanguage = {
  extensions: /\.go$/,
  comments: 'slashes',
  test: /^func\s+(?:\([^)\n]*\)\s*)?(?<name>(?:Test|Fuzz|Example)\w*)\s*\(|\b\w+\.Run\(\s*(?<sub>"(?:[^"\\\n]|\\.)*"|[\w.]+)/gm,
  group: /(?!)/gm,
  skipsNext: /(?!)/gm,
  skipsHere: /\b\w+\.(?:Skip|Skipf|SkipNow)\(/gm,
  focus: /(?<![\w.])(?:FIt|FDescribe|FContext)\(/gm,
  assertion:
    /\b[tb]\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\(|(?<![\w.])(?:assert|require|is|must|s|suite)\.(?!Run\b|Skip)[A-Z]\w*\(|(?<![\w.])(?:Expect|Ω|Eventually)\(/gm,
}

/** JUnit 4 and 5, TestNG, kotlin.test. */
const jvm: TestLanguage = {
  extensions: /\.(?:java|kt|kts|scala)$/,
  comments: 'slashes',
  test: /@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property)\b[\s\S]{0,400}?\b(?:fun|[\w<>\]]+)\s+(?<name>`[^`\n]+`|\w+)\s*\(/gm,
  group: /\bclass\s+(?<name>\w+)/gm,
  skipsNext: /@(?:Disabled\w*|Ignore|EnabledIf\w*|EnabledOn\w*)\b|\benabled\s*=\s*false\b/gm,
  skipsHere: /\b(?:Assumptions?\.\w+|assume(?:True|False|That|NotNull|NoException))\s*\(|\bSkipException\b/gm,
  focus: undefined,
  assertion:
    /(?<!\w)(?:assert|verify|expect|should)\w*\s*[({]|\.(?:should|isEqualTo|andExpect)\w*|(?<![\w.])fail\(/gm,
}

/** The built-in tests, also in source files. */
const rust: TestLanguage = {
  extensions: /\.rs$/,
  comments: 'slashes',
  test: /#\[(?:\w+::)*(?:test|rstest|test_case|quickcheck)\b[^\]\n]*\][\s\S]{0,400}?\bfn\s+(?<name>\w+)/gm,
  group: /^[ \t]*mod\s+(?<name>\w+)/gm,
  skipsNext: /#\[\s*(?:ignore\b|cfg_attr\([^\]\n]*\bignore\b|should_panic\b)/gm,
  skipsHere: /(?!)/gm,
  focus: undefined,
  assertion: /\b(?:debug_)?(?:prop_)?assert\w*!|\bpanic!|\binsta::\w+!/gm,
}

/** xUnit, NUnit, MSTest. */
const csharp: TestLanguage = {
  extensions: /\.cs$/,
  comments: 'slashes',
  test: /\[(?:Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod)\b[\s\S]{0,400}?\b(?:void|Task(?:<[^>\n]*>)?|ValueTask)\s+(?<name>\w+)\s*\(/gm,
  group: /\bclass\s+(?<name>\w+)/gm,
  skipsNext: /\[[^\]\n]{0,300}?(?:\bSkip\s*=|\bIgnore(?:Attribute)?\b|\bExplicit\b)/gm,
  skipsHere: /\bAssert\.(?:Ignore|Inconclusive|Skip)\w*\(|\bSkip\.If\w*\(/gm,
  focus: undefined,
  assertion: /\b(?:\w*Assert)\.\w+(?:<[^>\n]*>)?\(|\.Should\w*\(|\.Verify\w*\(|\.Received\w*\(/gm,
}

/** rspec, minitest, test-unit. */
const ruby: TestLanguage = {
  extensions: /\.rb$/,
  comments: 'hash',
  test: /^[ \t]*(?:def[ \t]+(?<name>test_\w+[?!]?)|(?:[xf]?(?:it|specify|example|scenario)|pending|test)\b[ \t]*\(?[ \t]*(?<sub>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?=\{|do\b)))/gm,
  group: /^[ \t]*(?:RSpec\.)?(?:[xf]?(?:describe|context|feature)|class)\b[ \t]*\(?[ \t]*(?<name>[^\n,]+)/gm,
  skipsNext:
    /^[ \t]*(?:RSpec\.)?(?:x(?:it|specify|example|scenario|describe|context|feature)|pending[ \t]*\(?["'])/gm,
  skipsHere:
    /^[ \t]*skip\b(?![ \t]*=)|^[ \t]*pending[ \t]*$|,[ \t]*(?::skip\b|skip:[ \t]*(?!false)|:pending\b|pending:[ \t]*(?!false))/gm,
  focus:
    /^[ \t]*(?:RSpec\.)?f(?:it|specify|example|scenario|describe|context|feature)\b|,[ \t]*(?::focus\b|focus:[ \t]*true)/gm,
  assertion:
    /\bexpect\b[ \t]*[({]|(?<!\w)(?:assert|refute|must|wont)(?:_\w+)?\b|\.should\w*\b|\bis_expected\b/gm,
}

/** PHPUnit and Pest. */
const php: TestLanguage = {
  extensions: /\.php$/,
  comments: 'both',
  test: /\bfunction\s+(?<name>test\w*)\s*\(|#\[Test\b[^\]\n]*\][\s\S]{0,300}?\bfunction\s+(?<attribute>\w+)|(?<![\w>:$])(?:it|test)\s*\(\s*(?<sub>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/gm,
  group: /\bclass\s+(?<name>\w+)/gm,
  skipsNext: /(?!)/gm,
  skipsHere: /->markTest(?:Skipped|Incomplete)\(|->(?:skip\w*|todo)\(/gm,
  focus: /->only\(/gm,
  assertion: /(?:->|::)(?:assert|expect)\w*\(|(?<![\w>:$])expect\s*\(|->should\w*\(/gm,
}

const LANGUAGES = [scripts, python, go, jvm, rust, csharp, ruby, php]

export function testLanguageOf(path: string): TestLanguage | undefined {
  return LANGUAGES.find((language) => language.extensions.test(path))
}
