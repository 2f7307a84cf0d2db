"""The addresses of the desk. Nouns only; what changes something is a POST on the noun it makes."""

from django.urls import include, path, register_converter

from lianxin.desk import tasks, theme
from lianxin.desk.addresses import AreaCode, HouseholdNumber, IndicatorCode, IsoDay
from lianxin.desk.areas.views import area as one_area
from lianxin.desk.areas.views import changes as area_changes
from lianxin.desk.areas.views import lists as area_lists
from lianxin.desk.areas.views import tree as area_tree
from lianxin.desk.cards import views as cards
from lianxin.desk.deeds import views as deeds
from lianxin.desk.exports import views as exports
from lianxin.desk.households.views import corrections, disclosures, facts, household, households, preview
from lianxin.desk.intake.addresses import done, handing_in
from lianxin.desk.intake.list_shelves import CALENDARS, PETITION_LISTS
from lianxin.desk.intake.shelves import ROSTERS, STAFF_BOOKS
from lianxin.desk.intake.views import imported, undoing
from lianxin.desk.ledger import exports as ledger_exports
from lianxin.desk.ledger import views as ledger
from lianxin.desk.notices import channels as notice_channels
from lianxin.desk.notices import views as notices
from lianxin.desk.overview import views as overview
from lianxin.desk.pairing.views import board, cadres, handovers, wishes
from lianxin.desk.pairing.views import drafts as pairing_drafts
from lianxin.desk.pairing.views import household as pairing_household
from lianxin.desk.phones.views import phones
from lianxin.desk.phones.views import uploads as phone_uploads
from lianxin.desk.planning.views import (
    calendar,
    coverage,
    excuses,
    feeds,
    mine,
    overload,
    plans,
    reports,
    steps,
)
from lianxin.desk.policies.views import conditions, drafts, editing, parts, trials, versions
from lianxin.desk.ratings import views as ratings
from lianxin.desk.reviews import views as reviews
from lianxin.desk.rights import asked
from lianxin.desk.rights import views as rights
from lianxin.desk.saved import views as saved
from lianxin.desk.searches import views as searches
from lianxin.desk.settings import views as settings
from lianxin.desk.staff.views import accounts, listing, person, posts, secondments, slips
from lianxin.desk.staff.views import imported as staff_imported
from lianxin.desk.today import views as today
from lianxin.desk.visits.views import burden, clashes, decisions, families, feedback, records, reopenings
from lianxin.desk.visits.views import enclosed as visit_enclosed
from lianxin.desk.visits.views import form as visit_form

