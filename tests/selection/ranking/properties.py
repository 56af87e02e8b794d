"""What must hold for every call, whatever its scores."""

from hypothesis import settings
from hypothesis import strategies as st

from tests.selection.calls import Score

some = settings(max_examples=10, deadline=None)


@st.composite
def calls(draw: st.DrawFn) -> list[Score]:
    """Small incomplete calls: every application has at least one review."""
    applications, reviewers = draw(st.integers(2, 8)), draw(st.integers(1, 4))
    judged = st.sets(st.integers(0, reviewers - 1), min_size=1)
    return [
        (f"A{one}", f"R{who}", float(draw(st.integers(1, 6))))
        for one in range(applications)
        for who in sorted(draw(judged))
    ]
