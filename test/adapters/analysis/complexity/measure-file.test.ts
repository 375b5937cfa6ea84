import { describe, expect, it } from 'vitest'
import { languageOf } from '../../../../src/adapters/analysis/complexity/language-of.ts'
import { measureFile } from '../../../../src/adapters/analysis/complexity/measure-file.ts'

async function measure(path: string, source: string | Uint8Array, mayGoOn = () => true) {
  const rules = languageOf(path)
  if (!rules) throw new Error(`no rules for ${path}`)
  return measureFile(typeof source === 'string' ? Buffer.from(source) : source, rules, mayGoOn)
}

/** Name and complexity of each function, in the order in which they begin. */
async function count(path: string, source: string): Promise<Record<string, number>> {
  const measured = await measure(path, source)
  if (measured.kind !== 'measured') throw new Error(measured.reason)
  const functions = measured.functions.toSorted((a, b) => a.line - b.line)
  return Object.fromEntries(functions.map(({ name, complexity }) => [name, complexity]))
}

/** Counted by hand from the definition that each language's table cites. */
describe('complexity by the definition of the language', () => {
  it.each([
    ['nothing to decide', 'return 1', 1],
    ['if, else if, else', 'if (a) b(); else if (c) d(); else e()', 3],
    ['loops', 'for (;;) {} for (a in b) {} for (a of b) {} while (a) {} do {} while (a)', 6],
    ['cases without default', 'switch (a) { case 1: case 2: break; default: b() }', 3],
    ['catch, not try or finally', 'try { a() } catch { b() } finally { c() }', 2],
    ['conditional operator', 'return a ? b : c', 2],
    ['operators that may stop early', 'return a && b || (c ?? d)', 4],
    ['assignments that may stop early', 'a &&= 1; b ||= 1; c ??= 1; d += 1', 4],
    ['optional chaining', 'return a?.b?.[c]?.(d)', 4],
    ['default values', 'const { a = 1, b: [c = 2] } = d; ({ e = 3 } = d)', 4],
    ['what does not stop early', 'return (a & b) | c', 1],
  ])('JavaScript and TypeScript: %s', async (_, body, expected) => {
    for (const extension of ['js', 'jsx', 'ts', 'tsx', 'mjs', 'cts']) {
      expect(await count(`f.${extension}`, `function f() { ${body} }`)).toEqual({ f: expected })
    }
  })

  it('JavaScript: default values of parameters, and functions of their own in classes', async () => {
    const source = `
      class A {
        #x = b || c
        static { if (b) c() }
        handler = () => b && c
        get y() { return b ? 1 : 2 }
        z(p = 1, { q = 2 } = {}) { return [1].map((v) => v || 0) }
      }
      const named = function (a = 1) {}
      export default async () => {}`
    expect(await count('a.js', source)).toEqual({
      'A.(initializer)': 1,
      'A.(anonymous)': 2,
      'A.(initializer).handler': 2,
      'A.y': 2,
      'A.z': 4,
      'A.z.(anonymous)': 2,
      named: 2,
      '(anonymous)': 1,
    })
  })

  it('TypeScript: types decide nothing, also where the grammar does not know their notation', async () => {
    const source = `
      interface V<in out T> { a?: T; b(): void }
      type C<T> = T extends string ? 1 : 2
      namespace N {
        export abstract class K {
          abstract none(): void
          constructor(private readonly a = 1, b?: number) { super() }
        }
        export function over(a: string): void
        export function over(a: unknown): void { if (a) {} }
      }`
    expect(await count('a.ts', source)).toEqual({ 'N.K.constructor': 2, 'N.over': 2 })
    expect(await count('a.tsx', 'const A = () => <p>{a ? <b /> : null}</p>')).toEqual({ A: 2 })
  })

  it.each([
    ['if, elif, else', 'if a: pass\n  elif b: pass\n  else: pass', 3],
    ['loops; their else decides nothing', 'for a in b: pass\n  else: pass\n  while c: pass', 3],
    ['try is one, and each except', 'try: pass\n  except A: pass\n  except B: pass\n  else: pass', 4],
    ['with and assert decide nothing', 'with a: pass\n  assert b', 1],
    ['operators decide nothing', 'return a and b or (c if d else e)', 1],
    ['comprehensions and lambdas decide nothing', 'return [a for a in b if a], lambda: c if d else e', 1],
    ['a function in it is one, with its own decisions', 'def g():\n    if a: pass\n  return g', 3],
    ['match: all but the rest', 'match a:\n    case 1: pass\n    case _ if b: pass\n    case _: pass', 3],
  ])('Python: %s', async (_, body, expected) => {
    expect(await count('f.py', `def f():\n  ${body}\n`)).toEqual({ f: expected })
  })

  it('Python: methods, decorated and asynchronous', async () => {
    const source = `
class A:
  @property
  async def b(self, x=1 if y else 2):
    async for c in d: pass
`
    expect(await count('a.py', source)).toEqual({ 'A.b': 2 })
  })

  it('Go', async () => {
    const source = `package a
      func (s *Server) F(x int) {
        if a && b || c {} else if d {}
        for i := range xs {}
        switch x { case 1, 2: case 3: default: }
        select { case <-ch: default: }
        switch x.(type) { case int: }
        go func() { if e {} }()
      }
      func g() int { return 1 }`
    expect(await count('a.go', source)).toEqual({ F: 11, g: 1 })
  })

  it('Java', async () => {
    const source = `
      class A {
        static { if (a) b(); }
        A() { while (a) {} do {} while (b); }
        abstract void none();
        List<?> m(int x) {
          for (int i = 0; i < 1; i++) for (String s : list) {}
          try { b(); } catch (E e) { } finally { }
          switch (x) { case 1: case 2: break; default: }
          int y = switch (x) { case 1, 2 -> 1; default -> 2; };
          Runnable r = () -> { if (a && b || c) {} };
          new Thread() { public void run() { if (a) {} } };
          return a ? b : c;
        }
      }`
    expect(await count('A.java', source)).toEqual({
      'A.(anonymous)': 2,
      'A.A': 3,
      'A.m': 11,
      'A.m.run': 2,
    })
  })

  it('Rust', async () => {
    const source = `
      impl<'a> Shop<'a> {
        fn buy(&self) -> Result<u8, E> {
          if a && b || c {} else if let Some(x) = d {}
          for i in 0..1 {} while e {} loop { break }
          let Some(y) = z else { return Err(E) };
          match n { 1 | 2 => {}, k if k > 3 => {}, _ => {} }
          f()?;
          let add = |v: u8| if v > 1 { 1 } else { 2 };
          let none = || 1;
          Ok(1)
        }
      }
      trait T { fn declared(&self); fn given(&self) { if a {} } }`
    expect(await count('a.rs', source)).toEqual({
      "Shop<'a>.buy": 13,
      "Shop<'a>.buy.add": 2,
      "Shop<'a>.buy.none": 1,
      'T.given': 2,
    })
  })

  it('C', async () => {
    const source = `
      #if defined(A) && defined(B)
      static int *f(int a, char **b) {
        if (a && b || c) {} else if (d) {}
        for (;;) {} while (a) {} do {} while (b);
        switch (a) { case 1: case 2: break; default: goto end; }
      #if X && Y
        a = b ? c : d;
      #endif
      end: return 0;
      }
      #endif
      int declared(int);`
    expect(await count('a.c', source)).toEqual({ f: 11 })
  })

  it('C++', async () => {
    const source = `
      namespace n {
      template <typename T> class A : public B {
      public:
        A(T &&a) : b(a ? 1 : 2) {}
        A(const A &) = default;
        ~A() {}
        bool operator==(const A &o) const { return a == o.a && b == o.b; }
        void m() { for (auto &x : xs) {} try {} catch (...) {} auto l = [&] { if (a) {} }; }
      };
      }
      void n::A::outside() { while (a) {} }`
    expect(await count('a.cpp', source)).toEqual({
      'n.A.A': 2,
      'n.A.~A': 1,
      'n.A.operator==': 2,
      'n.A.m': 3,
      'n::A::outside': 2,
    })
  })

  it('C#', async () => {
    const source = `
      namespace N { class A {
        int P { get { return a ? 1 : 2; } set; }
        A() { if (a && b || c) {} else if (d) {} }
        int M(int x) {
          for (;;) {} foreach (var y in ys) {} while (a) {} do {} while (b);
          switch (x) { case 1: case 2: break; default: break; }
          var z = x switch { 1 => 2, > 3 => 4, _ => 5 };
          try {} catch (E) {}
          Func<int, int> f = v => v > 1 ? 1 : 2;
          return a?.B ?? c;
        }
        int Short() => a || b ? 1 : 2;
      } }`
    expect(await count('A.cs', source)).toEqual({
      'N.A.P.get': 2,
      'N.A.A': 5,
      'N.A.M': 12,
      'N.A.Short': 3,
    })
  })

  it('Ruby', async () => {
    const source = `
module M
  class A
    def m(x)
      if a && b || c then d elsif e then f else g end
      unless a then b end
      while a do end
      until b do end
      for i in [] do end
      d if a and b
      a ? b : c
      case x when 1, 2 then 1 when 3 then 2 else 3 end
      case x
      in Integer then 1
      else 2
      end
      a ||= b
      a&.b
      begin; f; rescue E; g; rescue F; h; ensure; i; end
      [1].each { |v| d unless v }
    end
    def self.short = 1
  end
end
`
    expect(await count('a.rb', source)).toEqual({ 'M.A.m': 20, 'M.A.short': 1 })
  })

  it('PHP', async () => {
    const source = `<?php
      class A {
        abstract function none();
        function m($x) {
          if ($a && $b || $c and $d) {} elseif ($e) {} else {}
          for (;;) {} foreach ($a as $b) {} while ($a) {} do {} while ($b);
          switch ($x) { case 1: case 2: break; default: }
          $y = match ($x) { 1, 2 => 3, default => 4 };
          try {} catch (E $e) {} finally {}
          $f = function () { return $a ? $b : $c; };
        }
      }
      function g() { return fn($x) => $x ?: 1; }`
    expect(await count('a.php', source)).toEqual({ 'A.m': 15, g: 2 })
  })
})

