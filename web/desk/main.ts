import "./desk.css"
import { pickRows } from "./bulk"
import { helpWithConditions } from "./conditions"
import { discloseInPlace } from "./disclosures"
import { findWhileTyping } from "./finder"
import { followWork, takeDrops } from "./following"
import { dragHouseholds } from "./hands"
import { listenForKeys } from "./keyboard"
import { tameMenus } from "./menus"
import { narrowLists } from "./narrowing"
import { previewRows } from "./preview"
import { showSection } from "./rail"
import { foldBranches } from "./tree"

showSection(document)
listenForKeys(document)
pickRows(document)
findWhileTyping(document)
tameMenus(document)
narrowLists(document)
previewRows(document)
discloseInPlace(document)
followWork(document)
takeDrops(document)
foldBranches(document)
helpWithConditions(document)
dragHouseholds(document)
