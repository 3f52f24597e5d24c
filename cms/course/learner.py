"""Whoever takes a course: a person with an account, whose progress is kept with it, or a browser, which keeps it."""

from cms.models.module_progress import ModuleProgress

from . import cookie
from .marks import ModuleMark, Standing


def learner_of(request):
    """The learner behind a request, the same one each time it is asked.

    Somebody who signed in takes over what their browser kept; `settle` then takes it out of the browser.
    """
    if not hasattr(request, "learner"):
        user = getattr(request, "user", None)
        is_person = user is not None and user.is_authenticated
        request.learner = Person(request) if is_person else Browser(request)
    return request.learner


class Learner:
    """What both kinds of learners share; `marks` is {module's translation key: ModuleMark}."""

    is_person = False

    def standing(self, modules):
        """The learner's Standing in a course with these modules."""
        return Standing([(module, self.marks.get(module.translation_key)) for module in modules])


class Browser(Learner):
    """Somebody without an account. A cookie is set when they answer a quiz, not before."""

    def __init__(self, request):
        self.marks = cookie.read(request)
        self.had_cookie = cookie.NAME in request.COOKIES
        self.is_changed = False

    def record(self, module, result, *, today):
        """Keep the result of a try where it is better than what was there."""
        mark = ModuleMark(result.percent, today if result.is_passed else None)
        self.marks[module.translation_key] = mark.better(self.marks.pop(module.translation_key, None))
        self.is_changed = True

    def forget(self):
        """Forget everything."""
        self.marks, self.is_changed = {}, True

    def settle(self, response):
        """Bring the browser up to date; return the response."""
        if self.is_changed and self.marks:
            cookie.write(response, self.marks)
        elif self.is_changed and self.had_cookie:
            cookie.delete(response)
        return response


class Person(Learner):
    """Somebody with an account."""

    is_person = True

    def __init__(self, request):
        self.user = request.user
        self.had_cookie = cookie.NAME in request.COOKIES
        for key, mark in cookie.read(request).items():
            ModuleProgress.objects.record(self.user, key, mark.best_score, passed_on=mark.passed_on)
        self.marks = self.stored()

    def stored(self):
        """The marks as the database has them."""
        rows = ModuleProgress.objects.filter(person=self.user)
        return {row.module: ModuleMark(row.best_score, row.passed_on) for row in rows}

    def record(self, module, result, *, today):
        """Keep the result of a try where it is better than what was there."""
        day = today if result.is_passed else None
        ModuleProgress.objects.record(self.user, module.translation_key, result.percent, passed_on=day)
        self.marks = self.stored()

    def forget(self):
        """Forget everything."""
        ModuleProgress.objects.filter(person=self.user).delete()
        self.marks = {}

    def settle(self, response):
        """What the browser kept is with the account now: take it out of the browser; return the response."""
        if self.had_cookie:
            cookie.delete(response)
        return response
