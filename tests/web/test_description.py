"""Requests made from the service's own description (OpenAPI), and answers held against it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.web import served

EXAMPLES = 40
"""Requests for each operation."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.mark.parametrize(
    ("path", "method"), [("/healthz", "GET"), ("/api/check", "POST"), ("/api/{kind}", "POST")]
)
def test_every_answer_is_one_that_is_described(address: str, path: str, method: str) -> None:
    """No answer of an undescribed status, type or shape, none of 500, and what is wrong is refused.

    What fits the description may be refused all the same: a rule's name that no rule has, a file that is none.
    """
    operations = schemathesis.openapi.from_url(f"{address}/openapi.json")[path]

    @seed(17)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operations[method].as_strategy())
    def answers(case: schemathesis.Case) -> None:
        case.call_and_validate(timeout=60, excluded_checks=[positive_data_acceptance])

    answers()
