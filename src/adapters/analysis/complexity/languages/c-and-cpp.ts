import type { LanguageRules } from '../rules.ts'

/**
 * As pmccabe counts in its "traditional" column (pmccabe(1)): `if`, `for`, `while`, `case`, `&&`, `||`, `?` as they are
 * written, before the preprocessor; a lambda belongs to its function. C is read with the grammar of C++, the only one of the
 * two that is shipped: code that names something `class` or `new` is left out as unreadable.
 */
export const C_AND_CPP: LanguageRules = {
  grammar: 'cpp',
  functions: ['function_definition'],
  declarations: ['function_definition'],
  // A loop by a macro, `EACH(x) { … }`, looks like one.
  nested: 0,
  scopes: { class_specifier: 'name', struct_specifier: 'name', namespace_definition: 'name' },
  decisions: [],
  tokens: {
    if: ['if_statement'],
    for: ['for_statement', 'for_range_loop'],
    while: ['while_statement', 'do_statement'],
    case: ['case_statement'],
    '?': ['conditional_expression'],
    '&&': ['binary_expression'],
    '||': ['binary_expression'],
  },
  ignored: { preproc_if: 'condition', preproc_elif: 'condition' },
  hasMacros: true,
}
