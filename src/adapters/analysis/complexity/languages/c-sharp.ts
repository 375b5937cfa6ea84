import type { LanguageRules } from '../rules.ts'

/**
 * As the code metrics of .NET count (CA1502, `MetricsHelper` of roslyn-analyzers): `if`, `?:`, loops, `case`, `&&`, `||`,
 * `??`, `?.`; lambdas and local functions belong to their member, `catch` is none. Other than there, `default` is no decision
 * and an arm of a switch expression is one.
 */
export const C_SHARP: LanguageRules = {
  grammar: 'c-sharp',
  functions: [
    'method_declaration',
    'constructor_declaration',
    'destructor_declaration',
    'operator_declaration',
    'conversion_operator_declaration',
    'accessor_declaration',
  ],
  declarations: ['method_declaration', 'constructor_declaration', 'accessor_declaration'],
  scopes: {
    namespace_declaration: 'name',
    class_declaration: 'name',
    struct_declaration: 'name',
    interface_declaration: 'name',
    record_declaration: 'name',
    property_declaration: 'name',
  },
  decisions: [
    'if_statement',
    'for_statement',
    'foreach_statement',
    'while_statement',
    'do_statement',
    'conditional_expression',
    'conditional_access_expression',
  ],
  arms: ['switch_expression_arm'],
  tokens: {
    case: ['switch_section'],
    '&&': ['binary_expression'],
    '||': ['binary_expression'],
    '??': ['binary_expression'],
  },
}
