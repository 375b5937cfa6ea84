// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages
import { describe, expect, it } from 'vitest'
import { changesOnly } from '../../../../src/adapters/analysis/code/changes-only.ts'

type Change = readonly [path: string, before: string, after: string]

const NOTHING: readonly Change[] = [
  ['a.kt', 'val a = "x // y"\n', 'val a = "x // y" // said\n'],
  ['a.kt', 'val a = """\n// x\n"""\n', '/* one /* two */ */\nval a = """\n// x\n"""\n'],
  ['a.kts', 'a("${b["c"]}")\n', 'a("${b["c"]}") /* said */\n'],
  ['a.swift', 'let a = "\\(b("c")) // d"\n', 'let a = "\\(b("c")) // d" // said\n'],
  ['a.swift', 'let a = #"b"c"#\n', '/// Says.\nlet a = #"b"c"#\n'],
  ['a.scala', "val a = 'b'\n", "val a = 'b' // said\n"],
  ['a.dart', "var a = 'b ${c('d')}';\n", "/* said */\nvar a = 'b ${c('d')}'; // d\n"],
  ['a.sql', "select '-- a' from b;\n", "select '-- a' from b; -- said\n"],
  ['a.sql', 'select 1;\n', '/* said\n   twice */\nselect 1;\n'],
  ['a.lua', 'local a = "-- b"\n', 'local a = "-- b" -- said\n--[[ more\nlines ]]\n'],
  ['a.R', 'a <- "# b"\n', 'a <- "# b" # said\n'],
  ['a.ex', 'a = "b #{c("d")}"\n', 'a = "b #{c("d")}" # said\n'],
  ['a.exs', 'a = ~r/#/\n', '# said\na = ~r/#/ # said\n'],
  ['a.hs', "a' = '\"'\n", "a' = '\"' -- said\n{- more {- inner -} -}\n"],
  ['a.sh', 'ls "# a"\n', 'ls "# a" # said\n'],
  ['a.ps1', 'Get-Item "#a"\n', 'Get-Item "#a" # said\n<# more #>\n'],
  ['a.pl', 'my $a = "# b"; print $#c;\n', 'my $a = "# b"; print $#c; # said\n'],
  [
    'a.vue',
    '<template>\n  <p>a</p>\n</template>\n',
    '<template>\n  <!-- said -->\n  <p>a</p>\n</template>\n',
  ],
  ['b.vue', '<script>\nf(1)\n</script>\n', '<script>\n// said\nf(1);\n</script>\n'],
  [
    'a.svelte',
    '<script lang="ts">\nlet a: string\n</script>\n<p>{a}</p>\n',
    '<script lang="ts">\nlet a: string // said\n</script>\n<p>{a}</p>\n',
  ],
  ['a.html', '<p>a</p>\n', '<!-- said -->\n<p>a</p>\n'],
  [
    'b.html',
    '<style>\na { b: c }\n</style>\n',
    '<style>\n/* said */\na {\n  b: c;\n}\n</style>\n'.replace(';', ''),
  ],
  ['a.xml', '<a>\n  <b/>\n</a>\n', '<a>\n  <!-- said -->\n  <b/>\n</a>\n'],
  ['a.css', 'a { b: url(//c) }\n', 'a { b: url(//c) } /* said */\n'],
  ['a.scss', 'a { b: url(http://c) }\n', 'a { b: url(http://c) } // said\n'],
  ['a.toml', 'a = "# b"\n', 'a = "# b" # said\n'],
  ['a.ini', '[a]\nb = c # d\n', '; said\n[a]\nb = c # d\n'],
  ['Dockerfile', 'FROM a\nRUN b "#c"\n', 'FROM a\n# said\nRUN b "#c"\n'],
  ['Makefile', 'a: b\n\tc\n', '# said\na: b # said\n\tc\n'],
  ['a.tf', 'a = "${b["#"]}"\n', 'a = "${b["#"]}" # said\n// and\n/* more */\n'],
  ['b.tf', 'a = <<EOF\n# b\nEOF\n', 'a = <<EOF\n# b\nEOF\n# said\n'],
  ['a.jl', "a = b' # c\n", "a = b'\n#= more\nlines =#\n"],
  ['a.clj', '(a "; b" \\;)\n', '(a "; b" \\;) ; said\n'],
  ['a.erl', 'a() -> $%.\n', 'a() -> $%. % said\n'],
  ['a.graphql', 'type A { b: C }\n', 'type A { b: C } # said\n'],
  ['a.gradle', "a 'b//c'\n", "a 'b//c' // said\n"],
  ['a.proto', 'message A {}\n', 'message A {} // said\n'],
  ['a.yml', 'a: "b"\n', "a: 'b' # said\n"],
  ['Gemfile', "gem 'a'\n", "# said\ngem 'a'\n"],
  ['a.py', 'def f():\n    return 1\n', 'def f():\n    pass\n    return 1\n'],
  ['b.py', 'x = a + b\n', 'x = (a + b)\n'],
  ['c.py', 'x = [1, 2]\n', 'x = [\n    1,\n    2,\n]\n'],
  ['a.js', 'f()\n', 'f()\n;;{}\n'],
  ['b.js', 'x = a + b * c\n', 'x = a + (b * c)\n'],
  ['A.java', 'class A { void f() { g(); } }\n', 'class A { void f() { g();; {} } }\n'],
  ['a.go', 'package a\n\nfunc f() int { return 1 }\n', 'package a\n\nfunc f() int {\n\treturn (1)\n}\n'],
  ['a.c', 'int f(void) { return 1; }\n', 'int f(void) { ; {} return 1; }\n'],
  ['a.json', '{"a":[1,2],"b":"c d"}', '{\n  "a": [\n    1,\n    2\n  ],\n  "b": "c d"\n}\n'],
  ['tsconfig.json', '{ "a": 1 }\n', '{\n  // said\n  "a": 1\n}\n'],
  [
    'package.json',
    '{\n  "name": "a",\n  "version": "1.0.0"\n}\n',
    '{\n  "name": "a",\n  "version": "1.0.1"\n}\n',
  ],
  ['Cargo.toml', '[package]\nname = "a"\nversion = "1.0.0"\n', '[package]\nname = "a"\nversion = "1.0.1"\n'],
  [
    'pyproject.toml',
    '[project]\nname = "a"\nversion = "1.0.0"\n',
    '[project]\nname = "a"\nversion = "2.0.0"\n',
  ],
  ['src/a/__init__.py', '__version__ = "1.0"\n', '__version__ = "1.1"\n'],
  [
    'a.rs',
    'fn f() {}\n',
    'fn f() {}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() { super::f() }\n}\n',
  ],
  ['b.ts', 'f(1)\r\ng(2)\r\n', 'f(1)\ng(2)\n'],
]

