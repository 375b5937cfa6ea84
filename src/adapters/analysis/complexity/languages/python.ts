import type { LanguageRules } from '../rules.ts'

/**
 * As mccabe counts, the checker behind flake8's C901 (https://github.com/PyCQA/mccabe): statements only, so neither boolean
 * operators nor comprehensions; `try` is one and each `except` one more; a function in a function is one decision of the
 * outer one. Other than mccabe, which was written before them, `match` and `except*` count, and so does what is in `finally`.
 */
export const PYTHON: LanguageRules = {
  grammar: 'python',
  functions: ['function_definition'],
  nested: 1,
  scopes: { class_definition: 'name' },
  decisions: [
    'if_statement',
    'elif_clause',
    'for_statement',
    'while_statement',
    'try_statement',
    'except_clause',
    'except_group_clause',
  ],
  arms: ['case_clause'],
  tokens: {},
}
