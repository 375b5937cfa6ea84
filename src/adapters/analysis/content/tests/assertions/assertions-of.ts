import type { Link } from './chain.ts'

export interface AssertionCall {
  readonly verb: string
  readonly args: readonly string[]
}

/** `expect(x)` and the like, which say what later words are about. */
const SUBJECT =
  /^(?:expect|expectTypeOf|assertThat|assertWithMessage|assertThatThrownBy|assertThatCode|that|Expect|Ω|Eventually|Consistently|_|value|wrap|assertSoftly|is_expected|should)$/
const VERB =
  /^(?:(?:debug_|prop_)?assert\w*!?|\w*[a-z]Assert\w*|assert[A-Z_]\w*|(?:EXPECT|ASSERT|REQUIRE|CHECK|BOOST|VERIFY|TEST_ASSERT|CPPUNIT_ASSERT)(?:_\w+)?|refute(?:_\w+)?|must_\w+|wont_\w+|fail|flunk|panic|raises|warns|expectException\w*|ck_assert\w*|cr_assert\w*|munit_assert\w*|verify[A-Z]\w*|verify|andExpect|expect[A-Z_]\w*)$/
/** Objects whose methods are assertions. */
const OBJECT =
  /^(?:t|assert|Assert|CollectionAssert|StringAssert|Assertions|Truth|chai|require|is|must|test|should|tap|qt|c|g|suite|s|self|a|r|b|tb)$/
const METHOD =
  /^(?:(?:always|not|never)?[cC]alled(?:Once|Twice|Thrice|With\w*|On\w*|Before|After)?|callCount|callOrder|is|isNot|not|ok|notOk|equals?|strictEqual|deepEqual|deepStrictEqual|looseEqual|notEqual|notDeepEqual|notStrictEqual|notDeepStrictEqual|deepLooseEqual|partialDeepStrictEqual|true|false|truthy|falsy|like|match|doesNotMatch|notMatch|throws\w*|doesNotThrow|notThrows\w*|regex|rejects|doesNotReject|same|notSame|strictSame|snapshot|matchSnapshot|fail|pass|Error|Errorf|Fatal|Fatalf|Fail|FailNow|Failf|error|ifError|[A-Z]\w*(?:Equal|Error|Nil|True|False|Len|Contains|Empty|Panics|Zero|Same|Match|Regexp|Is|As|Implements|InDelta|JSONEq|Greater|Less|Eventually|Type|Exists)\w*|Equal\w*|Error\w*|Nil|NotNil|True|False|Len|Contains|Empty|NotEmpty|NoError|Panics\w*|Zero|NotZero|Same|Regexp|Greater\w*|Less\w*|InDelta\w*|Implements|IsType|Eq|That|Throws\w*|Null|NotNull|Single|Collection|All|AreEqual|IsTrue|IsFalse|IsNull|isTrue|isFalse|isOk|exists|isDefined|isNull|isNotNull|isUndefined|lengthOf|include|includes|includeMembers|property|instanceOf|typeOf|closeTo|approximately|sameMembers|oneOf|above|below|isAbove|isBelow|isArray|isObject|isString|isNumber|isFunction|isEmpty|eql|eq|In|Inconclusive)$/
const NO_ASSERTIONS =
  /^(?:Skip\w*|skip|only|todo|Run|Log\w*|Helper|Cleanup|Parallel|Setenv|TempDir|plan|end|timeout|comment|soft|poll|extend)$/

/** What a chain of calls asks for; nothing when it is not an assertion. */
export function assertionsOf(written: readonly Link[]): readonly AssertionCall[] {
  const links = written.map(withoutType)
  const subjectAt = links.findIndex(
    ({ name, args }) => SUBJECT.test(name) && (args !== undefined || name === 'is_expected'),
  )
  const asked = subjectAt >= 0 ? ofSubject(links, subjectAt) : []
  if (asked.length > 0) return asked
  const should = links.findIndex(
    ({ name, args }) => /^(?:should|Should|must|_)$/.test(name) && (args?.length ?? 0) === 0,
  )
  if (should > 0) return afterShould(links, should)
  return links.flatMap((link, index) => ofCall(links, link, index))
}

