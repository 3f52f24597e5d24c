"""Makes rows for tests: plain functions, one a noun, with believable defaults and no surprises."""

import datetime
import decimal
import itertools

from django.core.files.base import ContentFile
from django.utils.text import slugify

from tests.tracking.midterm import samples
from tracking import invitations, models
from tracking.midterm import content, submitting

NOW = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC)
counter = itertools.count(1)


def state(iso3="XUL", iso2="XU", name="Lumeria", **fields):
    """A State."""
    found = models.State.objects.filter(iso3=iso3).first()
    return found or models.State.objects.create(iso3=iso3, iso2=iso2, name=name, **fields)


def government(state, name, **fields):
    """A city of the State."""
    return models.LocalGovernment.objects.create(state=state, name=name, slug=slugify(name), **fields)


def person(name="person", **fields):
    """Somebody with an account and the password "correct horse"."""
    return models.User.objects.create_user(
        f"{name}{next(counter)}@example.org", "correct horse", first_name=name.title(), **fields
    )


def member(role, place, organisation="", **fields):
    """Somebody who holds `role` for a government or a State."""
    user = person(role, **fields)
    scope = "state" if isinstance(place, models.State) else "local_government"
    models.Membership.objects.create(user=user, role=role, organisation=organisation, **{scope: place})
    return user


def review(state, cycle=4, **fields):
    """A UPR review; reviewed in November 2024, so that mid-term falls in May 2027."""
    defaults = {"session": 47, "review_date": datetime.date(2024, 11, 8), "adoption_date": datetime.date(2025, 3, 20)}
    return models.Review.objects.create(state=state, cycle=cycle, **{**defaults, **fields})


def theme(name="Right to adequate housing", vocabulary="4", cluster="economic-social"):
    """A theme in a cluster."""
    group, _ = models.Cluster.objects.get_or_create(code=cluster, defaults={"labels": {"en": cluster.title()}})
    found, _ = models.Theme.objects.get_or_create(
        vocabulary=vocabulary, name=name, defaults={"cluster": group, "labels": {"en": name}}
    )
    return found


def group(code="children"):
    """A group of persons."""
    return models.Group.objects.get_or_create(code=code, defaults={"labels": {"en": code.title()}})[0]


def goal(number=11):
    """An SDG goal."""
    return models.Goal.objects.get_or_create(number=number, defaults={"labels": {"en": f"Goal {number} title"}})[0]


def target(code="11.1"):
    """An SDG target, with its goal."""
    return models.Target.objects.get_or_create(
        code=code, defaults={"goal": goal(int(code.split(".")[0])), "labels": {"en": f"Target {code} label"}}
    )[0]


def recommendation(review, paragraph=None, text="Continue to build homes that people can afford.", **fields):
    """A supported recommendation with official text, theme, group, goal and two recommending States."""
    row = models.Recommendation.objects.create(
        review=review, paragraph=paragraph or f"120.{next(counter)}", **{"position": "supported", **fields}
    )
    models.RecommendationText.objects.create(recommendation=row, language="en", text=text, is_official=True)
    models.ThemeLink.objects.create(recommendation=row, theme=theme())
    row.groups.add(group())
    row.goals.add(goal())
    row.recommending_states.add(state("XFA", "XF", "Farland"), state("XNE", "XN", "Nearland"))
    return row


def follow_up(government, recommendation, by, **fields):
    """The government's follow-up, triaged as necessary."""
    return models.FollowUp.objects.create(
        local_government=government,
        recommendation=recommendation,
        updated_by=by,
        **{"relevance": "necessary", "updated_at": NOW, **fields},
    )


def step(government, by, follow_ups=(), **fields):
    """A planned step of the government, due in June 2026."""
    row = models.ImplementationStep.objects.create(
        local_government=government,
        added_by=by,
        updated_by=by,
        **{
            "title": "Open a night shelter",
            "kind": "service",
            "responsible": "Social services",
            "due_date": datetime.date(2026, 6, 30),
            "updated_at": NOW,
            **fields,
        },
    )
    row.follow_ups.set(follow_ups)
    return row


