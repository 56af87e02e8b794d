"""What the administration must give before it looks or acts; every no has its sentence."""

from portal.words import Sentence, say

SHORTEST_REASON = 10
LONGEST_REASON = 500


def reason_refused(reason: str) -> Sentence | None:
    """Why this is no reason to look through somebody’s eyes."""
    if len(reason.strip()) < SHORTEST_REASON:
        return say("Please write why, in a few words. The person reads it.")
    if len(reason) > LONGEST_REASON:
        return say("This reason is too long. The most is {most} characters.", most=LONGEST_REASON)
    return None
