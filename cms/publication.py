"""What a practice must say before it is published."""

from django.utils.translation import gettext as _


def missing_for_publication(practice, source_count=None):
    """What is missing before the practice may be published: {field name: [sentences]}, empty when nothing is.

    `source_count` is the number of sources where the practice does not hold them yet, as while its form is checked.
    """
    sources = practice.evidence.count() if source_count is None else source_count
    missing = {}
    for field, given, sentence in rules(practice, sources):
        if not (given.strip() if isinstance(given, str) else given):
            missing.setdefault(field, []).append(sentence)
    return missing


def rules(practice, sources):
    """What publishing asks for, as (field name, what is given, the sentence where nothing is)."""
    reader = practice.second_reader or not is_sensitive(practice)
    return [
        ("summary", practice.summary, _("Write the summary.")),
        ("city", practice.city or practice.place_name, _("Say where it happened.")),
        ("results", practice.results, _("State a result.")),
        ("results_date", practice.results_date, _("Give the date of the result.")),
        ("costs", practice.costs, _("Fill in the costs, or write that they are not disclosed.")),
        ("what_did_not_work", practice.what_did_not_work, _("Say what did not work, or where its limits are.")),
        ("evidence", sources, _("Add at least one source.")),
        (
            "is_free_of_individuals",
            practice.is_free_of_individuals,
            _("Confirm that it contains nothing about individuals."),
        ),
        ("image_alt", practice.image_alt or not practice.image_id, _("Describe the picture in words, or take it out.")),
        (
            "evaluated_by",
            practice.evaluated_by or practice.review_status != "evaluated",
            _("Say who evaluated it as good practice, and when."),
        ),
        (
            "second_reader",
            reader,
            _("Name the second reader: a recommendation it answers touches a sensitive topic."),
        ),
    ]


def touches_sensitive_topic(practice):
    """As `is_sensitive`; or one of its own themes or groups of persons is a sensitive topic."""
    words = [*practice.themes.all(), *practice.groups.all()]
    return is_sensitive(practice) or any(word.is_sensitive for word in words)


def is_sensitive(practice):
    """Whether a recommendation that the practice answers is marked as a sensitive topic."""
    return any(recommendation.is_sensitive for recommendation in practice.recommendations.all())
