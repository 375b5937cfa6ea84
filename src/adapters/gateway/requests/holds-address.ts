/** Whether a text that only names something holds the address of something, which whoever is told it could fetch. */
export function holdsAddress(text: string): boolean {
  return /\bhttps?:|\/\/|%2f%2f|%3a%2f/i.test(text)
}
