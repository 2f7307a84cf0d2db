import "./desk.css"
import { listenForKeys } from "./keyboard"

listenForKeys(document)