def plan(government, by, **fields):
    """An action plan of the government, without steps."""
    return models.ActionPlan.objects.create(
        local_government=government,
        updated_by=by,
        **{"title": "Human rights action plan", "updated_at": NOW, **fields},
    )


def evidence(step, by, **fields):
    """A link that shows the step happened."""
    return models.Evidence.objects.create(
        step=step,
        added_by=by,
        **{"title": "Council decision", "link": "https://example.org/decision", "added_at": NOW, **fields},
    )


def comment(follow_up, by, state="waiting", decided_by=None, **fields):
    """A comment of an organisation on a published follow-up, decided on where `state` says so."""
    row = models.Comment(
        follow_up=follow_up,
        **{"organisation": "Homes for All", "stance": "disputes", "text": "Half of the beds are closed.", **fields},
    )
    row.write(by=by, now=NOW)
    if state != "waiting":
        row.decide(state, by=decided_by, now=NOW, refusal="" if state == "published" else "It names a person.")
    return row


def national_assessment(recommendation, by, **fields):
    """The State's published view of a recommendation."""
    return models.NationalAssessment.objects.create(
        recommendation=recommendation,
        updated_by=by,
        **{"status": "partly", "reason": "The fund is late.", "visibility": "public", "updated_at": NOW, **fields},
    )


def call(review, by, **fields):
    """An open call; report in May 2027, input by November 2026."""
    return models.Call.objects.create(
        review=review,
        **{
            "title": "Mid-term input",
            "target_date": datetime.date(2027, 5, 8),
            "deadline": datetime.date(2026, 11, 8),
            "status": "open",
            "opened_by": by,
            "opened_at": NOW,
            **fields,
        },
    )


def contribution(call, government, recommendations=(), **fields):
    """A draft with a headline for each recommendation."""
    row = models.Contribution.objects.create(call=call, local_government=government, **fields)
    for recommendation in recommendations:
        models.ContributionAnswer.objects.create(
            contribution=row, recommendation=recommendation, status="in_progress", headline="40 new beds since May."
        )
    return row


def accepted(call, government, recommendations, officer, approver, coordinator):
    """A contribution that went all the way to accepted."""
    row = contribution(call, government, recommendations)
    row.hand_in(by=officer, now=NOW)
    submitting.approve(row, by=approver, now=NOW)
    row.accept(by=coordinator, now=NOW)
    return row


def report(call, **fields):
    """A finished edition of a call's report, with two small documents."""
    frozen = samples.usual()
    made = models.Report.objects.create(
        call=call,
        **{
            "status": "ready",
            "asked_at": NOW,
            "started_at": NOW,
            "finished_at": NOW,
            "content": content.to_json(frozen),
            "checksum": content.checksum(frozen),
            **fields,
        },
    )
    models.Event.objects.record("compiled", made, by=made.asked_by, now=made.asked_at, after={"edition": made.edition})
    for kind in ("docx", "xlsx"):
        models.ReportDocument.objects.keep(made, kind, f"report.{kind}", b"PK " + kind.encode())
    return made


def locked(call, by, published=False, **fields):
    """A finished edition that its coordinator approved and locked, and published where asked."""
    made = report(call, **fields)
    approval = models.ReportApproval(
        report=made, step="coordinator", body="National coordination", approved_on=NOW.date()
    )
    approval.record(by=by, now=NOW)
    made.lock(by=by, now=NOW)
    if published:
        made.publish(made.documents.values("pk"), by=by, now=NOW)
    return made


def excerpt(answer, by, **fields):
    """The coordinator's decision to use an answer, in the government's own words unless `fields` say otherwise."""
    words = {"is_used": True, "excerpt": answer.headline, "order": 1, "decided_at": NOW}
    return models.AnswerUse.objects.create(answer=answer, decided_by=by, **{**words, **fields})


