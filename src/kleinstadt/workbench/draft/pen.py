"""The pen of a draft: numbers as a German sentence prints them, each remembered with where it is from."""

from dataclasses import dataclass, field
from typing import Final

from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.draft.telling import years
from kleinstadt.workbench.models.findings import Quoted

FEWEST_NAMED: Final = 8  # a smaller group is not named (rule 4)
FEWEST_RANKED: Final = 20  # a smaller group gives no rank
MOST_LISTED: Final = 4  # members of an alliance whose values are all in a sentence


@dataclass
class Pen:
    """Writes numbers into German sentences and remembers each of them with where it is from.

    Attributes
    ----------
    town : Subject
        Whose figures they are.
    quoted : list of Quoted
        What was written since `taken` was last asked.
    """

    town: Subject
    quoted: list[Quoted] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Whether all of these are known and not too old for a sentence.

        Parameters
        ----------
        *names : str
            Ids of indicators.

        Returns
        -------
        bool
            False if only one is missing.
        """
        return all(self.town.value(name) is not None for name in names)

    def value(self, name: str, decimals: int | None = None) -> str:
        """The town's value as printed, without unit.

        Parameters
        ----------
        name : str
            Id of the indicator, whose value is known.
        decimals : int, optional
            With which it is printed; the indicator's own by default.

        Returns
        -------
        str
            As German writes numbers.
        """
        figure = self.town.figures[name]
        assert figure.value is not None
        digits = figure.indicator.decimals if decimals is None else decimals
        text = number(figure.value, digits, "de")
        return self.quote(name, self.town.key, str(figure.vintage), figure.value, text)

    def quote(self, name: str, area: str, period: str, value: float, text: str) -> str:
        """Remember a number that is printed as `text`.

        Parameters
        ----------
        name : str
            Id of the indicator.
        area : str
            Whose value it is: a key, or "group".
        period : str
            Of when.
        value : float
            Not rounded, in the indicator's unit.
        text : str
            As printed.

        Returns
        -------
        str
            The text.
        """
        figure = self.town.figures.get(name)
        source = figure.origins[0].source.publisher if figure and figure.origins else ""
        mark = "modelled" if figure is not None and figure.status == "modelled" else ""
        found = Quoted(
            indicator=name,
            area=area,
            period=period,
            value=value,
            text=text,
            edition=self.town.atlas.fingerprint,
            source=source,
            mark=mark,
        )
        self.quoted.append(found)
        return text

    def year(self, name: str) -> str:
        """Of when the value is, and that it is modelled where it is: "2021", "2019, Modell".

        Parameters
        ----------
        name : str
            Id of the indicator.

        Returns
        -------
        str
            In German.
        """
        figure = self.town.figures[name]
        return years(figure.vintage) + (", Modell" if figure.status == "modelled" else "")

    def members(self, name: str) -> str:
        """Each member's own value, of many the lowest and the highest: an alliance has no group to be ranked in.

        For how many of its people the alliance's value is known is said first, where not for all.

        Parameters
        ----------
        name : str
            Id of the indicator.

        Returns
        -------
        str
            Half a sentence: "Bad Berleburg 7,1, Erndtebrück 5,0".
        """
        known = [one for one in self.town.members if name in one.figures and one.figures[name].value is not None]
        without = [one.name for one in self.town.members if one not in known]
        told = sorted(known, key=lambda one: one.figures[name].value or 0.0)
        if len(self.town.members) <= MOST_LISTED:
            parts = [f"{one.name} {self._of_member(one, name)}" for one in known]
            parts += [f"{one} ohne Wert" for one in without]
        elif len(told) > 1:
            low, high = (f"{self._of_member(one, name)} ({one.name})" for one in (told[0], told[-1]))
            parts = [f"unter den Mitgliedern von {low} bis {high}"]
            parts += [f"ohne Wert: {', '.join(without)}"] if without else []
        else:
            parts = [f"einen Wert hat nur {one.name}" for one in told]
        covered = self.town.figures[name].own.covered("de").strip(" ()")
        return "; ".join(part for part in (covered and f"{covered} der Menschen bekannt", ", ".join(parts)) if part)

    def _of_member(self, one: Subject, name: str) -> str:
        pen = Pen(one)
        text = pen.value(name)
        self.quoted += pen.taken()
        return text

    def beside(self, name: str, more: str = "mehr sind es", less: str = "weniger sind es") -> str:
        """How the value stands in its group, as half a sentence; empty where there is no group to name.

        Within the middle half that is said; outside, how many others have more or less (rules 4, 5, 12).

        Parameters
        ----------
        name : str
            Id of the indicator.
        more, less : str
            The comparatives, before "bei 5 von 249 anderen".

        Returns
        -------
        str
            Of an alliance each member's own value.
        """
        if self.town.alliance:
            return self.members(name)
        figure = self.town.figures[name]
        place = figure.place
        if place is None or place.of < FEWEST_NAMED:
            return ""
        middle = place.quartiles[1]
        text = number(middle, figure.indicator.decimals, "de")
        median = self.quote(name, "group", str(figure.vintage), middle, text)
        few = ", wenige Vergleichsstädte" if place.of < FEWEST_RANKED else ""
        if 25 <= place.percentile <= 75:
            return f"das liegt in der mittleren Hälfte der Gruppe (Median {median}{few})"
        if place.of < FEWEST_RANKED:
            return f"Median der Gruppe {median}{few}"
        return f"Median der Gruppe {median}; {self.rank(name, more, less)}"

    def rank(self, name: str, more: str, less: str) -> str:
        """ "mehr sind es bei 5 von 249 anderen": the town itself does not count, and what prints alike is not more.

        Parameters
        ----------
        name : str
            Id of the indicator, whose place in the group is known.
        more, less : str
            The comparatives: the first is taken for a value above the middle of the group.

        Returns
        -------
        str
            Half a sentence.
        """
        figure, others = self.town.figures[name], self.town.others(name)
        assert figure.place is not None
        assert figure.value is not None
        own = round(figure.value, figure.indicator.decimals)
        high = figure.place.percentile > 50
        count = int((others > own).sum() if high else (others < own).sum())
        some = {0: "keinem", 1: "einem"}.get(count, number(count, 0, "de"))
        return f"{more if high else less} bei {some} von {number(len(others), 0, 'de')} anderen"

    def taken(self) -> tuple[Quoted, ...]:
        """What was quoted since the last time.

        Returns
        -------
        tuple of Quoted
            In the order of writing.
        """
        found, self.quoted = tuple(self.quoted), []
        return found
