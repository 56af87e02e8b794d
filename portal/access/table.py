"""Who may do what: a row a verb, with alternatives, each a list of predicates that all must hold."""

from portal.access.predicates import (
    Predicate,
    anyone,
    is_anothers,
    is_applicant,
    is_assigned_juror,
    is_deputy,
    is_impartial,
    is_not_own,
    is_other,
    is_owner,
    is_principal,
    is_public,
    is_released,
    is_self,
    is_submitted,
    is_without_role,
    no_conflict_declared,
    role,
    signed_in,
)
from portal.access.verbs import Role, Verb

administrator = role(Role.ADMINISTRATOR)
officer = role(Role.OFFICER)
approver = role(Role.APPROVER)
juror = role(Role.JUROR)
chair = role(Role.CHAIR)
auditor = role(Role.AUDITOR)

Alternatives = tuple[tuple[Predicate, ...], ...]

TABLE: dict[Verb, Alternatives] = {
    Verb.PUBLIC_READ: ((anyone,),),
    Verb.PROFILE_EDIT: ((signed_in, is_self),),
    Verb.KEY_READ: ((signed_in, is_self),),
    Verb.KEY_CHANGE: ((signed_in, is_self),),
    Verb.KEY_PROVE: ((signed_in, is_self),),
    Verb.KEY_RESET: ((administrator,),),
    Verb.PASSKEY_REMOVE: ((signed_in, is_owner),),
    Verb.HOME_READ: ((signed_in,),),
    Verb.DESK_READ: ((officer,), (approver,), (auditor,), (administrator,)),
    Verb.ADMIN_READ: ((administrator,),),
    Verb.GRANT_GIVE: ((administrator,),),
    Verb.DEPUTY_READ: ((officer,), (approver,), (juror,), (chair,)),
    Verb.DEPUTY_NAME: ((officer,), (approver,), (juror,), (chair,)),
    Verb.DEPUTY_END: ((signed_in, is_principal), (signed_in, is_deputy), (administrator,)),
    Verb.AUTHORITY_CHANGE: ((administrator,),),
    Verb.VIEW_BEGIN: ((administrator, is_other, is_without_role), (officer, is_other, is_without_role)),
    Verb.VIEW_END: ((signed_in,),),
    Verb.JOB_READ: ((signed_in, is_owner), (officer,)),
    Verb.AUDIT_READ: ((officer,), (approver,), (auditor,)),
    Verb.FILE_READ: ((signed_in, is_owner),),
    Verb.CITY_DESK: ((officer,), (approver,), (auditor,)),
    Verb.CITY_EDIT: ((officer,),),
    Verb.CALL_READ: ((is_public,), (officer,), (approver,), (auditor,)),
    Verb.CALL_CREATE: ((officer,),),
    Verb.CALL_EDIT: ((officer,),),
    Verb.CALL_PUBLISH: ((officer,),),
    Verb.CALL_CLOSE: ((officer,),),
    Verb.CALL_START_REVIEW: ((officer,),),
    Verb.CALL_DECIDE: ((approver,),),
    Verb.CALL_ARCHIVE: ((officer,),),
    Verb.CALL_DESK: ((officer,), (approver,), (auditor,)),
    Verb.CALL_RANKING: ((officer,), (approver,), (auditor,), (chair,)),
    Verb.CALL_EXPORT: ((officer,), (approver,), (auditor,)),
    Verb.APPLICATION_START: ((signed_in, is_public),),
    Verb.APPLICATION_READ: (
        (signed_in, is_applicant),
        (officer, is_submitted),
        (approver, is_submitted),
        (auditor, is_submitted),
    ),
    Verb.APPLICATION_EDIT: ((signed_in, is_applicant),),
    Verb.APPLICATION_SUBMIT: ((signed_in, is_applicant),),
    Verb.APPLICATION_WITHDRAW: ((signed_in, is_applicant),),
    Verb.APPLICATION_ADMIT: ((officer,),),
    Verb.APPLICATION_EXCLUDE: ((officer,),),
    Verb.APPLICATION_REOPEN_CHECK: ((officer,),),
    Verb.PANEL_MANAGE: ((officer,),),
    Verb.CONFLICT_DECLARE: ((signed_in, is_assigned_juror),),
    Verb.REVIEW_LIST: ((juror,), (chair,)),
    Verb.REVIEW_READ: ((signed_in, is_assigned_juror, no_conflict_declared),),
    Verb.REVIEW_SCORE: ((signed_in, is_assigned_juror, no_conflict_declared),),
    Verb.REVIEW_SUBMIT: ((signed_in, is_assigned_juror, no_conflict_declared),),
    Verb.REVIEW_RECUSE: ((signed_in, is_assigned_juror),),
    Verb.REVIEW_SHEET: (
        (officer, is_impartial),
        (approver, is_impartial),
        (auditor, is_impartial),
        (chair, is_impartial),
    ),
    Verb.REVIEW_RETURN: ((officer, is_impartial),),
    Verb.REVIEW_VOID: ((officer, is_impartial),),
    Verb.DECISION_READ: ((officer, is_anothers), (approver, is_anothers), (auditor, is_anothers)),
    Verb.DECISION_PROPOSE: ((officer,),),
    Verb.DECISION_CHANGE: ((officer,),),
    Verb.DECISION_APPROVE: ((approver, is_not_own),),
    Verb.DECISION_SEND_BACK: ((approver,), (officer,)),
    Verb.DECISION_RELEASE: ((approver,),),
    Verb.DECISION_SUPERSEDE: ((officer,),),
    Verb.LETTER_READ: ((signed_in, is_applicant, is_released), (officer,), (approver,), (auditor,)),
    Verb.LETTER_ISSUE: ((officer,), (approver,)),
    Verb.LETTER_FAIL: ((officer,), (approver,)),
    Verb.LETTER_RETRY: ((officer,), (approver,)),
    Verb.LETTER_REPLACE: ((officer,),),
    Verb.LETTER_WITHDRAW: ((officer,),),
    Verb.OFFER_READ: ((signed_in, is_applicant), (officer,), (approver,), (auditor,)),
    Verb.OFFER_ACCEPT: ((signed_in, is_applicant),),
    Verb.OFFER_DECLINE: ((signed_in, is_applicant),),
    Verb.OFFER_LAPSE: ((officer,),),
}

