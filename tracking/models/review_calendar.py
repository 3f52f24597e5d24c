"""What a review knows of its calendar: the day of each phase, counted from the review or set by a person."""

import datetime

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .event import Event
from .review_phases import (
    CITY_DEADLINE,
    COLUMNS,
    MIDTERM,
    MONTHS_TO_DEADLINE,
    ORDER,
    PHASES,
    REVIEW,
    PhaseDay,
    SetDay,
)


class ReviewCalendar:
    """What a review knows of its days; `dates` are its ReviewDate rows, the other days its columns."""

    def fallback(self, code):
        """The day that stands where nobody sets one: of the review that of its session, of all others none."""
        return self.session_day() if code == REVIEW else None

    def set_days(self):
        """{code: SetDay} of all days that are not counted; one query where `dates` are not at hand."""
        rows = self.dates.all() if self.pk else ()
        found = {row.phase: SetDay(row.date, row.source, row.is_confirmed) for row in rows}
        for code, names in COLUMNS.items():
            day, source, is_confirmed = (getattr(self, name) for name in names)
            if day:
                found[code] = SetDay(day, source, is_confirmed)
        return found

    def counted(self, code):
        """The day of a phase as it is counted from the review; None without a day to count from.

        Month arithmetic clamps to the month's end (31 August + 30 months is 28 or 29 February).
        """
        if code == CITY_DEADLINE:
            return self.midterm_date and self.midterm_date - relativedelta(months=MONTHS_TO_DEADLINE)
        offset = relativedelta(months=self.midterm_months) if code == MIDTERM else PHASES[code].offset
        return self.review_date + offset if self.review_date and offset else None

    def calendar(self):
        """[PhaseDay] in the order of time, those without a day last; one query where `dates` are not at hand."""
        set_days, order, found, latest = self.set_days(), list(PHASES), [], datetime.date.min
        for code in order:
            known = set_days.get(code)
            day = known.date if known else self.counted(code)
            found.append(self._phase_day(code, day, known, is_early=bool(day and day < latest)))
            latest = max(latest, day or latest)
        return sorted(found, key=lambda row: (row.date is None, row.date or latest, order.index(row.code)))

    def _phase_day(self, code, day, known, *, is_early):
        rule = PHASES[code]
        is_set = bool(known) and (code != REVIEW or bool(known.source) or known.is_confirmed)
        return PhaseDay(
            code=code,
            label=str(rule.label),
            date=day,
            is_set=is_set,
            source=known.source if known else "",
            is_confirmed=bool(known) and known.is_confirmed,
            rule=self.rule_words(code),
            practice=str(rule.practice),
            is_before_its_turn=is_early,
        )

    def rule_words(self, code):
        """How the day is counted, in words."""
        if code != MIDTERM:
            return str(PHASES[code].words)
        months = self.midterm_months
        return ngettext("%(count)d month after the review", "%(count)d months after the review", months) % {
            "count": months
        }

    def contradiction(self, code, day, *, months=None):
        """What `day` for the phase `code` would contradict: a sentence, or ""; only days that somebody set count."""
        days = {name: known.date for name, known in self.set_days().items()} | {code: day}
        if not days.get(MIDTERM) and days.get(REVIEW):
            days[MIDTERM] = days[REVIEW] + relativedelta(months=months or self.midterm_months)
        for first, later in ORDER:
            if code in (first, later) and days.get(first) and days.get(later) and days[first] > days[later]:
                other = later if code == first else first
                words = {"phase": PHASES[other].label, "day": date_format(days[other], "DATE_FORMAT")}
                if code == first:
                    return _("This lies after “%(phase)s” (%(day)s).") % words
                return _("This lies before “%(phase)s” (%(day)s).") % words
        return ""

    @transaction.atomic
    def set_day(self, code, day, *, by, now, source="", is_confirmed=False, months=None):
        """Set the day of a phase, with who says so; None gives it back to what is counted from the review.

        `months` are those from the review to mid-term, where they change too. Setting the same again leaves no
        event. Raises ValidationError where the day contradicts another one, or nobody is named who says so.
        """
        self._take()
        if day and not source:
            raise ValidationError(_("Say who set the date, and where it stands."))
        if day is None:
            day, source, is_confirmed = self.fallback(code), "", False
        sentence = self.contradiction(code, day, months=months)
        if sentence:
            raise ValidationError(sentence)
        held = self._facts(code)
        if months is not None:
            self.midterm_months = months
        if code in COLUMNS:
            for name, value in zip(COLUMNS[code], (day, source, is_confirmed), strict=True):
                setattr(self, name, value)
        self._store(code, day, source, is_confirmed, by, now)
        self._record(held, self._facts(code), by, now)

    def _take(self):
        """Hold the row for this transaction, as it is now."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True, of=("self",)))

    def _store(self, code, day, source, is_confirmed, by, now):
        if code in COLUMNS:
            self.save(update_fields=[*COLUMNS[code], "midterm_months"])
        elif day is None:
            self.dates.filter(phase=code).delete()
        else:
            values = {"date": day, "source": source, "is_confirmed": is_confirmed}
            stored = self.dates.filter(phase=code).first()
            if stored is None or any(getattr(stored, name) != value for name, value in values.items()):
                self.dates.update_or_create(phase=code, defaults={**values, "set_by": by, "set_at": now})

    def _facts(self, code):
        """(source, {what an event may tell}) of a day."""
        known = self.set_days().get(code)
        name, confirmed = (COLUMNS[code][0], COLUMNS[code][2]) if code in COLUMNS else (code, "is_confirmed")
        facts = {name: known.date.isoformat(), confirmed: known.is_confirmed} if known else {}
        if code == MIDTERM:
            facts["midterm_months"] = self.midterm_months
        return known.source if known else "", facts

    def _record(self, held, stands, by, now):
        (old_source, before), (source, after) = held, stands
        changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        if not changed and old_source == source:
            return
        Event.objects.record(
            Event.Verb.CHANGED,
            self,
            by=by,
            now=now,
            before={name: before[name] for name in changed if name in before},
            after={name: after[name] for name in changed if name in after}
            | ({"texts": ["source"]} if old_source != source else {}),
        )
