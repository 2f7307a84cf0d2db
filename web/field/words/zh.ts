// 屏幕上的话。短句，村干部怎么说就怎么写；说清哪里不对、怎么办。
import { everyday } from "./zh/everyday"
import { enclosing } from "./zh/enclosing"
import { visiting } from "./zh/visiting"

export const zh = { ...everyday, ...visiting, ...enclosing } as const