/** `Assert.Throws<ArgumentException>(…)` is given the class like any other argument. */
function withoutType(link: Link): Link {
  const [, name, type] = /^(\w+)<([^<>]{1,100})>$/.exec(link.name) ?? []
  if (name === undefined || type === undefined || !link.args) return link
  return { ...link, name, args: [`${type}.class`, ...link.args] }
}

function ofSubject(links: readonly Link[], at: number): AssertionCall[] {
  const subject = links[at]?.args?.slice(0, 1) ?? ['is_expected']
  const later = links.slice(at + 1)
  const calls = later.filter(({ args }) => args !== undefined)
  if (later.length === 0) return []
  // `to.be.true` is said without a call.
  if (calls.length === 0) return [{ verb: later.map(({ name }) => name).join('.'), args: subject }]
  const words: string[] = []
  const asked: AssertionCall[] = []
  for (const { name, args } of later) {
    words.push(name)
    if (
      args === undefined ||
      /^(?:catch|then|finally|and|as|with|describedAs|withFailMessage|because|that|hasMessageThat|hasCauseThat|extracting|first|last|element)$/.test(
        name,
      )
    )
      continue
    asked.push(withMatcher(words.join('.'), subject, args))
    words.length = 0
  }
  return asked
}

const MATCHER = /^([A-Za-z_.]{1,60})(?:[ (:]([\s\S]*?)\)?)?$/
const MATCHER_NAME =
  /^(?:eq|eql|equal|be|be_\w+|include|match\w*|raise_\w+|contain\w*|start_with|end_with|have_\w+|Equal|Be\w+|HaveLen|ContainElement\w*|MatchRegexp|Is\.[\w.]+|Has\.[\w.]+|Does\.[\w.]+|Throws\.[\w.]+|equalTo|is|containsString|hasItem\w*|notNullValue|nullValue|not|Not\w*|anything|closeTo|greaterThan\w*|lessThan\w*|instanceOf|startsWith|endsWith)$/

/** `to eq 1` and `To(Equal(1))` name the comparison in the argument. */
function withMatcher(verb: string, subject: readonly string[], args: readonly string[]): AssertionCall {
  const [, name, value] = MATCHER.exec(args[0] ?? '') ?? []
  if (name === undefined || !MATCHER_NAME.test(name)) return { verb, args: [...subject, ...args] }
  return {
    verb: `${verb}.${name}`,
    args: [...subject, ...(value === undefined ? [] : [value]), ...args.slice(1)],
  }
}

function afterShould(links: readonly Link[], at: number): AssertionCall[] {
  const subject = links
    .slice(0, at)
    .map(({ name, args }) => `${name}${args ? `(${args.join(',')})` : ''}`)
    .join('.')
  const later = links.slice(at + 1)
  const verb = later.map(({ name }) => name).join('.') || 'should'
  return [{ verb, args: [subject, ...later.flatMap(({ args }) => args ?? [])] }]
}

function ofCall(links: readonly Link[], { name, args }: Link, index: number): AssertionCall[] {
  if (args === undefined) return []
  const object = links[index - 1]
  if (NO_ASSERTIONS.test(name)) return []
  if (/^(?:That|assertThat)$/.test(name) && args.length > 1)
    return [withMatcher(name, args.slice(0, 1), args.slice(1))]
  if (object && OBJECT.test(object.name) && object.args === undefined && METHOD.test(name))
    return [{ verb: name, args }]
  // supertest and its like: `.expect(200)` on a chain.
  if (index > 0 && name === 'expect') return [{ verb: 'expect', args: ['', ...args] }]
  if (/^(?:must|wont)_/.test(name) && object) return [{ verb: name, args: [object.name, ...args] }]
  if (!VERB.test(name)) return []
  return args.length === 0 && !/^(?:fail|flunk|panic)/.test(name)
    ? [{ verb: name, args: [''] }]
    : [{ verb: name, args }]
}
