"""The shapes of the answers that compare one area with others, for the OpenAPI description."""

from kleinstadt.web.api.schemas import AreaRow, Meta, Rows, Shape, TableMeta


class FigureRow(Shape):
    """One figure of an area beside its group, its Land and Germany; percentile (0 to 100) in the group.

    group, land and bund are weighted, by the indicator's own rule; group_median is the median of the group's areas.
    people_pct, area_pct, and those of group, Land and Germany: of which share of people and land the number is known.
    """

    indicator: str
    unit: str
    value: float | None
    status: str
    people_pct: float | None
    area_pct: float | None
    vintage: str | None
    group: float | None
    group_people_pct: float | None
    group_area_pct: float | None
    land: float | None
    land_people_pct: float | None
    land_area_pct: float | None
    bund: float | None
    bund_people_pct: float | None
    bund_area_pct: float | None
    percentile: float | None
    group_median: float | None
    sources: str


class PeerRow(Shape):
    """One of the Verbände most alike; alike and apart name indicators, separated by commas."""

    rank: int
    verband: str
    name: str
    distance: float
    alike: str
    apart: str
    said_de: str
    said_en: str


class FindingRow(Shape):
    """A strength or a weakness; reference is the group's median, goodness 0 (worst) to 100 (best of the group)."""

    indicator: str
    kind: str
    value: float
    reference: float
    goodness: float
    better_than: int
    of: int
    status: str
    vintage: str
    sources: str
    said_de: str
    said_en: str


class RoleModelRow(Shape):
    """A change of a Verband that did better on average; better says whether this change is."""

    rank: int
    verband: str
    name: str
    distance: float
    indicator: str
    start: str
    end: str
    change: float | None
    own_change: float | None
    better: bool | None


class PartnerRow(Shape):
    """A neighbour's value beside the own; kind is gives, takes or shared."""

    verband: str
    name: str
    kind: str
    indicator: str
    own: float
    other: float


class GroupMeta(TableMeta):
    """Of the areas that one is compared with: name, number and median size, rule."""

    group_de: str
    group_en: str
    group_rule_de: str
    group_rule_en: str
    group_size: int
    group_median_population: float | None


class BbsrClassRow(Shape):
    """What the BBSR calls a place: central_place, mittelbereich, grossstadtregion or growth_official; of which year."""

    scheme: str
    value_de: str
    value_en: str
    year: int


class ProfileMeta(GroupMeta):
    """Of one area; bbsr is empty for Kreise, Länder and Germany."""

    area: AreaRow
    bbsr: list[BbsrClassRow]


class FindingsMeta(GroupMeta):
    """Of one area's strengths and weaknesses; judged counts the indicators that could be."""

    key: str
    judged: int


class RoleModelsMeta(Meta):
    """Of the Verbände that did better; fitting counts those that started alike, in the indicators of start."""

    year: int
    verband: str
    start: dict[str, str]
    fitting: int
    better: int
    note_de: str
    note_en: str


class PartnersMeta(Meta):
    """Of the neighbours of a Verband; without names those without a finding."""

    year: int
    verband: str
    without: list[str]


class PeersMeta(Meta):
    """Of the Verbände most like one."""

    year: int
    verband: str
    weights: dict[str, float]
    candidates: int


class Profile(Rows[ProfileMeta, FigureRow]):
    """An area beside others."""


class Peers(Rows[PeersMeta, PeerRow]):
    """The Verbände most like one."""


class Findings(Rows[FindingsMeta, FindingRow]):
    """Strengths and weaknesses of an area."""


class RoleModels(Rows[RoleModelsMeta, RoleModelRow]):
    """Verbände that started alike and did better."""


class Partners(Rows[PartnersMeta, PartnerRow]):
    """Neighbours that complement a Verband."""
