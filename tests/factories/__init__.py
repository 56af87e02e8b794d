"""People, calls and cases for tests, each with no surprises: what matters to a test is given by the test."""

from tests.factories.world import World

__all__ = ["World"]