const CODE: readonly Change[] = [
  ['a.kt', 'val a = "x // y"\n', 'val a = "x // z"\n'],
  ['a.kt', 'val a = """\n// x\n"""\n', 'val a = """\n// y\n"""\n'],
  ['a.kts', 'a("${b /* c */}")\n', 'a("${b /* d */}")\n'],
  ['a.swift', 'let a = "\\(b("c")) // d"\n', 'let a = "\\(b("c")) // e"\n'],
  ['a.swift', 'let a = #"b" // c"#\n', 'let a = #"b" // d"#\n'],
  ['a.swift', 'let a = /"/ // b\n', 'let a = /"/ // c\n'],
  ['a.scala', 'def a =\n  b\n  c\n', 'def a =\n  b\nc\n'],
  ['a.dart', "var a = r'b\\'; f(); // '\n", "var a = r'b\\'; g(); // '\n"],
  ['a.sql', "select '-- a';\n", "select '-- b';\n"],
  ['a.sql', 'select 5 --1;\n', 'select 5 --2;\n'],
  ['a.sql', 'select 1;\n', 'select /*+ INDEX(a) */ 1;\n'],
  ['a.sql', '-- name: GetA :one\nselect 1;\n', '-- name: GetA :many\nselect 1;\n'],
  ['a.sql', 'do $$ -- a\n$$;\n', 'do $$ -- b\n$$;\n'],
  ['a.lua', 'a = [[\n-- b\n]]\n', 'a = [[\n-- c\n]]\n'],
  ['a.R', "#' @export\nf <- 1\n", 'f <- 1\n'],
  ['a.R', '#* @get /a\nf <- 1\n', '#* @get /b\nf <- 1\n'],
  ['a.ex', 'a = "b # c"\n', 'a = "b # d"\n'],
  ['a.ex', 'a = ~s(# b)\n', 'a = ~s(# c)\n'],
  ['a.ex', 'a = ?# + 1\n', 'a = ?# + 2\n'],
  ['a.hs', '{-# LANGUAGE A #-}\na = 1\n', '{-# LANGUAGE B #-}\na = 1\n'],
  ['a.hs', 'a = b --> c\n', 'a = b --> d\n'],
  ['a.hs', 'a = do\n  b\n  c\n', 'a = do\n  b\n c\n'],
  ['a.sh', 'cat <<E\n# a\nE\n', 'cat <<E\n# b\nE\n'],
  ['a.sh', '#!/bin/sh\nls\n', '#!/bin/bash\nls\n'],
  ['a.ps1', 'Get-Item "#a"\n', 'Get-Item "#b"\n'],
  ['a.pl', 's#a#b#;\n', 's#a#c#;\n'],
  ['a.pl', 'print <<E;\n# a\nE\n', 'print <<E;\n# b\nE\n'],
  ['a.vue', '<template>\n  <p>a</p>\n</template>\n', '<template>\n  <p>b</p>\n</template>\n'],
  ['b.vue', '<script>\nf(1)\n</script>\n', '<script>\nf(2)\n</script>\n'],
  ['a.html', '<!--[if IE]><p>a</p><![endif]-->\n', '<!--[if IE]><p>b</p><![endif]-->\n'],
  ['a.html', '<!-- {{ a }} -->\n', '<!-- {{ b }} -->\n'],
  ['a.html', '<pre>\n a\n</pre>\n', '<pre>\n\n a\n</pre>\n'],
  ['a.html', '<script type="text/x">\n// a\n</script>\n', '<script type="text/x">\n// b\n</script>\n'],
  ['a.css', 'a { b: c }\n', 'a { b: d }\n'],
  ['a.scss', 'a { b: url(http://c) }\n', 'a { b: url(http://d) }\n'],
  ['a.toml', 'a = """\n# b\n"""\n', 'a = """\n# c\n"""\n'],
  ['a.toml', 'a = 1\n', 'a = 1.0\n'],
  ['a.ini', 'a = b\n', 'a = b # c\n'],
  ['Dockerfile', '# syntax=docker/dockerfile:1\nFROM a\n', '# syntax=docker/dockerfile:2\nFROM a\n'],
  ['Dockerfile', 'RUN <<E\n# a\nE\n', 'RUN <<E\n# b\nE\n'],
  ['Makefile', 'A = b\n', 'A = b # c\n'],
  ['Makefile', 'a:\n\tb\n', 'a:\n    b\n'],
  ['Makefile', 'a: ## Builds.\n\tb\n', 'a: ## Builds it.\n\tb\n'],
  ['a.tf', 'a = <<EOF\n# b\nEOF\n', 'a = <<EOF\n# c\nEOF\n'],
  ['a.yml', 'a: yes\n', 'a: "yes"\n'],
  ['a.yml', 'a: !Ref b\n', 'a: !Sub b\n'],
  ['a.yml', 'a: 3.1\n', 'a: 3.10\n'],
  ['a.yml', '#cloud-config\na: 1\n', 'a: 1\n'],
  [
    'a.py',
    'def f():\n    """\n    >>> f()\n    1\n    """\n    return 1\n',
    'def f():\n    """\n    >>> f()\n    2\n    """\n    return 1\n',
  ],
  ['a.py', 'x = f()\n', 'x = f()  # type: ignore\n'],
  ['a.py', '# -*- coding: latin-1 -*-\nx = 1\n', 'x = 1\n'],
  ['a.py', '"""Usage: a [-b]"""\nimport docopt\n', '"""Usage: a [-c]"""\nimport docopt\n'],
  ['a.py', 'def p_a(p):\n    "a : b"\n    p[0] = 1\n', 'def p_a(p):\n    "a : b c"\n    p[0] = 1\n'],
  ['a.py', 'if a:\n    pass\n', 'if b:\n    pass\n'],
  ['a.py', 'try:\n    f()\nexcept A:\n    raise\n', 'try:\n    f()\nexcept A:\n    pass\n'],
  ['a.py', 'x = a\n', 'x = (a,)\n'],
  ['a.py', 'x = (a + b) * c\n', 'x = a + b * c\n'],
  ['a.ts', 'f()\n', '// @ts-expect-error\nf()\n'],
  ['a.js', 'f()\n', 'f() // eslint-disable-line no-undef\n'],
  ['a.js', 'x = (a?.b).c\n', 'x = a?.b.c\n'],
  ['a.js', 'if (a) {}\n', 'if (a()) {}\n'],
  ['a.js', '/** @type {A} */\nlet a\n', '/** @type {B} */\nlet a\n'],
  ['a.go', 'package a\n\n//go:embed b\nvar c string\n', 'package a\n\n//go:embed d\nvar c string\n'],
  ['a.go', 'package a\n\n// +kubebuilder:validation:Minimum=1\ntype A int\n', 'package a\n\ntype A int\n'],
  ['a.rb', '# frozen_string_literal: true\na\n', 'a\n'],
  ['a.rs', '/// ```\n/// f();\n/// ```\nfn f() {}\n', '/// ```\n/// g();\n/// ```\nfn f() {}\n'],
  ['a.rs', '#[cfg(not(test))]\nfn f() {}\n', '#[cfg(not(test))]\nfn f() { g() }\n'],
  ['a.json', '{"a":1,"b":2}', '{"b":2,"a":1}'],
  ['a.json', '{"a":"b c"}', '{"a":"b  c"}'],
  ['a.json', '{"a":1}', '{"a":1.0}'],
  [
    'package.json',
    '{\n  "version": "1.0.0",\n  "main": "a"\n}\n',
    '{\n  "version": "1.0.1",\n  "main": "b"\n}\n',
  ],
  ['a.c', '// SPDX-License-Identifier: MIT\nint a;\n', 'int a;\n'],
  ['a.sh', 'ls\r\n', 'ls\n'],
]

describe('V3: who does nothing is told from who does something', () => {
  it.each(NOTHING)('%s: %j to %j changes no code', async (path, before, after) => {
    expect(await changesOnly({ path, before, after }, () => true)).toBeDefined()
    if (before !== '')
      expect(await changesOnly({ path, before: after, after: before }, () => true)).toBeDefined()
  })

  it.each(CODE)('%s: %j to %j is code', async (path, before, after) => {
    expect(await changesOnly({ path, before, after }, () => true)).toBeUndefined()
    expect(await changesOnly({ path, before: after, after: before }, () => true)).toBeUndefined()
  })

  it('ends soon on signs that open many times and never close', async () => {
    const many = ['/*', '"${', '#=', '{-', "'''", '<!--', '[[', '<script>', '$$'].map((sign) =>
      sign.repeat(3_000),
    )
    for (const path of ['a.kt', 'a.sql', 'a.hs', 'a.html', 'a.tf'])
      for (const text of many)
        expect(await changesOnly({ path, before: text, after: `x(${text}` }, () => true)).toBeUndefined()
  }, 60_000)
})
