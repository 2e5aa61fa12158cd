"""The risk register of a bureau (风险库): its risk points, their measures and who answers."""

from collections.abc import Mapping
from dataclasses import dataclass

TABLE, RECONSTRUCTED = "table", "reconstructed"
"""Where a text is from: the bureau's own table of posts, or put together by us."""


@dataclass(frozen=True, slots=True)
class RegisterMeasure:
    """A measure (防控措施) of a point; guard: the control that keeps it."""

    zh: str
    guard: str
    source: str


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """A risk point (风险点). marks: the nodes of its chart that show it -> codes there.

    residual: the level left after its measures, by its label in the bureau's scheme.
    """

    id: str
    chart: str
    post: str
    kind: str
    zh: str
    source: str
    residual: str
    marks: Mapping[str, tuple[str, ...]]
    measures: tuple[RegisterMeasure, ...]


@dataclass(frozen=True, slots=True)
class RegisterChart:
    """A chart of the register; chief: the post at the head of the section that handles it."""

    id: str
    zh: str
    family: str
    section: str
    chief: str


@dataclass(frozen=True, slots=True)
class PostRisks:
    """A row of the table of posts (岗位防控表): integrity and efficacy risks side by side."""

    post: str
    duty: str
    integrity: tuple[str, ...]
    efficacy: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskRegister:
    """leaders: the posts that 主要领导 and 分管领导 are. codes: its own, beside the catalogue's."""

    agency: str
    scheme: str
    note: str
    leaders: Mapping[str, str]
    charts: Mapping[str, RegisterChart]
    codes: Mapping[str, str]
    posts: tuple[PostRisks, ...]
    points: tuple[RiskPoint, ...]
