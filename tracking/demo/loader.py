"""Loads the files of the demo State."""

import datetime

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from .. import models, search
from .files import entries

# Whoever tries the demo on a Sunday night sees its mails arrive all the same.
EVERY_DAY, NEVER_QUIET = "1234567", datetime.time.min


class Loader:
    """Loads the files in their order, and remembers rows by their natural keys for the parts that come after."""

    def __init__(self, now, password):
        self.now, self.today, self.password = now, timezone.localdate(now), password
        self.governments, self.people, self.recommendations, self.follow_ups = {}, {}, {}, {}
        self.steps = {}  # by (slug of the government, title)

    def load(self, facts):
        """Everything, from the State to the call for input."""
        self.load_state(facts)
        self.load_governments()
        self.load_people()
        self.load_recommendations()
        self.load_follow_ups()
        self.load_steps()
        self.load_call()
        search.reindex([row.pk for row in self.recommendations.values()])

    def day(self, days):
        """The date so many days from today; None for None."""
        return None if days is None else self.today + datetime.timedelta(days=days)

    def moment(self, days):
        """The moment so many days from now."""
        return self.now + datetime.timedelta(days=days)

    def load_state(self, facts):
        """The State and its review."""
        state, review = facts["state"], facts["review"]
        self.state = models.State.objects.create(
            iso3=state["iso3"],
            iso2=state["iso2"],
            name=state["names"]["en"],
            names=state["names"],
            working_days=EVERY_DAY,
        )
        self.review = models.Review.objects.create(
            state=self.state,
            cycle=review["cycle"],
            session=review["session"],
            review_date=self.day(review["review_in_days"]),
            adoption_date=self.day(review["adoption_in_days"]),
            midterm_months=review["midterm_months"],
            is_date_confirmed=review["is_date_confirmed"],
        )

    def load_governments(self):
        """Regions and cities with their competences."""
        areas, powers = {area.code: area for area in models.ServiceArea.objects.all()}, entries("powers")
        for entry in entries("governments"):
            fields = ("slug", "name", "level", "population", "language", "time_zone", "role_mailbox")
            government = models.LocalGovernment.objects.create(
                state=self.state,
                parent=self.governments.get(entry["parent"]),
                population_year=self.today.year - 1,
                other_languages=entry.get("other_languages", ""),
                is_collected_by_parent=entry.get("is_collected_by_parent", False),
                term_starts_on=self.day(entry["term"]["starts_in_days"]),
                term_ends_on=self.day(entry["term"]["ends_in_days"]),
                **{field: entry[field] for field in fields},
            )
            self.governments[government.slug] = government
            models.Competence.objects.bulk_create(
                models.Competence(
                    local_government=government, service_area=areas[code], kind=kind, **powers[code].get(kind, {})
                )
                for code, kind in entry["service_areas"].items()
            )

    def load_people(self):
        """Accounts and their roles; the first officer of a government writes its rows."""
        self.writers = {}
        for entry in entries("people"):
            fields = ("first_name", "last_name", "language", "time_zone")
            user = models.User.objects.create_user(
                entry["email"],
                self.password,
                quiet_from=NEVER_QUIET,
                quiet_until=NEVER_QUIET,
                **{field: entry[field] for field in fields},
            )
            self.people[user.email] = user
            for membership in entry["memberships"]:
                government = self.governments.get(membership.get("government"))
                models.Membership.objects.create(
                    user=user,
                    role=membership["role"],
                    organisation=membership.get("organisation", ""),
                    post=membership.get("post", ""),
                    local_government=government,
                    state=None if government else self.state,
                )
                if membership["role"] == "officer":
                    self.writers.setdefault(government.slug, user)
        self.coordinator = next(
            row.user for row in models.Membership.objects.filter(role="coordinator", state=self.state)
        )

    def writer(self, slug):
        """Who wrote a government's rows: its officer, or the coordinator where nobody holds the post."""
        return self.writers.get(slug, self.coordinator)

    def load_recommendations(self):
        """Recommendations with texts, tags of the source, and the coordinator's SDG targets."""
        themes = {theme.name: theme for theme in models.Theme.objects.filter(vocabulary="4")}
        groups = {alias: group for group in models.Group.objects.all() for alias in [*group.aliases, group.label]}
        goals = {goal.number: goal for goal in models.Goal.objects.all()}
        targets = {target.code: target for target in models.Target.objects.all()}
        states = {state.iso3: state for state in models.State.objects.all()}
        for entry in entries("recommendations"):
            row = models.Recommendation.objects.create(
                review=self.review,
                paragraph=entry["paragraph"],
                position=entry["position"],
                is_sensitive=entry["sensitive"],
            )
            self.recommendations[row.paragraph] = row
            texts = {"en": entry["text"], **entry.get("texts", {})}
            for language, text in texts.items():
                row.texts.create(language=language, text=text, is_official=language == "en")
            for position, name in enumerate(entry["themes"]):
                row.theme_links.create(theme=themes[name], position=position)
            row.groups.set(groups[name] for name in entry["groups"])
            row.goals.set(goals[number] for number in entry["goals"])
            row.recommending_states.set(states[iso3] for iso3 in entry["recommending_states"])
            for code in entry["targets"]:
                row.target_tags.create(target=targets[code], set_by=self.coordinator, set_at=self.now)

    def load_follow_ups(self):
        """What the governments say, each with the event of its last status."""
        for entry in entries("followups"):
            follow_up = self.follow_ups[entry["government"], entry["paragraph"]] = self._follow_up(entry)
            models.Event.objects.record(
                models.Event.Verb.STATUS_SET,
                follow_up,
                by=follow_up.updated_by,
                now=follow_up.updated_at,
                local_government=follow_up.local_government,
                before={"status": "not_started"},
                after={"status": follow_up.status},
            )

    def _follow_up(self, entry):
        texts = ("who_can", "department", "status", "gap", "outcome", "outcome_absence", "plain_reading")
        return models.FollowUp.objects.create(
            local_government=self.governments[entry["government"]],
            recommendation=self.recommendations[entry["paragraph"]],
            relevance=entry["relevance"],
            has_setback=entry.get("setback", False),
            ended_on=self.day(entry.get("ended_in_days")),
            visibility=entry["visibility"],
            updated_at=self.moment(entry["updated_in_days"]),
            updated_by=self.writer(entry["government"]),
            **{field: entry.get(field, "") for field in (*texts, "setback_explanation")},
        )

    def load_steps(self):
        """Implementation steps and their evidence."""
        for entry in entries("steps"):
            slug = entry["government"]
            writer, updated_at = self.writer(slug), self.moment(entry["updated_in_days"])
            fields = ("title", "responsible", "description", "outcome", "visibility")
            step = models.ImplementationStep.objects.create(
                local_government=self.governments[slug],
                kind=entry["kind"],
                status=entry["status"].replace("_", "-"),
                start_date=self.day(entry.get("start_in_days")),
                due_date=self.day(entry.get("due_in_days")),
                end_date=self.day(entry.get("end_in_days")),
                owner=None if writer == self.coordinator else writer,
                added_by=writer,
                updated_by=writer,
                updated_at=updated_at,
                **{field: entry.get(field) or "" for field in fields},
            )
            self.steps[slug, step.title] = step
            step.follow_ups.set(self.follow_ups[slug, paragraph] for paragraph in entry["paragraphs"])
            for piece in entry.get("evidence", []):
                step.evidence.create(
                    kind=piece["kind"],
                    title=piece["title"],
                    link=piece["url"],
                    visibility=piece["visibility"],
                    added_by=writer,
                    added_at=updated_at,
                )

    def load_call(self):
        """The open call with its questions; its dates follow from the review."""
        entry = entries("call")["call"]
        target = self.review.midterm_date
        self.call = models.Call.objects.create(
            review=self.review,
            title=entry["title"],
            note=entry["note"],
            target_date=target,
            deadline=max(models.Call.default_deadline(target), self.today + relativedelta(days=1)),
        )
        for order, question in enumerate(entry["questions"]):
            self.call.questions.create(order=order, **question)
        self.call.open(by=self.people[entry["opened_by"]], now=self.moment(entry["opened_in_days"]))