def consultation(review, by, **fields):
    """A meeting with civil society on the draft of the report."""
    return models.Consultation.objects.create(
        review=review,
        updated_by=by,
        updated_at=NOW,
        **{
            "title": "Meeting on the draft",
            "kind": "civil-society",
            "held_on": datetime.date(2026, 2, 10),
            "invited": "Homes for All",
            "invited_number": 12,
            "attended_number": 0,
            **fields,
        },
    )


def pledge(review, by, **fields):
    """A voluntary pledge of the State."""
    defaults = {"number": "1", "text": "Invite every special rapporteur.", "status": "in_progress"}
    return models.Pledge.objects.create(review=review, updated_by=by, updated_at=NOW, **{**defaults, **fields})


def position_change(recommendation, by, **fields):
    """A recommendation that was noted at the adoption and is supported since."""
    return models.PositionChange.objects.create(
        review=recommendation.review,
        recommendation=recommendation,
        updated_by=by,
        updated_at=NOW,
        **{
            "old_position": "noted",
            "new_position": "supported",
            "decided_on": datetime.date(2026, 1, 15),
            "source": "A/HRC/61/15/Add.1",
            **fields,
        },
    )


def institution(review, by, **fields):
    """The national mechanism for reporting and follow-up."""
    defaults = {"kind": "mechanism", "name": "National Secretariat for Follow-up", "mandate": "It meets monthly."}
    return models.NationalInstitution.objects.create(
        review=review, updated_by=by, updated_at=NOW, **{**defaults, **fields}
    )


def assistance_need(review, by, recommendations=(), **fields):
    """Training that the State asks for."""
    defaults = {"title": "Training on housing statistics", "kind": "capacity"}
    row = models.AssistanceNeed.objects.create(review=review, updated_by=by, updated_at=NOW, **{**defaults, **fields})
    row.recommendations.set(recommendations)
    return row


def invitation(place, by, email="newcomer@example.org", role="", now=NOW, **fields):
    """(open invitation, token of its link) to a role of the place: viewer, or national viewer."""
    role = role or ("national-viewer" if isinstance(place, models.State) else "viewer")
    return invitations.invite(place, email=email, role=role, by=by, now=now, **fields)


def participation(government, review, by, **fields):
    """Something the government did in the national consultation."""
    return models.Participation.objects.create(
        local_government=government,
        review=review,
        updated_by=by,
        updated_at=NOW,
        **{"phase": "consultation", "title": "Sent figures on housing", **fields},
    )


def dialogue(government, review, by, **fields):
    """A dialogue that the State held in the government's area."""
    return models.RegionalDialogue.objects.create(
        local_government=government,
        review=review,
        updated_by=by,
        updated_at=NOW,
        **{"held_on": datetime.date(2023, 9, 12), "civil_society_count": 12, "themes": "Housing", **fields},
    )


def human_rights_body(government, by, **fields):
    """A human rights commission of the government."""
    return models.LocalHumanRightsBody.objects.create(
        local_government=government, updated_by=by, updated_at=NOW, **{"name": "Human rights commission", **fields}
    )


def commitment(government, by, **fields):
    """A charter that the government adopted."""
    defaults = {"kind": "charter", "title": "Charter of rights", "adopted_on": datetime.date(2020, 12, 10)}
    return models.HumanRightsCommitment.objects.create(
        local_government=government, updated_by=by, updated_at=NOW, **{**defaults, **fields}
    )


def local_review(government, by, **fields):
    """A Voluntary Local Review."""
    return models.LocalReview.objects.create(
        local_government=government,
        updated_by=by,
        updated_at=NOW,
        **{"year": 2025, "title": "Our city and the goals", **fields},
    )


def self_assessment(government, by, year=2026, **answers):
    """A round of self-assessment; answers by item, with underscores for hyphens: action_plan="yes"."""
    row = models.SelfAssessment.objects.start(government, year, by=by, now=NOW)[0]
    for item, answer in answers.items():
        row.answers.create(item=item.replace("_", "-"), answer=answer, updated_by=by, updated_at=NOW)
    return row


