"""There are captured payloads for what comes and what goes, of each vendor, and no two alike."""

import json

import pytest

from tests.payloads.captured import VENDORS, Vendor, captured, sent

AT_LEAST = 60


@pytest.mark.parametrize("vendor", VENDORS)
def test_enough_of_what_a_vendor_brings_is_captured(vendor: Vendor) -> None:
    different = {json.dumps(payload, sort_keys=True) for payload in captured(vendor)}

    assert len(different) >= AT_LEAST


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_is_sent_to_a_vendor_is_captured_too(vendor: Vendor) -> None:
    different = {json.dumps(case, sort_keys=True) for case in sent(vendor)}

    assert len(different) >= AT_LEAST // 2