it('a loop by a macro belongs to its function in C', async () => {
  const source = 'void f(void) { LIST_FOREACH(a, b) { if (a) c(); } }'
  expect(await count('a.c', source)).toEqual({ f: 2 })
})

describe('a file that cannot be measured', () => {
  it.each([
    ['broken.ts', 'function f( { if', 'it has syntax errors'],
    ['broken.py', 'def f(:\n', 'it has syntax errors'],
    ['types.js', 'function f(a: number) { if (a) {} }', 'it has syntax errors'],
    ['binary.js', 'a\0b', 'it is not text in UTF-8'],
    ['large.js', `// ${'x'.repeat(500_000)}`, 'it has more than 500,000 bytes'],
    ['deep.js', `f(${'['.repeat(20_000)}${']'.repeat(20_000)})`, 'it is nested too deeply'],
  ])('says why: %s', async (path, source, reason) => {
    expect(await measure(path, source)).toEqual({ kind: 'unmeasured', reason })
  })

  it('says so of bytes that are no UTF-8', async () => {
    const reason = 'it is not text in UTF-8'
    expect(await measure('a.py', Buffer.from([0x61, 0xff, 0xfe]))).toEqual({ kind: 'unmeasured', reason })
  })

  it('is not read on when there is no time left', async () => {
    const source = 'if (a) b();\n'.repeat(40_000)
    let asked = 0
    const measured = await measure('slow.js', source, () => ++asked < 3)
    expect(measured).toEqual({ kind: 'unmeasured', reason: 'reading it took too long' })
  })

  it('in C marks functions in which macros may hide a decision, and leaves the others', async () => {
    const source = [
      'int f(void) { LOOP if a) { b(); } END }',
      'int g(void) { return a ? 1 : 2; }',
      'int h(int a UNUSED) { if (a) print("size " SIZE_FORMAT " bytes", CAST b); }',
    ].join('\n')
    const measured = await measure('a.c', source)
    if (measured.kind !== 'measured') throw new Error(measured.reason)
    expect(measured.functions.map(({ name, complexity, isBroken }) => [name, complexity, isBroken])).toEqual([
      ['f', expect.any(Number), true],
      ['g', 2, false],
      ['h', 2, false],
    ])
  })

  it('of one very long line is measured nonetheless', async () => {
    const source = `const f = () => [${'a&&b,'.repeat(50_000)}]`
    expect(await count('line.js', source)).toEqual({ f: 50_001 })
  })
})
