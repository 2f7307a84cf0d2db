// The same words in English, key by key; the types and words.test.ts find what is missing on either side.
import { everyday } from "./en/everyday"
import { enclosing } from "./en/enclosing"
import { visiting } from "./en/visiting"

export const en = { ...everyday, ...visiting, ...enclosing }
