"""Whatever the description allows, and whatever it does not: nothing breaks, and every answer is one that it names."""

import contextlib
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from paicha.api.pace import PACE
from paicha.api.tests.calling import ROOT, Program
from paicha.testing.busy import Busy
from paicha.web.wsgi import application

# Not among them: whether all that fits the description is accepted. Codes and filters are data, not known to it.
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
    ignored_auth,
    unsupported_method,
]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
def test_any_call_is_answered_as_described(busy: Busy, mode: GenerationMode, scale: int) -> None:
    headers = Program(busy.cast.coordinator).headers
    known = st.sampled_from(_known(busy))
    schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", application)
    found: list[Any] = list(schema.get_all_operations())
    operations = [each.ok() for each in found]
    assert len(operations) > 25
    called = 0
    for operation in operations:

        @settings(max_examples=2 * scale, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode), there=known)
        def call(case: Any, there: dict[str, Any]) -> None:
            if mode is GenerationMode.POSITIVE:  # otherwise hardly any call would meet a record
                case.path_parameters |= {name: value for name, value in there.items() if name in case.path_parameters}
            PACE.forget()
            response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS, headers=headers)

        with contextlib.suppress(Unsatisfiable):  # any text will do, or nothing is asked: it cannot be called wrongly
            call()
            called += 1
    assert called >= (len(operations) if mode is GenerationMode.POSITIVE else 15)


def _known(busy: Busy) -> list[dict[str, Any]]:
    """Values for paths that lead to something, and none."""
    bakery = busy.cast.bakery
    numbers = [bakery.pk, *busy.inspections(bakery), *busy.findings(bakery)]
    names = [{"name": "findings", "filter_name": "source"}, {"name": "findings_total"}, {"name": "closure_rate_due"}]
    return [{}, *({"number": number, "position": number} for number in numbers), *names, {"code": "absent"}]
