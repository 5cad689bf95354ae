"""What is on disk and what it means: records, EDTF dates, reading, problems."""

from waybill.story.edtf import EdtfDate, describe, span
from waybill.story.model import (
    Check,
    Claim,
    Conflict,
    Correction,
    Figure,
    Leg,
    Measure,
    Place,
    Route,
    Source,
    Step,
    Story,
    StoryInfo,
    Visit,
)
from waybill.story.reading.folder import STORY_FILES, ReadResult, read_story
from waybill.story.reading.problems import Problem
from waybill.story.version import story_version
from waybill.story.watch import Loaded, StoryFolder

__all__ = [
    "STORY_FILES",
    "Check",
    "Claim",
    "Conflict",
    "Correction",
    "EdtfDate",
    "Figure",
    "Leg",
    "Loaded",
    "Measure",
    "Place",
    "Problem",
    "ReadResult",
    "Route",
    "Source",
    "Step",
    "Story",
    "StoryFolder",
    "StoryInfo",
    "Visit",
    "describe",
    "read_story",
    "span",
    "story_version",
]
