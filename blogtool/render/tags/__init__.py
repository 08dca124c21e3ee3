"""Tags: one class each, and the table of all that a template may use."""

from __future__ import annotations

from collections.abc import Mapping

from liquid.tag import Tag as HostedTag

from blogtool.render.tags.base import Illegal, Literal
from blogtool.render.tags.comments import CommentTag, InlineCommentTag, RawTag
from blogtool.render.tags.conditions import CaseTag, IfChangedTag, IfTag, UnlessTag
from blogtool.render.tags.highlight import HighlightTag
from blogtool.render.tags.include import IncludeCachedTag, IncludeRelativeTag, IncludeTag, RenderTag
from blogtool.render.tags.links import LinkTag, PostUrlTag
from blogtool.render.tags.loops import BreakTag, ContinueTag, CycleTag, ForTag, TableRowTag
from blogtool.render.tags.variables import (
    AssignTag,
    CaptureTag,
    DecrementTag,
    EchoTag,
    IncrementTag,
    OutputTag,
)

TAGS: Mapping[str, type[HostedTag]] = {
    tag.name: tag
    for tag in (
        # What python-liquid counts among the tags
        Literal, OutputTag, Illegal,
        # Liquid
        AssignTag, BreakTag, CaptureTag, CaseTag, CommentTag, ContinueTag, CycleTag, DecrementTag, EchoTag,
        ForTag, IfChangedTag, IfTag, IncrementTag, InlineCommentTag, RawTag, RenderTag, TableRowTag,
        UnlessTag,
        # Jekyll
        HighlightTag, IncludeCachedTag, IncludeRelativeTag, IncludeTag, LinkTag, PostUrlTag,
    )
}  # fmt: skip

__all__ = ["TAGS"]
