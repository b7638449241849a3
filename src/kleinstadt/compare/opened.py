"""The opened edition with what it can be asked about towns: one door for library and command line.

The rooms below know nothing of comparison, so the questions stand on a class of this room (docs/decisions/0015).
"""

from functools import cached_property
from typing import TYPE_CHECKING

from kleinstadt.edition.edition import Edition

if TYPE_CHECKING:
    from kleinstadt.compare.columns import Atlas
    from kleinstadt.compare.findings import Findings
    from kleinstadt.compare.partners import Partners
    from kleinstadt.compare.peers import Peers
    from kleinstadt.compare.place_search import Finder
    from kleinstadt.compare.places import Place
    from kleinstadt.compare.profile import Profile
    from kleinstadt.compare.role_models import RoleModels


class OpenedEdition(Edition):
    """An edition that answers for towns. A `key` is a municipality's or a Verband's, however it is written.

    Years are of the borders, by default the newest. Twins, role models and partners are of Verbände: a municipality
    stands for its own. All raise UnknownNameError for a key that the year has not, naming the successor of one that is
    gone.
    """

    @cached_property
    def atlas(self) -> "Atlas":
        """The same as columns, computed once."""
        from kleinstadt.compare.columns import Atlas

        return Atlas(self)

    def finder(self, year: int | None = None) -> "Finder":
        """The finder of places in the borders of a year."""
        from kleinstadt.compare.place_search import Finder

        when = self.atlas.year(year)
        return self.atlas.once(("finder", when), lambda: Finder(self.atlas, when))

    def find(self, wanted: str, year: int | None = None) -> "Place":
        """The one place that a name or key means; raises UnknownNameError with suggestions."""
        return self.finder(year).find(wanted)

    def profile(self, key: str, year: int | None = None) -> "Profile":
        """All figures of a municipality or a Verband beside its group, its Land and Germany."""
        from kleinstadt.compare.profile import profile

        finder = self.finder(year)
        return profile(self.atlas, *finder.of_key(key), finder.year)

    def findings(self, key: str, year: int | None = None) -> "Findings":
        """Strengths and weaknesses within the group."""
        from kleinstadt.compare.findings import findings

        finder = self.finder(year)
        return findings(self.atlas, *finder.of_key(key), finder.year)

    def peers(self, key: str, year: int | None = None) -> "Peers":
        """The Verbände most like one, with reasons."""
        from kleinstadt.compare.peers import peers

        finder = self.finder(year)
        return peers(self.atlas, finder.verband_of_key(key), finder.year)

    def role_models(self, key: str, year: int | None = None) -> "RoleModels":
        """Verbände that started alike ten years ago and did better."""
        from kleinstadt.compare.role_models import role_models

        finder = self.finder(year)
        return role_models(self.atlas, finder.verband_of_key(key), finder.year)

    def partners(self, key: str, year: int | None = None) -> "Partners":
        """Neighbouring Verbände that complement one."""
        from kleinstadt.compare.partners import partners

        finder = self.finder(year)
        return partners(self.atlas, finder.verband_of_key(key), finder.year)
