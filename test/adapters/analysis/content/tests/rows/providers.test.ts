import { describe, expect, it } from 'vitest'
import { compare } from '../compare.ts'

const PATH = 'tests/JarTest.php'
const inClass = (body: string) => `<?php\nclass JarTest extends TestCase\n{\n${body}\n}\n`

const WRITTEN_OUT = inClass(`
    public function testRefuses()
    {
        self::assertFalse($this->jar->set(new Cookie()));
        self::assertFalse($this->jar->set(new Cookie(['Name' => 'foo'])));
        self::assertFalse($this->jar->set(new Cookie(['Name' => false, 'Domain' => 'foo.com'])));
    }`)

const provided = (...rows: readonly string[]) =>
  inClass(`
    public static function cookies(): array
    {
        return [${rows.join(', ')}];
    }

    /**
     * @dataProvider cookies
     */
    public function testRefuses(array $cookie)
    {
        self::assertFalse($this->jar->set(new Cookie($cookie)));
    }`)

const ALL = ['[[]]', "[['Name' => 'foo']]", "[['Name' => false, 'Domain' => 'foo.com']]"]

describe('what gives a test its cases', () => {
  it('takes over what the test had written out', async () => {
    const { weakened } = await compare([PATH, WRITTEN_OUT, provided(...ALL)])
    expect(weakened).toEqual([])
  })

  it('takes over nothing that is not among its rows, and nothing that no test is given', async () => {
    const less = await compare([PATH, WRITTEN_OUT, provided(...ALL.slice(0, 2))])
    expect(less.weakened.map(({ what }) => what)).toEqual(['assertions-removed'])
    const unused = provided(...ALL).replace('@dataProvider cookies', 'Refuses.')
    const nobody = await compare([PATH, WRITTEN_OUT, unused])
    expect(nobody.weakened.map(({ what }) => what)).toEqual(['assertions-removed', 'assertions-removed'])
  })

  it('has no fewer rows than before', async () => {
    const { weakened } = await compare([PATH, provided(...ALL), provided(...ALL.slice(1))])
    expect(weakened.map(({ what, detail }) => [what, detail])).toEqual([
      ['cases-removed', 'testRefuses: 3 cases before, 2 after'],
    ])
    const early = provided(...ALL).replace('return [', 'if (self::FAST) { return [[[]]]; }\n        return [')
    const sometimes = await compare([PATH, provided(...ALL), early])
    expect(sometimes.weakened.map(({ what }) => what)).toEqual(['cases-removed'])
  })

  it('may have more rows, others in their place, and another order', async () => {
    const more = await compare([PATH, provided(...ALL), provided("[['Name' => '']]", ...ALL.toReversed())])
    expect(more.weakened).toEqual([])
    const swapped = [...ALL.slice(0, 1), "[['Name' => 'bar']]", ...ALL.slice(2)]
    const others = await compare([PATH, provided(...ALL), provided(...swapped)])
    expect(others.weakened).toEqual([])
    expect(others.changed).toHaveLength(1)
  })
})

describe('what only is written otherwise', () => {
  it('is the same condition with the root of the names before it', async () => {
    const guarded = (name: string) =>
      inClass(`
    public function testPath()
    {
        if (${name} < 50600) {
            self::assertSame(1, path());
        }
    }`)
    const same = await compare([PATH, guarded('PHP_VERSION_ID'), guarded('\\PHP_VERSION_ID')])
    expect(same.weakened).toEqual([])
    const fresh = guarded('\\PHP_VERSION_ID')
    const open = fresh.replace(/ {8}if \(.*\n/, '').replace(/\n {8}\}\n {4}\}/, '\n    }')
    const other = await compare([PATH, open, fresh])
    expect(other.weakened.map(({ what }) => what)).toEqual(['not-reached'])
  })

  it('is a variable that is called like a function of other languages, unless something is called by it', async () => {
    const test = (body: string) => `def test_page(client):\n${body}\n`
    const before = test('    assert client.read() == b"a"')
    const after = test(
      '    expect = client.read()\n    assert client.read() == b"a"\n    assert expect == b"a"',
    )
    expect((await compare(['tests/test_a.py', before, after])).weakened).toEqual([])
    const called = (line: string) => `${line}def test_a():\n    expect(add(1)).to_equal(2)\n`
    const replaced = await compare([
      'tests/test_b.py',
      called('from expects import expect\n'),
      called('from expects import expect\nexpect = Anything\n'),
    ])
    expect(replaced.weakened.map(({ what }) => what)).toEqual(['run-changed'])
  })

  it('is the name of a skip that is only imported, unless it is called', async () => {
    const java = (imports: string, body: string) =>
      `${imports}class ATest {\n  @Test void a() { ${body}assertEquals(1, x()); }\n}\n`
    const imported = 'import static org.junit.Assume.assumeTrue;\n'
    const only = await compare(['ATest.java', java('', ''), java(imported, '')])
    expect(only.weakened).toEqual([])
    const called = await compare(['ATest.java', java('', ''), java(imported, 'assumeTrue(false); ')])
    expect(called.weakened.map(({ what }) => what)).toEqual(['skipped'])
  })
})
