"""What is on disk and what it means: records, EDTF dates, reading, problems."""

from waybill.story.day import Day
from waybill.story.edtf import EdtfDate
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
from waybill.story.when import Span, when
from waybill.story.words import describe

__all__ = [
    "STORY_FILES",
    "Check",
    "Claim",
    "Conflict",
    "Correction",
    "Day",
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
    "Span",
    "Step",
    "Story",
    "StoryFolder",
    "StoryInfo",
    "Visit",
    "describe",
    "read_story",
    "story_version",
    "when",
]
