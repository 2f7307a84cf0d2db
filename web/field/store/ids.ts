// Identities made on the phone, without asking anybody.

/** A UUIDv7: 48 bits of milliseconds, then chance; sorts by the time it was made. */
export function newId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let at = 0; at < 6; at++) bytes[at] = Math.floor(now / 256 ** (5 - at)) % 256
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567"

/** The secret of a household's card: 128 bits in 26 characters of base32, lower case. */
export function newCardToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let bits = 0
  let held = 0
  let text = ""
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += LETTERS[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return text + LETTERS[(held << (5 - bits)) & 31]
}
