import "./desk.css"
import { discloseInPlace } from "./disclosures"
import { listenForKeys } from "./keyboard"
import { tameMenus } from "./menus"

listenForKeys(document)
tameMenus(document)
discloseInPlace(document)
