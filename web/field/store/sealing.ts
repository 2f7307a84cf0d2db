// What leaves this phone without its key: operations sealed to the server's public key, which only the server
// can open. Ephemeral ECDH P-256 → HKDF-SHA256 → AES-256-GCM; the layout is 65-byte point | 12-byte iv | rest.

const INFO = new TextEncoder().encode("lianxin-rescue-1")
const CURVE = { name: "ECDH", namedCurve: "P-256" } as const
const POINT = 65
const IV = 12

export type Bytes = Uint8Array<ArrayBuffer>

/** Seal bytes to the server's public key (a JWK). */
export async function seal(plain: Bytes, serverKey: JsonWebKey): Promise<Bytes> {
  const { kty, crv, x, y } = serverKey
  const server = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, [])
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"])
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey))
  const iv = crypto.getRandomValues(new Uint8Array(IV))
  const key = await sharedKey(server, own.privateKey, "encrypt")
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain)
  return joined([point, iv, new Uint8Array(closed)])
}

/** Open what `seal` made; here for the tests, the server has its own. */
export async function unseal(sealed: Bytes, privateKey: CryptoKey): Promise<Bytes> {
  const point = await crypto.subtle.importKey("raw", sealed.slice(0, POINT), CURVE, false, [])
  const key = await sharedKey(point, privateKey, "decrypt")
  const iv = sealed.slice(POINT, POINT + IV)
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed.slice(POINT + IV)))
}

async function sharedKey(theirs: CryptoKey, mine: CryptoKey, use: "encrypt" | "decrypt"): Promise<CryptoKey> {
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256)
  const secret = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"])
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: INFO }
  return crypto.subtle.deriveKey(derivation, secret, { name: "AES-GCM", length: 256 }, false, [use])
}

/** What shows the server who sealed: an HMAC over the sealed text, with the key this phone was given. */
export async function proofOf(sealed: Bytes, key: string): Promise<string> {
  const bytes = Uint8Array.from(key.match(/../g) ?? [], (two) => parseInt(two, 16))
  const hmac = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
  return hex(new Uint8Array(await crypto.subtle.sign("HMAC", hmac, new TextEncoder().encode(base64(sealed)))))
}

export function joined(parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function base64(bytes: Uint8Array): string {
  let text = ""
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

export async function sha256(text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))))
}
