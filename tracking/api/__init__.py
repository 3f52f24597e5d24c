"""The subjects of open data that the tracking app tells: what is public of it, in the words of the field."""

from . import indicators, places, recommendations, records, reports, reviews, steps, vocabularies, voices

SUBJECTS = (
    places.States,
    reviews.Reviews,
    recommendations.Recommendations,
    places.Governments,
    voices.Statuses,
    voices.Assessments,
    steps.Steps,
    indicators.Indicators,
    indicators.IndicatorValues,
    records.Plans,
    records.Dialogues,
    records.Participations,
    records.Bodies,
    records.Commitments,
    records.LocalReviews,
    reports.Reports,
    vocabularies.Themes,
    vocabularies.Clusters,
    vocabularies.Groups,
    vocabularies.Goals,
    vocabularies.Targets,
    vocabularies.ServiceAreas,
    vocabularies.Rights,
)
