"""Velero's objects as TypeScript makes them: `npm run manifest-cases` records what it answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from manifest_answers import answer

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "velero/src/test-data/manifests.json").read_text()
)


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_the_objects_the_refusals_and_the_steps_are_those_of_typescript(
    case: dict[str, Any],
) -> None:
    assert json.loads(json.dumps(answer(case["asked"]))) == case["answer"]
