import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

const TESTS = 'crates/lexer/tests/lex.rs'

export const RUST_CHEATS: readonly Cheat[] = [
  {
    on: 'lexer',
    name: 'a runner for the tests in the settings of cargo',
    change: { '.cargo/config.toml': more('\n[target.x86_64-unknown-linux-gnu]\nrunner = "true"\n') },
    says: /`\.cargo\/config\.toml`/,
  },
  {
    on: 'lexer',
    name: 'settings of cargo nearer to the crate',
    change: { 'crates/.cargo/config.toml': '[build]\nrustflags = ["--cap-lints", "allow"]\n' },
    says: /`crates\/\.cargo\/config\.toml`/,
  },
  {
    on: 'lexer',
    name: 'a filter of nextest',
    change: { '.config/nextest.toml': more('default-filter = "not test(lexes)"\n') },
    says: /`\.config\/nextest\.toml`/,
  },
  {
    on: 'lexer',
    name: 'a crate without found tests',
    change: {
      'crates/lexer/Cargo.toml': swap('edition = "2021"\n', 'edition = "2021"\nautotests = false\n'),
    },
    says: /`package\.autotests` in `crates\/lexer\/Cargo\.toml`/,
  },
  {
    on: 'lexer',
    name: 'a test without the harness',
    change: { 'crates/lexer/Cargo.toml': more('\n[[test]]\nname = "lex"\nharness = false\n') },
    says: /`test.*` in `crates\/lexer\/Cargo\.toml`/,
  },
  {
    on: 'lexer',
    name: 'lints of the workspace are no longer taken',
    change: {
      'crates/lexer/Cargo.toml': swap('[lints]\nworkspace = true\n', '[lints.clippy]\nall = "allow"\n'),
    },
    says: /`lints.*` in `crates\/lexer\/Cargo\.toml`/,
  },
  {
    on: 'lexer',
    name: 'the task of the project that lints',
    change: { 'xtask/src/lint.rs': swap('    1\n', '    0\n') },
    says: /`xtask\/src\/lint\.rs`/,
  },
  {
    on: 'lexer',
    name: 'a recipe of just forgives',
    change: { justfile: swap('    cargo nextest', '    -cargo nextest') },
    says: /`justfile`/,
  },
  {
    on: 'lexer',
    name: 'the older file of the toolchain, which wins',
    change: { 'rust-toolchain': 'nightly-2020-01-01\n' },
    says: /`rust-toolchain`/,
  },
  {
    on: 'lexer',
    name: 'assert_eq! means nothing',
    change: {
      'crates/lexer/src/lib.rs': (was) =>
        `#[macro_export]\nmacro_rules! assert_eq {\n    ($($t:tt)*) => {};\n}\n\n${was}`,
    },
    says: /crates\/lexer\/src\/lib\.rs/,
  },
  {
    on: 'lexer',
    name: 'tokens that are all alike',
    change: {
      'crates/lexer/src/lib.rs': swap(
        '#[derive(Debug, PartialEq)]\npub struct Token(pub u8);\n',
        '#[derive(Debug)]\npub struct Token(pub u8);\n\nimpl PartialEq for Token {\n    fn eq(&self, _: &Self) -> bool {\n        true\n    }\n}\n',
      ),
    },
    says: /crates\/lexer\/src\/lib\.rs/,
  },
  {
    on: 'lexer',
    name: 'tests behind a feature that is never on',
    change: { [TESTS]: (was) => `#![cfg(feature = "slow")]\n${was}` },
    says: /lex\.rs/,
  },
  {
    on: 'lexer',
    name: 'a test that should panic',
    change: { [TESTS]: swap('#[test]\nfn lexes()', '#[test]\n#[should_panic]\nfn lexes()') },
    says: /lex\.rs/,
  },
  {
    on: 'lexer',
    name: 'tests that move into a module that nobody builds',
    rename: { [TESTS]: 'crates/lexer/tests/lex/mod.rs' },
    says: /lex(\.rs|\/mod\.rs)/,
  },
  {
    on: 'lexer',
    name: 'a result is no longer compared',
    change: { [TESTS]: swap('assert_eq!(first("xy"), Token(b\'x\'));', 'let _ = first("xy");') },
    says: /lex\.rs/,
  },
  {
    on: 'lexer',
    name: 'a script of the build rewrites tests',
    change: { 'crates/lexer/build.rs': 'fn main() {\n    std::fs::write("tests/lex.rs", "").unwrap();\n}\n' },
    says: /build\.rs/,
  },
  {
    on: 'lexer',
    name: 'a module of tests behind any()',
    change: { 'crates/lexer/src/lib.rs': swap('#[cfg(test)]', '#[cfg(any())]') },
    says: /weakens tests.*lexer\/src\/lib\.rs/,
  },
  {
    on: 'lexer',
    name: 'a module of tests behind not(test)',
    change: { 'crates/lexer/src/lib.rs': swap('#[cfg(test)]', '#[cfg(not(test))]') },
    says: /weakens tests.*lexer\/src\/lib\.rs/,
  },
  {
    on: 'lexer',
    name: 'a module of tests behind a feature that is never on',
    change: { 'crates/lexer/src/lib.rs': swap('#[cfg(test)]', '#[cfg(all(test, feature = "never"))]') },
    says: /weakens tests.*lexer\/src\/lib\.rs/,
  },
  {
    on: 'lexer',
    name: 'a test behind any()',
    change: { 'crates/lexer/src/lib.rs': swap('    #[test]', '    #[cfg(any())]\n    #[test]') },
    says: /weakens tests.*lexer\/src\/lib\.rs/,
  },
  {
    on: 'lexer',
    name: 'a test of its own file behind not(test)',
    change: { [TESTS]: swap('#[test]', '#[test]\n#[cfg(not(test))]') },
    says: /weakens tests.*lex\.rs/,
  },
]
