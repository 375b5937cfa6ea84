import type { LanguageRules } from '../rules.ts'

/**
 * As rust-code-analysis counts (https://mozilla.github.io/rust-code-analysis/metrics.html): `if` (also of a guard), loops,
 * arms, `?`, `&&`, `||`; a closure is a function of its own. Other than there, an arm `_` is no decision and `let … else` is one.
 */
export const RUST: LanguageRules = {
  grammar: 'rust',
  functions: ['function_item', 'closure_expression'],
  scopes: { impl_item: 'type', trait_item: 'name', mod_item: 'name' },
  decisions: ['for_expression', 'while_expression', 'loop_expression', 'try_expression'],
  arms: ['match_arm'],
  tokens: {
    if: ['if_expression', 'match_pattern'],
    else: ['let_declaration'],
    '&&': ['binary_expression', 'let_chain'],
    '||': ['binary_expression'],
  },
}
