"""The forms of people: inviting somebody, the two posts of a government, ending a role."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import invitations
from ..models import Membership, State, User
from ..models.role import Role
from .choices import RowField
from .texts import OneLineForm

POST_ROLES = (Role.APPROVER, Role.OFFICER)


class InvitationForm(OneLineForm):
    """Whom to ask to take which role."""

    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        help_text=gettext_lazy("Of the person, at work. The invitation works for this address only."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("A ministry, an office, an association."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = invitations.roles_at(place)
        if not isinstance(place, State):
            del self.fields["organisation"]
            self.initial.setdefault("language", place.language)

    def clean(self):
        """A commenter speaks for an organisation."""
        data = super().clean()
        if data.get("role") == Role.COMMENTER and not data.get("organisation", "").strip():
            self.add_error("organisation", _("Name the organisation for which the commenter speaks."))
        return data


class MembershipField(RowField):
    """A person by name and role."""

    def label_from_instance(self, row):
        """The name with the role, since a person may hold several."""
        return f"{row.user} ({row.get_role_display()})"


class PostsForm(forms.Form):
    """Who answers for a government, and who stands in."""

    focal_point = MembershipField(
        label=gettext_lazy("Focal point"), queryset=None, required=False, empty_label=gettext_lazy("vacant")
    )
    alternate = MembershipField(
        label=gettext_lazy("Alternate"), queryset=None, required=False, empty_label=gettext_lazy("vacant")
    )

    def __init__(self, *args, government, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Membership.objects.filter(local_government=government, role__in=POST_ROLES, user__is_active=True)
        for name in ("focal_point", "alternate"):
            self.fields[name].queryset = rows.select_related("user").order_by("user__first_name", "pk")
        held = Membership.objects.posts_of(government)
        self.initial = {"focal_point": held.get("focal-point"), "alternate": held.get("alternate")}

    def clean(self):
        """Two posts need two people."""
        data = super().clean()
        people = [row.user_id for row in (data.get("focal_point"), data.get("alternate")) if row]
        if len(people) == 2 and people[0] == people[1]:
            self.add_error("alternate", _("The alternate stands in for the focal point: name somebody else."))
        return data


class NewcomerForm(OneLineForm):
    """The name and password of somebody who accepts an invitation and has no account yet."""

    first_name = forms.CharField(
        label=gettext_lazy("First name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=gettext_lazy("Last name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        """A password that is hard to guess, also by who knows the name."""
        data = super().clean()
        names = {name: data.get(name, "") for name in ("first_name", "last_name")}
        if data.get("password"):
            try:
                validate_password(data["password"], User(email=self.email, **names))
            except ValidationError as error:
                self.add_error("password", error)
        return data


class OwnLastRoleForm(forms.Form):
    """The tick without which nobody ends their own last role."""

    confirmed = forms.BooleanField(label=gettext_lazy("I know that I cannot work here afterwards"))


class SecurityForm(forms.ModelForm):
    """What a State asks of its people's sign-in."""

    class Meta:
        model = State
        fields = ["requires_second_factor"]
