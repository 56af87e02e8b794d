"""The verbs of the portal: everything that a person can ask to do, one word each."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is for the office; given by a grant with scope and period."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    APPROVER = "approver"
    JUROR = "juror"
    CHAIR = "chair"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"


class Verb(StrEnum):
    """What a person can ask to do; the part before the first dot names the kind of thing."""

    PUBLIC_READ = "public.read"
    PROFILE_EDIT = "profile.edit"
    KEY_READ = "key.read"
    KEY_CHANGE = "key.change"
    KEY_PROVE = "key.prove"
    KEY_RESET = "key.reset"
    PASSKEY_REMOVE = "passkey.remove"
    HOME_READ = "home.read"
    DESK_READ = "desk.read"
    ADMIN_READ = "admin.read"
    GRANT_GIVE = "grant.give"
    DEPUTY_READ = "deputy.read"
    DEPUTY_NAME = "deputy.name"
    DEPUTY_END = "deputy.end"
    AUTHORITY_CHANGE = "authority.change"
    VIEW_BEGIN = "view.begin"
    VIEW_END = "view.end"
    JOB_READ = "job.read"
    AUDIT_READ = "audit.read"
    FILE_READ = "file.read"

    CITY_DESK = "city.desk"
    CITY_EDIT = "city.edit"

    CALL_READ = "call.read"
    CALL_CREATE = "call.create"
    CALL_EDIT = "call.edit"
    CALL_PUBLISH = "call.publish"
    CALL_CLOSE = "call.close"
    CALL_START_REVIEW = "call.start_review"
    CALL_DECIDE = "call.decide"
    CALL_ARCHIVE = "call.archive"
    CALL_DESK = "call.desk"
    CALL_RANKING = "call.ranking"

    APPLICATION_START = "application.start"
    APPLICATION_READ = "application.read"
    APPLICATION_EDIT = "application.edit"
    APPLICATION_SUBMIT = "application.submit"
    APPLICATION_WITHDRAW = "application.withdraw"
    APPLICATION_ADMIT = "application.admit"
    APPLICATION_EXCLUDE = "application.exclude"
    APPLICATION_REOPEN_CHECK = "application.reopen_check"

    PANEL_MANAGE = "panel.manage"
    CONFLICT_DECLARE = "conflict.declare"

    REVIEW_LIST = "review.list"
    REVIEW_READ = "review.read"
    REVIEW_SCORE = "review.score"
    REVIEW_SUBMIT = "review.submit"
    REVIEW_RECUSE = "review.recuse"
    REVIEW_RETURN = "review.return"
    REVIEW_VOID = "review.void"

    DECISION_READ = "decision.read"
    DECISION_PROPOSE = "decision.propose"
    DECISION_CHANGE = "decision.change"
    DECISION_APPROVE = "decision.approve"
    DECISION_SEND_BACK = "decision.send_back"
    DECISION_RELEASE = "decision.release"
    DECISION_SUPERSEDE = "decision.supersede"

    LETTER_READ = "letter.read"
    LETTER_ISSUE = "letter.issue"
    LETTER_FAIL = "letter.fail"
    LETTER_RETRY = "letter.retry"
    LETTER_REPLACE = "letter.replace"
    LETTER_WITHDRAW = "letter.withdraw"

    OFFER_READ = "offer.read"
    OFFER_ACCEPT = "offer.accept"
    OFFER_DECLINE = "offer.decline"
    OFFER_LAPSE = "offer.lapse"
