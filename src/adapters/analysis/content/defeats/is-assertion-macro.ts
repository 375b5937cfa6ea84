import { textOf } from '../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../syntax/syntax-node.ts'

const NAMES =
  /^(?:(?:debug_)?assert(?:_eq|_ne|_matches)?!?|static_assert|NDEBUG|ck_assert\w*|cr_assert\w*|munit_assert\w*|TEST_ASSERT\w*|CU_ASSERT\w*|assert_(?:int|string|true|false|non_null|null|memory|float)\w*|(?:EXPECT|ASSERT)_(?:EQ|NE|TRUE|FALSE|LT|LE|GT|GE|STREQ|THROW|THAT|NEAR)\w*|REQUIRE(?:_\w+)?|BOOST_(?:CHECK|REQUIRE|TEST)\w*|main|abort|exit|_exit|_Exit|quick_exit|return|if|while|for)$/

/** `#define assert(x)`, `#define NDEBUG`, `macro_rules! assert_eq`: what tests ask with means something else, or nothing. */
export function isAssertionMacro(source: string, node: SyntaxNode): boolean {
  if (!/^(?:preproc_def|preproc_function_def|macro_definition)$/.test(node.type)) return false
  return NAMES.test(textOf(source, childOf(node, 'name')))
}
