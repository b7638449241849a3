"""The API held against its own description: schemathesis asks every call all it may and may not be asked."""

import pytest
import schemathesis
import served
from hypothesis import HealthCheck, settings
from schemathesis import checks as every
from schemathesis.specs.openapi import checks

CHECKS = [
    every.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.positive_data_acceptance,
    checks.negative_data_rejection,
    checks.unsupported_method,
]

calls = schemathesis.openapi.from_asgi("/api/v1/openapi.json", served.atlas())


@pytest.mark.slow
@calls.parametrize()
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_calls_do_what_the_description_says(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)
