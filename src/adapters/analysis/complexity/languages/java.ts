import type { LanguageRules } from '../rules.ts'

/**
 * As Checkstyle's CyclomaticComplexity counts (https://checkstyle.org/checks/metrics/cyclomaticcomplexity.html), each `case`
 * for itself; a lambda belongs to its method, a method of an anonymous class to itself.
 */
export const JAVA: LanguageRules = {
  grammar: 'java',
  functions: [
    'method_declaration',
    'constructor_declaration',
    'compact_constructor_declaration',
    'static_initializer',
  ],
  declarations: ['method_declaration'],
  scopes: {
    class_declaration: 'name',
    interface_declaration: 'name',
    enum_declaration: 'name',
    record_declaration: 'name',
    annotation_type_declaration: 'name',
  },
  decisions: [
    'if_statement',
    'while_statement',
    'do_statement',
    'for_statement',
    'enhanced_for_statement',
    'catch_clause',
    'ternary_expression',
    'guard',
  ],
  tokens: { case: ['switch_label'], '&&': ['binary_expression'], '||': ['binary_expression'] },
}
