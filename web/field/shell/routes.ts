// Addresses inside the app lie behind `#`: they never reach the server. All but the first screen come when needed.

import { createRouter, createWebHashHistory, type RouteRecordRaw } from "vue-router"

import { settled } from "../store/drafts"
import Today from "../screens/Today.vue"

const routes: RouteRecordRaw[] = [
  { path: "/", name: "today", component: Today },
  { path: "/homes", name: "homes", component: () => import("../screens/Homes.vue") },
  { path: "/home/:id", name: "home", component: () => import("../screens/Home.vue"), props: true },
  { path: "/visit/:id", name: "visit", component: () => import("../screens/Visit.vue"), props: true },
  { path: "/place/:duty", name: "place", component: () => import("../screens/Visit.vue"), props: true },
  { path: "/add/:op", name: "add", component: () => import("../screens/Add.vue"), props: true },
  { path: "/missed/:duty", name: "missed", component: () => import("../screens/Missed.vue"), props: true },
  { path: "/family/:id", name: "family", component: () => import("../screens/Family.vue"), props: true },
  { path: "/card/:id", name: "card", component: () => import("../screens/Card.vue"), props: true },
  { path: "/confide/:id?", name: "confide", component: () => import("../screens/Confide.vue"), props: true },
  { path: "/urgent/:id?", name: "urgent", component: () => import("../screens/Urgent.vue"), props: true },
  { path: "/items", name: "items", component: () => import("../screens/Items.vue") },
  { path: "/outbox", name: "outbox", component: () => import("../screens/Outbox.vue") },
  { path: "/more", name: "more", component: () => import("../screens/More.vue") },
  { path: "/pin", name: "pin", component: () => import("../screens/ChangePin.vue") },
  { path: "/feedback", name: "feedback", component: () => import("../screens/Feedback.vue") },
  { path: "/again", name: "again", component: () => import("../screens/Again.vue") },
  { path: "/:rest(.*)*", redirect: "/" },
]

export const router = createRouter({
  history: createWebHashHistory("/field/"),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

// Another tab has put a newer version into use and the files of this one are gone: load the page anew.
router.onError(async (_error, to) => {
  await settled()
  location.assign(router.resolve(to).href)
  location.reload()
})
