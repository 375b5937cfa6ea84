// Of control characters, line breaks and tabs are what they are for.
const TURNING = /(?![\n\r\t])[\p{Bidi_Control}\p{Cc}]/gu

/** Foreign text as it was written, but for signs that would let it read as something else than it is: those are named (Trojan Source). */
export function unturned(text: string): string {
  return text.replace(TURNING, (sign) => `⟨U+${hex(sign)}⟩`)
}

function hex(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
