import type { LanguageRules } from '../rules.ts'

/**
 * As PDepend's CCN2 counts, the figure behind PHPMD's CyclomaticComplexity
 * (https://pdepend.org/documentation/software-metrics/cyclomatic-complexity.html); a closure belongs to its function. Other
 * than there, an arm of `match` that is not `default` is one.
 */
export const PHP: LanguageRules = {
  grammar: 'php',
  functions: ['function_definition', 'method_declaration'],
  declarations: ['method_declaration'],
  scopes: {
    class_declaration: 'name',
    interface_declaration: 'name',
    trait_declaration: 'name',
    enum_declaration: 'name',
  },
  decisions: [
    'if_statement',
    'else_if_clause',
    'for_statement',
    'foreach_statement',
    'while_statement',
    'do_statement',
    'case_statement',
    'catch_clause',
    'conditional_expression',
    'match_conditional_expression',
  ],
  tokens: {
    '&&': ['binary_expression'],
    '||': ['binary_expression'],
    and: ['binary_expression'],
    or: ['binary_expression'],
  },
}
