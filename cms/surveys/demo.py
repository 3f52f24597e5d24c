"""The survey of the demo State: open, with bodies invited, a draft, answers to review and one in the register."""

import datetime

import yaml
from django.db import transaction

from cms.models.register_mapping import MappingExercise
from cms.models.register_profile import EngagementProfile
from cms.models.register_scales import AnswerKind
from cms.models.starter import StarterPage
from cms.models.survey import Survey
from cms.models.survey_answer import SurveyAnswer
from cms.models.survey_contact import SurveyContact
from cms.models.survey_invitation import SurveyInvitation

from . import reviewing, starter

FILE = starter.FOLDER / "demo.yml"
KEY = "demo/survey"
INSTEAD = (AnswerKind.NONE, AnswerKind.NO_RESPONSE)


@transaction.atomic
def load_survey(*, by, now, file=FILE):
    """Make the file's survey, days counted from `now`, as if `by` kept it; None where it was made before.

    What it made once it never makes again, not even after editors deleted it. No mail goes out.
    """
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    slug = entries["survey"]["slug"]
    if by is None or StarterPage.objects.filter(key=KEY).exists() or Survey.objects.filter(slug=slug).exists():
        return None
    survey = SurveyLoader(entries, by=by, now=now).load()
    StarterPage.objects.create(key=KEY, language="en", page=None)
    return survey


class SurveyLoader:
    """Turns the file into a survey, by the same steps as people."""

    def __init__(self, entries, *, by, now):
        self.entries, self.by, self.now, self.invited = entries, by, now, {}

    def load(self):
        """The survey with its invitations and answers."""
        entry = self.entries["survey"]
        self.survey = starter.make(
            entry["slug"],
            title=entry["title"],
            opens_on=self.moment(entry["opens_in_days"]).date(),
            closes_on=self.moment(entry["closes_in_days"]).date(),
            exercise=MappingExercise.objects.filter(slug=entry["mapping"]).first(),
            publishes_results=entry["publishes_results"],
        )
        self.survey.open_up(by=self.by, now=self.moment(entry["opens_in_days"]))
        self.questions = {question.code: question for question in self.survey.questions.all()}
        for row in self.entries["invitations"]:
            self.invited[row["body"]] = self.invite(row)
        for row in self.entries["answers"]:
            self.answer(row)
        for row in self.entries["invitations"]:
            if "withdrawn" in row:
                self.invited[row["body"]].withdraw(by=self.by, now=self.moment(row["withdrawn"]))
        return self.survey

    def invite(self, row):
        """One invitation, as it stands after its mails."""
        days = {name: self.moment(row.get(key)) for name, key in MAILED.items()}
        return SurveyInvitation.objects.create(
            survey=self.survey,
            invited_by=self.by,
            invited_at=self.moment(self.entries["survey"]["opens_in_days"]),
            failure=row.get("failure", ""),
            **days,
            **{name: row[name] for name in ("body", "email", "language")},
        )

    def answer(self, row):
        """One answer, as far as it has come."""
        answer = self.begun(row)
        said = {self.questions[code]: self.said(value) for code, value in row["said"].items()}
        answer.keep(said, language=row["language"])
        if "contact" in row:
            SurveyContact.objects.create(answer=answer, **row["contact"])
        if "sent" not in row:
            return
        answer.send(now=self.moment(row["sent"]))
        if "interview" in row:
            self.interview(answer, row["interview"])
        if "set_aside" in row:
            answer.set_aside(row["set_aside"], by=self.by, now=self.now)
        profile = EngagementProfile.objects.filter(exercise=self.survey.exercise, slug=row.get("accepted_into")).first()
        if profile:
            reviewing.accept(answer, profile, by=self.by, now=self.now)

    def begun(self, row):
        """The draft: behind an invitation, on the site, or typed in for somebody."""
        started = self.moment(row["started"])
        if row.get("invited"):
            return self.invited[row["body"]].begin(language=row["language"], now=started)
        channel = row.get("channel", SurveyAnswer.Channel.WEB)
        return SurveyAnswer.objects.create(
            survey=self.survey,
            body=row["body"],
            language=row["language"],
            channel=channel,
            entered_by=None if channel == SurveyAnswer.Channel.WEB else self.by,
            started_at=started,
        )

    def interview(self, answer, row):
        """What an interview added."""
        reviewing.add_interview(
            answer,
            self.questions[row["question"]],
            text=row["text"],
            author_body=row["author"],
            held_on=self.moment(row["held"]).date(),
            by=self.by,
            now=self.now,
        )

    def said(self, value):
        """(kind, value) as an answer keeps it."""
        return (value, None) if value in INSTEAD else (AnswerKind.ANSWERED, value)

    def moment(self, days):
        """The moment so many days from now; None for None."""
        return None if days is None else self.now + datetime.timedelta(days=days)


MAILED = {"mailed_at": "mailed", "reminded_at": "reminded", "failed_at": "failed"}
