"""The story that ships is sound: every row of it is a test case."""

from pathlib import Path

from waybill.story import read_story

DATA = Path(__file__).parents[2] / "data"


def test_the_bundled_story_has_no_faults() -> None:
    result = read_story(DATA)
    assert [str(problem) for problem in result.problems] == []
    assert result.story is not None


def test_every_bundled_answer_has_a_claim_to_answer_and_a_source() -> None:
    story = read_story(DATA).story
    assert story is not None
    answers = [claim for claim in story.claims.values() if claim.stance != "asserts"]
    assert len(answers) > 0
    assert [claim.claim_id for claim in answers if claim.about not in story.claims] == []
    assert [claim.claim_id for claim in answers if not claim.sources] == []
