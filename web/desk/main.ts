import "./desk.css"
import { discloseInPlace } from "./disclosures"
import { followWork, takeDrops } from "./following"
import { listenForKeys } from "./keyboard"
import { tameMenus } from "./menus"
import { narrowLists } from "./narrowing"

listenForKeys(document)
tameMenus(document)
narrowLists(document)
discloseInPlace(document)
followWork(document)
takeDrops(document)