# What can't be taken back or opens doors: it asks for a fresh proof that the person is who signed in.
STEP_UP: frozenset[Verb] = frozenset(
    {
        Verb.KEY_CHANGE,
        Verb.KEY_RESET,
        Verb.PASSKEY_REMOVE,
        Verb.GRANT_GIVE,
        Verb.DEPUTY_NAME,
        Verb.VIEW_BEGIN,
        Verb.AUTHORITY_CHANGE,
        Verb.CALL_DECIDE,
        Verb.CALL_EXPORT,
        Verb.DECISION_APPROVE,
        Verb.DECISION_RELEASE,
        Verb.LETTER_REPLACE,
        Verb.LETTER_WITHDRAW,
    }
)

# All that is open to who holds a role and has not yet set up the app that gives codes.
BEFORE_CODES: frozenset[Verb] = frozenset(
    {Verb.KEY_READ, Verb.KEY_CHANGE, Verb.KEY_PROVE, Verb.PASSKEY_REMOVE}
)

# What may be read through the eyes of an applicant; everything else stays closed meanwhile.
VIEWABLE = frozenset(
    {
        Verb.PUBLIC_READ,
        Verb.HOME_READ,
        Verb.CALL_READ,
        Verb.APPLICATION_START,
        Verb.APPLICATION_READ,
        Verb.APPLICATION_EDIT,
        Verb.APPLICATION_WITHDRAW,
        Verb.LETTER_READ,
        Verb.OFFER_READ,
        Verb.OFFER_ACCEPT,
        Verb.OFFER_DECLINE,
    }
)
