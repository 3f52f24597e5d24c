"""What pages of the workspace show of courses: counts for those who belong there, never names."""

from django import template
from django.utils.translation import get_language

from cms.course import completion

register = template.Library()


@register.inclusion_tag("cms/includes/course_completion.html")
def course_completion(government):
    """How many people of a government finished which module, for its own people; two queries without courses."""
    courses = completion.courses_in(get_language())
    if not courses:
        return {"courses": []}
    counted = completion.completion_of([government], courses)
    courses = [course.with_rows(counted, [government]) for course in courses]
    return {"courses": courses, "fewest": completion.FEWEST_PEOPLE}