register_converter(AreaCode, "area")
register_converter(HouseholdNumber, "number")
register_converter(IndicatorCode, "indicator")
register_converter(IsoDay, "day")

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("searches/", searches.searches, name="searches"),
    path("searches/<slug:key>/", searches.search, name="search"),
    path("households/", households.households, name="households"),
    path("households/selections/", deeds.selections, name="selections"),
    path("households/deeds/", deeds.deeds, name="deeds"),
    path("households/views/", saved.views, name="views"),
    path("households/exports/", exports.exports, name="exports"),
    path("households/<number:number>/", household.household, name="household"),
    path("households/<number:number>/preview/", preview.preview, name="preview"),
    path("households/<number:number>/history/", household.history, name="history"),
    path("households/<number:number>/objection/", reviews.objection, name="objection"),
    path("households/<number:number>/facts/<indicator:code>/", facts.household_fact, name="household-fact"),
    path("residents/<uuid:key>/facts/<indicator:code>/", facts.resident_fact, name="resident-fact"),
    path("facts/<uuid:key>/retraction/", facts.retraction, name="retraction"),
    path("residents/<uuid:key>/correction/", corrections.correction, name="correction"),
    path("residents/<uuid:key>/disclosures/", disclosures.disclosures, name="disclosures"),
    *handing_in("imports/", ROSTERS),
    path("imports/<uuid:key>/", imported.imported, name="imported"),
    path("imports/<uuid:key>/undoing/", undoing.undoing, name="undoing"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("cards/", cards.cards, name="cards"),
    path("cards/<uuid:key>/sheet/", cards.sheet, name="card-sheet"),
    path("rights/", rights.requests, name="rights"),
    path("rights/contacts/", rights.contacts, name="contacts"),
    path("rights/asked/", asked.raised, name="asked"),
    path("rights/asked/<uuid:key>/", asked.step, name="asking"),
    path("rights/<uuid:key>/", rights.answer, name="rights-request"),
    path("households/<number:number>/card/", cards.household_card, name="household-card"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<uuid:key>/", reviews.review, name="review"),
    path("reviews/<uuid:key>/decision/", reviews.decision, name="decision"),
    path("reviews/<uuid:key>/visit/", reviews.visit, name="visit"),
    path("reviews/<uuid:key>/approvals/", reviews.approvals, name="approvals"),
    path("callbacks/", include("lianxin.desk.callbacks.urls")),
    path("ratings/", ratings.ratings, name="ratings"),
    path("ratings/<area:code>/", ratings.ratings, name="ratings-of"),
    path("overview/", overview.overview, name="overview"),
    path("overview/<area:code>/", overview.overview, name="overview-of"),
    path("households/<number:number>/cadre/", pairing_household.cadre, name="household-cadre"),
    path("households/<number:number>/cadre/undoing/", pairing_household.undoing, name="cadre-undoing"),
    path("households/<number:number>/cadre/costs/", pairing_household.costs, name="cadre-costs"),
    path("households/<number:number>/wish/", pairing_household.wish, name="household-wish"),
    path("households/<number:number>/barriers/", pairing_household.barriers, name="barriers"),
    path("pairing/", board.board, name="pairing"),
    path("pairing/trials/", board.trials, name="pairing-trials"),
    path("pairing/drafts/", board.drafts, name="pairing-drafts"),
    path("pairing/drafts/<uuid:key>/", pairing_drafts.draft, name="pairing-draft"),
    path("pairing/drafts/<uuid:key>/adoption/", pairing_drafts.adoption, name="pairing-adoption"),
    path("pairing/drafts/<uuid:key>/removal/", pairing_drafts.removal, name="pairing-removal"),
    path("pairing/drafts/<uuid:key>/undoing/", pairing_drafts.undoing, name="pairing-undoing"),
    path("pairing/cadres/", cadres.cadres, name="cadres"),
    path("pairing/cadres/<uuid:key>/", cadres.cadre, name="cadre"),
    path("pairing/cadres/<uuid:key>/successors/", cadres.successors, name="successors"),
    path("pairing/mine/", cadres.mine, name="my-households"),
    path("pairing/wishes/", wishes.wishes, name="wishes"),
    path("pairing/wishes/<uuid:key>/", wishes.wish, name="wish"),
    path("pairing/handovers/", handovers.handovers, name="handovers"),
    path("pairing/handovers/<uuid:key>/meeting/", handovers.meeting, name="meeting"),
    path("pairing/barriers/<uuid:key>/lifting/", pairing_household.lifting, name="barrier-lifting"),
    path("staff/", listing.staff, name="staff"),
    path("staff/searches/", listing.searches, name="staff-searches"),
    *handing_in("staff/imports/", STAFF_BOOKS),
    *handing_in("policies/calendar/", CALENDARS),
    *handing_in("problems/lists/", PETITION_LISTS),
    *done("policies/calendar/", CALENDARS),
    *done("problems/lists/", PETITION_LISTS),
    path("staff/imports/<uuid:key>/", staff_imported.imported, name="staff-imported"),
    path("staff/imports/<uuid:key>/undoing/", staff_imported.undoing, name="staff-undoing"),
    path("staff/new/", person.newcomer, name="newcomer"),
    path("staff/slips/", slips.slips, name="staff-slips"),
    path("staff/secondments/", secondments.secondments, name="secondments"),
    path("staff/secondments/<uuid:key>/end/", secondments.recall, name="recall"),
    path("staff/posts/<uuid:key>/transfer/", posts.transfer, name="post-transfer"),
    path("staff/posts/<uuid:key>/end/", posts.ending, name="post-ending"),
    path("staff/posts/<uuid:key>/resumption/", posts.resumption, name="post-resumption"),
    path("staff/<uuid:key>/", person.person, name="person"),
    path("staff/<uuid:key>/profile/", person.profile, name="profile"),
    path("staff/<uuid:key>/posts/", posts.posts, name="staff-posts"),
    path("staff/<uuid:key>/secondments/", secondments.posting, name="posting"),
    path("staff/<uuid:key>/disclosures/", person.disclosures, name="staff-disclosures"),
    path("staff/<uuid:key>/slip/", accounts.slip, name="slip"),
    path("staff/<uuid:key>/unlocking/", accounts.unlocking, name="unlocking"),
    path("staff/<uuid:key>/second-factor/removal/", accounts.factor_removal, name="factor-removal"),
    path("staff/<uuid:key>/dismissal/", accounts.dismissal, name="dismissal"),
    path("staff/<uuid:key>/reinstatement/", accounts.reinstatement, name="reinstatement"),
    path("policies/", versions.policies, name="policies"),
    path("policies/<uuid:key>/", versions.policy, name="policy"),
    path("policies/<uuid:key>/document/", versions.document, name="policy-document"),
    path("policies/<uuid:key>/differences/<uuid:earlier>/", versions.differences, name="policy-differences"),
    path("policies/<uuid:key>/reclassification/", versions.reclassification, name="reclassification"),
    path("policies/drafts/", drafts.drafts, name="drafts"),
    path("policies/drafts/<uuid:key>/", drafts.draft, name="draft"),
    path("policies/drafts/<uuid:key>/document/", drafts.draft_document, name="draft-document"),
    path("policies/drafts/<uuid:key>/removal/", drafts.removal, name="draft-removal"),
    path("policies/drafts/<uuid:key>/restoration/", drafts.restoration, name="draft-restoration"),
    path("policies/drafts/<uuid:key>/head/", editing.head, name="draft-head"),
    path("policies/drafts/<uuid:key>/numbers/", editing.numbers, name="draft-numbers"),
    path("policies/drafts/<uuid:key>/undoing/", editing.undoing, name="draft-undoing"),
    path("policies/drafts/<uuid:key>/numbers/<slug:name>/", parts.number, name="draft-number"),
    path("policies/drafts/<uuid:key>/new-number/", parts.new_number, name="draft-new-number"),
    path("policies/drafts/<uuid:key>/rules/<slug:rule>/", conditions.rule, name="draft-rule"),
    path("policies/drafts/<uuid:key>/new-rule/", conditions.new_rule, name="draft-new-rule"),
    path("policies/drafts/<uuid:key>/wording/", conditions.wording, name="draft-wording"),
    path("policies/drafts/<uuid:key>/examples/<slug:example>/", parts.example, name="draft-example"),
    path("policies/drafts/<uuid:key>/trial/", trials.trial, name="draft-trial"),
    path("policies/drafts/<uuid:key>/adoption/", trials.adoption, name="draft-adoption"),
    path("visits/", calendar.visits, name="visits"),
    path("visits/calendar/", calendar.calendar, name="visits-calendar"),
    path("visits/mine/", mine.mine, name="my-visits"),
    path("visits/trips/", mine.trips, name="my-trips"),
    path("visits/trips/<day:day>/", mine.trip, name="trip"),
    path("visits/coverage/", coverage.coverage, name="coverage"),
    path("visits/overload/", overload.overload, name="overload"),
    path("visits/excuses/", excuses.excuses, name="excuses"),
    path("visits/excuses/<uuid:key>/answer/", excuses.answer, name="excuse-answer"),
    path("visits/reports/", reports.reports, name="reports"),
    path("visits/reports/<uuid:key>/withdrawal/", reports.withdrawal, name="report-withdrawal"),
    path("visits/plan/", plans.plan, name="visits-plan"),
    path("visits/feed/", feeds.feed, name="visits-feed"),
    path("visits/feed/ending/", feeds.ending, name="visits-feed-ending"),
    path("visits/feeds/<str:secret>.ics", feeds.feed_file, name="visits-feed-file"),
    path("visits/<uuid:key>/done/", steps.done, name="visit-done"),
    path("visits/<uuid:key>/undoing/", steps.undoing, name="visit-undoing"),
    path("visits/<uuid:key>/excuse/", steps.excusing, name="visit-excuse"),
    path("visits/records/", records.records, name="visit-records"),
    path("visits/records/<uuid:key>/", records.record, name="visit-record"),
    path("visits/photos/<uuid:key>/", visit_enclosed.photo, name="photo"),
    path("visits/photos/<uuid:key>/thumbnail/", visit_enclosed.thumbnail, name="photo-thumbnail"),
    path("visits/photos/<uuid:key>/removal/", visit_enclosed.photo_removal, name="photo-removal"),
    path("visits/positions/<uuid:key>/removal/", visit_enclosed.position_removal, name="position-removal"),
    path("visits/clashes/", clashes.clashes, name="clashes"),
    path("visits/clashes/<uuid:key>/decision/", decisions.clash, name="clash-decision"),
    path("visits/families/", families.families, name="family-changes"),
    path("visits/families/<uuid:key>/decision/", decisions.family, name="family-decision"),
    path("visits/clashes/<uuid:key>/reopening/", reopenings.clash, name="clash-reopening"),
    path("visits/families/<uuid:key>/reopening/", reopenings.family, name="family-reopening"),
    path("visits/feedback/", feedback.feedback, name="feedback"),
    path("visits/feedback/<uuid:key>/reply/", reopenings.reply, name="feedback-reply"),
    path("visits/burden/", burden.burden, name="burden"),
    path("visits/form/", visit_form.visit_form, name="visit-form"),
    path("visits/form/workbook/", visit_form.workbook, name="visit-form-workbook"),
    path("visits/form/drafts/", visit_form.drafts, name="visit-form-drafts"),
    path("problems/", include("lianxin.desk.problems.urls")),
    path("complaints/", include("lianxin.desk.complaints.urls")),
    path("uploads/", phone_uploads.uploads, name="waiting-uploads"),
    path("uploads/<uuid:key>/", phone_uploads.upload, name="waiting-upload"),
    path("uploads/<uuid:key>/resolution/", phone_uploads.resolution, name="upload-resolution"),
    path("phones/", phones.phones, name="phones"),
    path("phones/rescue/", phones.rescue, name="phone-rescue"),
    path("phones/<uuid:key>/revocation/", phones.revocation, name="phone-revocation"),
    path("areas/", area_tree.areas, name="areas"),
    path("areas/list/", area_lists.list_, name="area-list"),
    path("areas/list/present/", area_lists.present, name="area-list-present"),
    path("areas/<area:code>/", one_area.area, name="area"),
    path("areas/<area:code>/below/", area_tree.below, name="area-below"),
    path("areas/<area:code>/changes/<slug:what>/", area_changes.change, name="area-change"),
    path("areas/<area:code>/undoing/", one_area.undoing, name="area-undoing"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/searches/", ledger.searches, name="ledger-searches"),
    path("ledger/exports/", ledger_exports.export, name="ledger-exports"),
    path("ledger/checks/", ledger.checks, name="ledger-checks"),
    path("notices/", notices.notices, name="notices"),
    path("notices/reading/", notices.reading, name="notices-reading"),
    path("notices/preference/", notices.preference, name="notices-preference"),
    path("settings/notices/", notice_channels.channels, name="notice-channels"),
    path("settings/notices/<uuid:key>/ending/", notice_channels.ending, name="notice-channel-ending"),
    path("settings/notices/<uuid:key>/test/", notice_channels.test, name="notice-channel-test"),
    path("settings/notices/messages/<uuid:key>/again/", notice_channels.again, name="notice-again"),
    path("settings/", settings.settings, name="settings"),
    path("settings/<slug:code>/", settings.switch, name="switch"),
    path(
        "settings/changes/<uuid:key>/approval/",
        settings.decision,
        {"what": "approval"},
        name="switch-approval",
    ),
    path(
        "settings/changes/<uuid:key>/refusal/",
        settings.decision,
        {"what": "refusal"},
        name="switch-refusal",
    ),
    path(
        "settings/changes/<uuid:key>/withdrawal/",
        settings.decision,
        {"what": "withdrawal"},
        name="switch-withdrawal",
    ),
    path("look/", theme.look, name="look"),
]