def right(code="adequate-housing", label="Right to adequate housing"):
    """A human right with one attribute."""
    found, _ = models.Right.objects.get_or_create(code=code, defaults={"labels": {"en": label}})
    models.Attribute.objects.get_or_create(
        code=f"{code}-security", defaults={"right": found, "labels": {"en": "Security of tenure"}}
    )
    return found


def indicator(government, by, follow_ups=(), **fields):
    """An outcome indicator of the government, counted every year; the fewer the better."""
    row = models.Indicator.objects.create(
        local_government=government,
        added_by=by,
        updated_by=by,
        **{
            "code": f"I-{next(counter)}",
            "name": "Households evicted",
            "kind": "outcome",
            "right": fields.get("right") or right(),
            "unit_word": "households",
            "direction": "down",
            "added_at": NOW,
            "updated_at": NOW,
            "next_due_on": NOW.date(),
            **fields,
        },
    )
    row.follow_ups.set(follow_ups)
    return row


def indicator_value(indicator, by, number=120, year=2025, categories=(), **fields):
    """What the indicator showed in a year; `categories` are (dimension, category, number, base)."""
    row = models.IndicatorValue(
        indicator=indicator,
        **{
            "starts_on": datetime.date(year, 1, 1),
            "ends_on": datetime.date(year, 12, 31),
            "number": None if number is None else decimal.Decimal(number),
            **fields,
        },
    )
    row.record(categories, by=by, now=NOW)
    return row


def workbook_upload(government, by, data=b"PK", **fields):
    """A workbook of the government that came back, without a row that differs."""
    workbook = models.Workbook.objects.create(
        local_government=government,
        review=government.state.reviews.first(),
        language="en",
        snapshot={name: {} for name in ("recommendations", "steps", "notes", "budget", "values")},
        made_by=by,
        made_at=NOW,
    )
    return models.WorkbookUpload.objects.create(
        workbook=workbook,
        name="workbook.xlsx",
        file=ContentFile(data, "x.xlsx"),
        sha256="0" * 64,
        uploaded_by=by,
        uploaded_at=NOW,
        **fields,
    )


def said(call, government, people, *, version=1, **answers):
    """An accepted version of a government, whose people are (officer, approver, coordinator).

    `answers` are {"r<number of the recommendation>": fields of the answer, its basis among them}.
    """
    officer, approver, coordinator = people
    row = contribution(call, government, version=version)
    bases = {}
    for name, fields in answers.items():
        fields = {"status": "in_progress", "headline": "40 new beds since May.", **fields}
        basis = fields.pop("basis", None)
        answer = models.ContributionAnswer.objects.create(
            contribution=row, recommendation_id=int(name.removeprefix("r")), **fields
        )
        bases[answer.pk] = basis
    row.hand_in(by=officer, now=NOW)
    row.approve(by=approver, now=NOW)
    row.accept(by=coordinator, now=NOW)
    for pk, basis in bases.items():  # after it is frozen: what the test wants it to rest on
        models.ContributionAnswer.objects.filter(pk=pk).update(basis=basis)
    return row


def measure(call, recommendation, by, status="draft", decided_by=None, **fields):
    """What a ministry did, brought to its status by the steps that people take."""
    row = models.NationalMeasure(
        call=call,
        recommendation=recommendation,
        **{"body": "Ministry of Housing", "headline": "A fund for 300 homes since 2025.", **fields},
    )
    row.write(by=by, now=NOW)
    if status != "draft":
        row.submit(by=by, now=NOW)
    if status == "accepted":
        row.accept(by=decided_by, now=NOW)
    if status == "returned":
        row.return_("Give a number.", by=decided_by, now=NOW)
    return row


def national_text(call, by, *sentences, **place):
    """A national text; a sentence is its words, or (words, origin such as "answer-12")."""
    text = models.NationalText(call=call, **{"part": "paragraph", **place})
    pairs = [(row, "") if isinstance(row, str) else row for row in sentences]
    text.write([models.NationalSentence(sentence=words, origin=origin) for words, origin in pairs], by=by, now=NOW)
    return text
