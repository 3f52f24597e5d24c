"""Mails about what is new: ask for them, confirm, change and end them. Nobody needs an account."""

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from . import subscribing, tasks
from .flooding import is_within
from .models import Subscription
from .models.subscription import Rhythm
from .subscription_forms import SubscriptionForm


@require_http_methods(["GET", "POST"])
def subscribe(request):
    """The form, and the feeds for those who would rather not leave an address."""
    form = SubscriptionForm(request.POST or None, initial={"about": request.GET.get("about", "practices")})
    if request.method == "POST":
        if not is_within(request, "news_visitor"):
            return ratelimit.respond_429(request)
        if form.is_valid():
            if not form.is_by_a_program and is_within(request, "news_address", form.cleaned_data["address"]):
                take(form.cleaned_data)
            return redirect("cms:subscription-asked")
    context = {"form": form, "breadcrumbs": [(_("News by mail"), "")]}
    return render(request, "cms/subscribe.html", context, status=422 if form.errors else 200)


def take(wishes):
    """Write down what was asked for, and let the address be asked."""
    subscription = subscribing.ask(
        wishes["address"],
        wishes["about"],
        language=wishes["language"],
        rhythm=wishes["rhythm"],
        now=timezone.now(),
    )
    tasks.send_confirmation.delay_on_commit(subscription.pk)


@require_GET
def asked(request):
    """What happens next; the same for every address."""
    return render(request, "cms/subscription_asked.html")


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request, token):
    """The link of the first mail: a button, because mail programs open links by themselves."""
    subscription = Subscription.objects.with_token(token, now=timezone.now())
    if subscription is None:
        return render(request, "cms/subscription_gone.html", status=404)
    if subscription.confirmed_at and request.method == "GET":
        return redirect("cms:subscription", token)
    if request.method == "POST":
        subscription.confirm(now=timezone.now())
        messages.success(request, _("Done. The next mail comes when there is something new."))
        return redirect("cms:subscription", token)
    return render(request, "cms/subscription_confirm.html", {"subscription": subscription, "token": token})


@never_cache
@require_http_methods(["GET", "POST"])
def subscription(request, token):
    """All that an address gets: change how often, end one, end all."""
    known = Subscription.objects.with_token(token)
    if known is None or not known.confirmed_at:
        return render(request, "cms/subscription_gone.html", status=404)
    mine = Subscription.objects.confirmed().filter(address=known.address).with_subjects()
    if request.method == "POST":
        return change(request, token, known, mine)
    return render(request, "cms/subscription.html", {"subscriptions": mine, "rhythms": Rhythm.choices, "token": token})


def change(request, token, known, mine):
    """Do what a button of the page says."""
    if "end_all" in request.POST:
        mine.delete()
        Subscription.objects.filter(address=known.address).delete()
        return render(request, "cms/subscription_ended.html")
    chosen = mine.filter(
        pk__in=[pk for pk in [request.POST.get("subscription", "")] if pk.isdecimal() and len(pk) < 10]
    )
    if "end" in request.POST:
        is_last = chosen.filter(pk=known.pk).exists()
        chosen.delete()
        if is_last:
            return render(request, "cms/subscription_ended.html", {"others": mine.first()})
    elif request.POST.get("rhythm") in Rhythm.values:
        chosen.update(rhythm=request.POST["rhythm"])
    messages.success(request, _("Saved."))
    return redirect("cms:subscription", token)


@csrf_exempt  # a mail program presses this button (RFC 8058): the address itself is the proof
@never_cache
@require_http_methods(["GET", "POST"])
def end(request, token):
    """The way out of a mail: says what it does, and does it when the button is pressed. Twice is the same as once."""
    known = Subscription.objects.with_token(token)
    if request.method == "POST":
        if known:
            known.delete()
        return render(request, "cms/subscription_ended.html")
    if known is None:
        return render(request, "cms/subscription_gone.html", status=404)
    return render(request, "cms/subscription_end.html", {"subscription": known})
