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
    gone, and for a year that the edition does not know.

    Examples
    --------
    >>> ed.find("Eichwalde", 2019).key
    '12061112'
    """

    @cached_property
    def atlas(self) -> "Atlas":
        """The same as columns, computed once."""
        from kleinstadt.compare.columns import Atlas

        return Atlas(self)

    def finder(self, year: int | None = None) -> "Finder":
        """The finder of places in the borders of a year.

        Parameters
        ----------
        year : int, optional
            Year of the borders; the newest by default.

        Returns
        -------
        Finder
            Its `search` gives all places that fit a query, best first.

        Raises
        ------
        UnknownNameError
            For a year that the edition does not know.

        Examples
        --------
        >>> ed.finder(2019).of_key("12 0 61 112")
        ('gemeinde', '12061112')
        """
        from kleinstadt.compare.place_search import Finder

        when = self.atlas.year(year)
        return self.atlas.once(("finder", when), lambda: Finder(self.atlas, when))

    def find(self, wanted: str, year: int | None = None) -> "Place":
        """The one place that a name or key means.

        Parameters
        ----------
        wanted : str
            A name, also of a Kreis, a Land or Germany, an Ortsteil or a former municipality, a postcode, or a key.
        year : int, optional
            Year of the borders; the newest by default.

        Returns
        -------
        Place
            A municipality before the Verband that bears its name, a Kreis or a Land; these before an Ortsteil.

        Raises
        ------
        UnknownNameError
            For what several places share, with all of them; for a key that is gone, with its successor; for what nobody
            is called, with the nearest.

        Examples
        --------
        >>> place = ed.find("Eichwalde", 2019)
        >>> place.key, place.level, place.where
        ('12061112', 'gemeinde', 'Dahme-Spreewald')
        """
        return self.finder(year).find(wanted)

    def profile(self, key: str, year: int | None = None) -> "Profile":
        """All figures of an area beside its group, its Land and Germany.

        Parameters
        ----------
        key : str
            Key of a municipality or Verband, a Kreis (5 digits), a Land (2) or Germany ("00").
        year : int, optional
            Year of the borders; the newest by default.

        Returns
        -------
        Profile
            Figures by theme, the key figures first.

        Raises
        ------
        UnknownNameError
            For a key that the year has not, naming the successor of one that is gone.

        Examples
        --------
        >>> first = ed.profile("12061112", 2019).key_figures[0]
        >>> first.indicator.id, first.value, first.status
        ('population', 6420.0, 'measured')
        """
        from kleinstadt.compare.profile import profile

        finder = self.finder(year)
        return profile(self.atlas, *finder.area_of(key), finder.year)

    def findings(self, key: str, year: int | None = None) -> "Findings":
        """Strengths and weaknesses within the group (compare/findings.py says what counts as one).

        Parameters
        ----------
        key : str
            Key of a municipality or Verband, a Kreis (5 digits), a Land (2) or Germany ("00").
        year : int, optional
            Year of the borders; the newest by default.

        Returns
        -------
        Findings
            Both sides, the most marked first.

        Raises
        ------
        UnknownNameError
            For a key that the year has not, naming the successor of one that is gone.

        Examples
        --------
        >>> found = ed.findings("12061112", 2019)
        >>> len(found.strengths + found.weaknesses) <= found.judged
        True
        """
        from kleinstadt.compare.findings import findings

        finder = self.finder(year)
        return findings(self.atlas, *finder.area_of(key), finder.year)

    def peers(self, key: str, year: int | None = None) -> "Peers":
        """The Verbände most like one, with reasons.

        Parameters
        ----------
        key : str
            Key of a Verband, or of a municipality, which stands for its own.
        year : int, optional
            Year of the borders; the newest by default.

        Returns
        -------
        Peers
            At most ten twins, nearest first.

        Raises
        ------
        UnknownNameError
            For a key that the year has not, naming the successor of one that is gone.

        Examples
        --------
        >>> found = ed.peers("12061112", 2019)
        >>> found.key, len(found.twins)
        ('120610112', 10)
        """
        from kleinstadt.compare.peers import peers

        finder = self.finder(year)
        return peers(self.atlas, finder.verband_of_key(key), finder.year)

    def role_models(self, key: str, year: int | None = None) -> "RoleModels":
        """Verbände that started alike ten years ago and did better.

        Parameters
        ----------
        key : str
            Key of a Verband, or of a municipality, which stands for its own.
        year : int, optional
            Year of the borders; the newest by default.

        Returns
        -------
        RoleModels
            At most eight, the best first.

        Raises
        ------
        UnknownNameError
            For a key that the year has not, naming the successor of one that is gone.

        Examples
        --------
        >>> found = ed.role_models("12061112", 2019)
        >>> len(found.models) <= found.better <= found.fitting
        True
        """
        from kleinstadt.compare.role_models import role_models

        finder = self.finder(year)
        return role_models(self.atlas, finder.verband_of_key(key), finder.year)

    def partners(self, key: str, year: int | None = None) -> "Partners":
        """Neighbouring Verbände that complement one.

        Parameters
        ----------
        key : str
            Key of a Verband, or of a municipality, which stands for its own.
        year : int, optional
            Year of the borders; the newest by default. There are no neighbours before 2016, when borders are not known.

        Returns
        -------
        Partners
            Neighbours with a finding, the most complementary first, and the names of the others.

        Raises
        ------
        UnknownNameError
            For a key that the year has not, naming the successor of one that is gone.

        Examples
        --------
        >>> found = ed.partners("12061112", 2019)
        >>> len(found.found) + len(found.without)
        3
        """
        from kleinstadt.compare.partners import partners

        finder = self.finder(year)
        return partners(self.atlas, finder.verband_of_key(key), finder.year)
