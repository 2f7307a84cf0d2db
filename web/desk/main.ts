import "./desk.css"
import { discloseInPlace } from "./disclosures"
import { followWork, takeDrops } from "./following"
import { listenForKeys } from "./keyboard"
import { tameMenus } from "./menus"

listenForKeys(document)
tameMenus(document)
discloseInPlace(document)
followWork(document)
takeDrops(document)
