/** Text as a database keeps it: Postgres refuses NUL and halves of surrogate pairs, which agents and issues may hold. They become U+FFFD. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}
